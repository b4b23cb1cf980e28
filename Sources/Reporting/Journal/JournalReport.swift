public import Portfolio
internal import Quantities

/// A portfolio file's journal, or one entry of it, as bytes: what `tranche journal` prints.
public struct JournalReport: Sendable {
  public static let schema = "tranche.journal/1"

  public enum Format: String, CaseIterable, Sendable { case table, json }

  /// As the user calls it.
  public var file: String
  public var entries: [RecordedEntry]
  /// Whether one entry was asked for, and is shown whole.
  public var isWhole: Bool

  public init(file: String, entries: [RecordedEntry], isWhole: Bool) {
    self.file = file
    self.entries = entries
    self.isWhole = isWhole
  }

  public func bytes(_ format: Format, _ options: ReportOptions) -> [UInt8] {
    switch format {
    case .table:
      TerminalRenderer(options).bytes(
        of: isWhole ? entries.flatMap(EntryBlocks.blocks) : JournalTable.blocks(entries)
      )
    case .json: JSONWriter.document { $0.write(self) }
    }
  }
}
