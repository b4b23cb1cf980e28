public import Portfolio
public import Quantities

/// What a portfolio file says at one moment.
public struct PortfolioContents: Sendable {
  public var market: Market
  public var items: [Item]
  public var acts: [CatalystAct]

  public init(market: Market, items: [Item] = [], acts: [CatalystAct] = []) {
    self.market = market
    self.items = items
    self.acts = acts
  }
}

/// A portfolio file that a test begins with. Its accounts refer to instruments by their place in the
/// market, which is the same at every moment.
public protocol TestPortfolio {
  func contents(at moment: Instant) throws(TestFault) -> PortfolioContents
  /// Of each moment and symbol the quote that was the latest available then, as it was made.
  func quotes(at moments: [Instant: [String]]) throws(TestFault) -> [String: [Quote]]
  /// Dated events of these kinds that were known at `moment`.
  func calendar(kinds: [String], at moment: Instant) throws(TestFault) -> [CalendarEvent]
  /// Every account, with what was done to it before.
  func accounts() throws(TestFault) -> [AccountHistory]
}

extension TestPortfolio {
  /// Of a portfolio without earlier prices.
  public func quotes(
    at moments: [Instant: [String]]
  ) throws(TestFault) -> [String: [Quote]] { [:] }

  /// Of a portfolio without a calendar.
  public func calendar(
    kinds: [String],
    at moment: Instant
  ) throws(TestFault) -> [CalendarEvent] { [] }
}

/// Opens the portfolio files that tests name; the room itself reads no file.
public protocol TestPortfolios {
  /// - Parameters:
  ///   - path: as the test writes it.
  ///   - file: the path of the rules file that holds the test.
  func open(_ path: String, besides file: String) throws(TestFault) -> any TestPortfolio
}
