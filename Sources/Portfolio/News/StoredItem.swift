/// A revision of a news item with the number that a portfolio file gave it.
public struct StoredItem: Hashable, Sendable {
  /// From 1, in the order in which items were taken in.
  public var number: Int64
  public var item: Item

  public init(number: Int64, item: Item) {
    self.number = number
    self.item = item
  }
}
