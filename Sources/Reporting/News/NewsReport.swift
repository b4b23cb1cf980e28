public import Portfolio
public import Quantities

/// News items of a portfolio file as bytes: what `tranche news list`, `show` and `quarantine` print.
public struct NewsReport: Sendable {
  public static let schema = "tranche.news/1"

  public enum Format: String, CaseIterable, Sendable { case table, json }

  /// What is shown.
  public enum Kind: String, Sendable {
    /// Items that count, the newest first.
    case list
    /// Every revision of one item.
    case item
    /// Revisions that do not count.
    case quarantine
  }

  /// A revision, and what else was found of the same article.
  public struct Entry: Hashable, Sendable {
    public var number: Int64
    public var item: Item
    public var copies: [NewsMerge.Copy]

    public init(_ stored: StoredItem, copies: [NewsMerge.Copy] = []) {
      number = stored.number
      item = stored.item
      self.copies = copies
    }
  }

  /// As the user calls it.
  public var file: String
  public var kind: Kind
  /// The moment at which the list is seen; nothing where it does not matter.
  public var asOf: Instant?
  public var entries: [Entry]
  /// How many there are with those that are not shown.
  public var total: Int

  public init(file: String, kind: Kind, asOf: Instant? = nil, entries: [Entry], total: Int? = nil) {
    self.file = file
    self.kind = kind
    self.asOf = asOf
    self.entries = entries
    self.total = total ?? entries.count
  }

  public func bytes(_ format: Format, _ options: ReportOptions) -> [UInt8] {
    switch format {
    case .table: TerminalRenderer(options).bytes(of: NewsTable.blocks(self))
    case .json: JSONWriter.document { $0.write(self) }
    }
  }
}
