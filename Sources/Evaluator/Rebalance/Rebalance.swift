public import Portfolio
public import Quantities
import RuleChecker

/// A proposal with what it does to the account: every holding before and after, where exposure moves,
/// how cash goes, what room limits leave, and what selling realises.
///
/// Weights before and after are of one NAV, the one before costs, as the evaluation's own are. What is on
/// order counts as held and as paid, as in the evaluation.
public struct Rebalance: Sendable {
  public let proposal: AccountProposal
  /// The moment that was evaluated.
  public let asOf: Instant
  /// In ascending order of symbol; of everything held before or after.
  public let holdings: [RebalancedHolding]
  /// The whole account first, then by kind, by currency, and by each dimension in ascending order.
  public let exposures: [ExposureTable]
  /// Nothing when an amount did not fit.
  public let cash: CashReport?
  /// Every subject of every limit, as in the proposal.
  public let limits: [LimitRoom]
  public let gains: RealisedGains
  /// In ascending order of symbol.
  public let washSales: [WashSale]
}

/// One instrument before and after.
public struct RebalancedHolding: Sendable {
  public struct State: Sendable {
    /// Negative is short; zero when it is not held.
    public var quantity: Quantity
    /// What it adds to NAV, in the base currency, signed; zero of a future. Nothing without price or
    /// rate.
    public var value: Amount?
    /// Signed exposure ÷ NAV.
    public var weight: Ratio?
  }

  public var symbol: String
  public var name: String
  public var kind: InstrumentKind
  public var currency: Currency
  /// Of one unit, in `currency`.
  public var price: Price?
  public var isStale: Bool
  public var before: State
  public var after: State

  public var isChanged: Bool { before.quantity != after.quantity }
}

/// One subject of a limit with what is left of it.
public struct LimitRoom: Sendable {
  public var report: LimitReport
  /// How far the figure is from the bound; below zero when the limit is broken. Nothing when either is
  /// not known.
  public var before: Ratio?
  public var after: Ratio?
}

extension Evaluation {
  /// What `account` should do, and what that does to it.
  ///
  /// - Parameters:
  ///   - lots: of the account, in the file's order; those of what is not sold are not read.
  ///   - purchases: what other accounts bought lately, or will: replacements of what is sold here.
  public func rebalance(
    _ account: Account,
    journal: Journal,
    lots: [HoldingsSet.LotRow],
    by method: LotMethod = .fifo,
    purchases: [Purchase] = []
  ) -> Rebalance {
    let (proposal, run) = completed(for: account, journal: journal)
    guard let run else { return Rebalance(uncomputed: proposal, asOf: world.asOf, method) }
    do throws(ArithmeticFailure) {
      return try Rebalance(
        run: run,
        proposal: proposal,
        lots: lots,
        method: method,
        purchases: purchases
      )
    } catch {
      return Rebalance(uncomputed: proposal, asOf: world.asOf, method)
    }
  }
}

extension Rebalance {
  /// What is left to say when an amount does not fit.
  init(uncomputed proposal: AccountProposal, asOf: Instant, _ method: LotMethod) {
    self.proposal = proposal
    self.asOf = asOf
    holdings = []
    exposures = []
    cash = nil
    limits = []
    gains = RealisedGains(method: method)
    washSales = []
  }

  init(
    run: AccountRun,
    proposal: AccountProposal,
    lots: [HoldingsSet.LotRow],
    method: LotMethod,
    purchases: [Purchase]
  ) throws(ArithmeticFailure) {
    self.proposal = proposal
    asOf = run.world.asOf
    holdings = try run.rebalancedHoldings()
    exposures = try ExposureTable.all(run)
    cash = try CashReport(run: run, proposal: proposal)
    limits = try run.limitRooms(proposal.limits)
    var sales = try SaleBook(run: run, lots: lots, method: method)
    gains = try sales.gains(of: proposal)
    washSales = try WashSales(run: run, proposal: proposal, book: sales, others: purchases)
      .found(in: gains)
  }
}

extension AccountRun {
  fileprivate func rebalancedHoldings() throws(ArithmeticFailure) -> [RebalancedHolding] {
    var holdings: [RebalancedHolding] = []
    for line in lines {
      let after = try line.afterAll()
      if line.held.isZero && after.isZero { continue }
      let instrument = line.terms.listed
      holdings.append(
        RebalancedHolding(
          symbol: instrument.symbol,
          name: instrument.name,
          kind: instrument.kind,
          currency: instrument.currency,
          price: line.unit.price,
          isStale: line.unit.isStale,
          before: try state(of: line, line.held),
          after: try state(of: line, after)
        )
      )
    }
    return holdings
  }

  private func state(
    of line: Line,
    _ quantity: Quantity
  ) throws(ArithmeticFailure) -> RebalancedHolding.State {
    let value = quantity.isZero ? .zero : try line.unit.bookedValue(of: quantity)
    return RebalancedHolding.State(
      quantity: quantity,
      value: line.unit.isFuture && value != nil ? .zero : value,
      weight: try weight(of: quantity, line)
    )
  }

  fileprivate func limitRooms(_ reports: [LimitReport]) throws(ArithmeticFailure) -> [LimitRoom] {
    var sides: [String: Limit.Side] = [:]
    for check in limits { sides[check.name] = check.side }
    var rooms: [LimitRoom] = []
    for report in reports {
      let side = sides[report.limit] ?? .atMost
      rooms.append(
        LimitRoom(
          report: report,
          before: try room(report.before, report.bound, side),
          after: try room(report.after, report.bound, side)
        )
      )
    }
    return rooms
  }

  private func room(
    _ value: Ratio?,
    _ bound: Ratio?,
    _ side: Limit.Side
  ) throws(ArithmeticFailure) -> Ratio? {
    guard let value, let bound else { return nil }
    return side == .atMost ? try bound.subtracting(value) : try value.subtracting(bound)
  }
}
