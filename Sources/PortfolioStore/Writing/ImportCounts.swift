/// How many rows of each kind an import wrote.
public struct ImportCounts: Equatable, Sendable {
  public var accounts = 0
  public var instruments = 0
  public var tags = 0
  public var positions = 0
  public var lots = 0
  public var cash = 0
  public var prices = 0
  public var rates = 0

  public init() {}
}
