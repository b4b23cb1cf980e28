public import ArgumentParser
import Evaluator
public import Exchange
import Foundation
public import Portfolio
public import Quantities
public import Reporting

/// How option values are read from the command line.
extension Instant: ExpressibleByArgument {
  /// A bare date is the end of its day: what `as of` and a person's "received on" mean.
  public init?(argument: String) { self.init(parsing: argument, bareDate: .end) }
}

extension CatalystListing.Format: ExpressibleByArgument {}

extension CheckFormat: ExpressibleByArgument {}

extension NewsFormat: ExpressibleByArgument {}

extension NewsReport.Format: ExpressibleByArgument {}

extension LotMethod: ExpressibleByArgument {}

extension ProposalFormat: ExpressibleByArgument {}

extension RebalanceFormat: ExpressibleByArgument {}

extension ReadingFormat: ExpressibleByArgument {}

extension ScenarioFormat: ExpressibleByArgument {}

extension TestFormat: ExpressibleByArgument {}

extension PortfolioReport.Format: ExpressibleByArgument {}

extension PortfolioCheckReport.Format: ExpressibleByArgument {}

extension VerificationReport.Format: ExpressibleByArgument {}

extension WatchAlert.Format: ExpressibleByArgument {}

extension WhyReport.Format: ExpressibleByArgument {}

extension JournalReport.Format: ExpressibleByArgument {}

/// The only place that asks what time it is.
enum Clock {
  /// Now, or what `TRANCHE_NOW` says: so that a worked example can be run again and give the same bytes.
  static func now() -> Instant {
    if let told = ProcessInfo.processInfo.environment["TRANCHE_NOW"],
      let moment = Instant(parsing: told, bareDate: .start)
    {
      return moment
    }
    return Instant(secondsSinceEpoch: Int64(time(nil)))
  }
}
