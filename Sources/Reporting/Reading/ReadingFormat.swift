public import RuleChecker

/// The formats of a rulebook's reading, by the name that a user gives.
public enum ReadingFormat: String, CaseIterable, Sendable {
  /// For a terminal, and for a file that is read as it is.
  case text
  /// A document of its own.
  case markdown

  /// `reading` as UTF-8. Text is at most 80 columns wide, less on a narrower terminal; Markdown has
  /// one line a paragraph.
  public func bytes(of reading: RulebookReading, _ options: ReportOptions) -> [UInt8] {
    switch self {
    case .text: ReadingText(options).bytes(of: reading)
    case .markdown: ReadingMarkdown().bytes(of: reading)
    }
  }
}
