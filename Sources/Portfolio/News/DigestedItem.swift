/// An item with the digest of its content: what an import compares. Making it is a third of the work of an import, which
/// can be done on another thread than writing.
public struct DigestedItem: Sendable {
  public let item: Item
  public let digest: String

  public init(_ item: Item) {
    self.item = item
    digest = ItemContent.digest(of: item)
  }
}
