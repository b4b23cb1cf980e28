import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import RuleTesting

/// Opens the portfolio files that tests name; their paths are relative to the file of the test.
struct PortfolioFiles: TestPortfolios {
  func open(_ path: String, besides file: String) throws(TestFault) -> any TestPortfolio {
    let folder = (file as NSString).deletingLastPathComponent
    let place = path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue {
      return Opened(file: try imported(place, named: path))
    }
    return try Opened.reporting { Opened(file: try PortfolioFile.open(at: place)) }
  }

  /// A folder of tables, as `tranche portfolio import` takes it into a file that only this test has.
  private func imported(_ folder: String, named path: String) throws(TestFault) -> PortfolioFile {
    let reading: HoldingsReading
    do {
      reading = try HoldingsFolder.read(at: folder)
    } catch {
      throw TestFault(error.message, help: error.help)
    }
    if let problem = reading.problems.first {
      throw TestFault(
        "`\(path)` has a mistake: \(problem)",
        help: problem.help ?? "`tranche portfolio import FILE \(path)` names them all"
      )
    }
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-test-\(UUID().uuidString).sqlite").path
    // What is open stays readable once its name is gone.
    defer { try? FileManager.default.removeItem(atPath: place) }
    return try Opened.reporting {
      if let numeraire = reading.set.numeraire ?? Currency("USD") {
        _ = try PortfolioFile.create(at: place, numeraire: numeraire, holding: reading.set)
      }
      return try PortfolioFile.open(at: place)
    }
  }

  private struct Opened: TestPortfolio {
    let file: PortfolioFile

    func contents(at moment: Instant) throws(TestFault) -> PortfolioContents {
      try Opened.reporting {
        PortfolioContents(
          market: try file.market(asOf: moment),
          items: NewsMerge.merged(try file.revisions(asOf: moment), asOf: moment),
          acts: try file.acts(asOf: moment)
        )
      }
    }

    func quotes(at moments: [Instant: [String]]) throws(TestFault) -> [String: [Quote]] {
      try Opened.reporting { try file.quotes(at: moments) }
    }

    func calendar(kinds: [String], at moment: Instant) throws(TestFault) -> [CalendarEvent] {
      try Opened.reporting { try file.calendar(kinds: kinds, asOf: moment) }
    }

    func accounts() throws(TestFault) -> [AccountHistory] {
      try Opened.reporting {
        var found: [AccountHistory] = []
        let market = try file.market(asOf: Instant(secondsSinceEpoch: 0))
        try file.forEachAccount(market: market, withCosts: true) { account, _ in
          found.append(try AccountHistory(of: account))
        }
        return found
      }
    }

    /// A failure of the file in its own words.
    static func reporting<Result>(_ body: () throws -> Result) throws(TestFault) -> Result {
      do {
        return try body()
      } catch let error as PortfolioFileError {
        throw TestFault(error.message, help: error.help)
      } catch {
        throw TestFault(
          "the portfolio file can't be read",
          help: "check it with `tranche portfolio`"
        )
      }
    }
  }
}
