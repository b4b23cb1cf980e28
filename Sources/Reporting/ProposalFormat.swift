public import Evaluator

/// The formats of a proposal, by the name that a user gives: the one list.
public enum ProposalFormat: String, CaseIterable, Sendable {
  /// For a person at a terminal.
  case table
  /// One JSON document.
  case json
  /// JSON Lines: the header, then an account a line.
  case jsonl
  /// One line a change, for spreadsheets and order systems.
  case csv
  /// For a pull request or a message.
  case markdown

  /// What it tells of an account.
  public func detail(isVerbose: Bool) -> ProposalDetail {
    switch self {
    case .csv: .changes
    case .json, .jsonl: isVerbose ? .full : .telling
    case .table, .markdown: .full
    }
  }

  /// What writes this format.
  public func writer(_ options: ReportOptions = ReportOptions()) -> any ProposalWriter {
    switch self {
    case .table: TableFormat(options: options)
    case .json: JSONFormat(options: options)
    case .jsonl: JSONLinesFormat(options: options)
    case .csv: CSVFormat()
    case .markdown: MarkdownFormat(options: options)
    }
  }
}
