public import Quantities

/// What holds for the whole rulebook, with the language's defaults.
public struct Settings: Hashable, Sendable {
  public enum MinimumTrade: Hashable, Sendable {
    case money(Money)
    case shareOfNav(Percent)
  }

  public struct Costs: Hashable, Sendable {
    public var perOrder: Money
    /// Of the value traded.
    public var share: Percent

    public init(perOrder: Money, share: Percent) {
      self.perOrder = perOrder
      self.share = share
    }
  }

  /// An older price is stale.
  public var pricesNoOlderThan: Duration = .days(4)
  /// Without an item available within this, the feed is stale.
  public var newsNoOlderThan: Duration = .days(7)
  /// 0.1% of NAV.
  public var minimumTrade: MinimumTrade = .shareOfNav(Percent(units: 100_000))
  public var allowsFractionalShares = false
  public var allowsShorting = false
  /// How far total cash may go below zero, as a share of NAV.
  public var borrow: Percent = .zero
  /// Nothing: trading is free.
  public var costs: Costs?

  public init() {}
}
