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
}
