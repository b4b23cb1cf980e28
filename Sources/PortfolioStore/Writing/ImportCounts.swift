public import Portfolio

/// How many rows of each kind an import wrote, and what looks odd about them.
public struct ImportCounts: Equatable, Sendable {
  public var accounts = 0
  public var instruments = 0
  public var tags = 0
  public var positions = 0
  public var lots = 0
  public var cash = 0
  public var prices = 0
  public var rates = 0
  public var corporateActions = 0
  public var calendar = 0
  /// What looks as if a split were missing; ascending by symbol and time.
  public var suspectedSplits: [SuspectedSplit] = []

  public init() {}

  /// The rows of `set`, written or not.
  public init(of set: HoldingsSet) {
    accounts = set.accounts?.count ?? 0
    instruments = set.instruments?.count ?? 0
    tags = set.tags?.count ?? 0
    positions = set.positions?.count ?? 0
    lots = set.lots?.count ?? 0
    cash = set.cash?.count ?? 0
    prices = set.prices?.count ?? 0
    rates = set.rates?.count ?? 0
    corporateActions = set.corporateActions?.count ?? 0
    calendar = set.calendar?.count ?? 0
  }
}
