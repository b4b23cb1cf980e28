/// The formats of what `tranche check` found, by the name that a user gives: the one list.
public enum CheckFormat: String, CaseIterable, Sendable {
  /// For a person at a terminal.
  case human
  /// One JSON document, `docs/schema/check-1.json`.
  case json
  /// SARIF 2.1.0, for code review and editors.
  case sarif

  /// `report` in this format, ending in a line end.
  /// - Parameter version: the program's own, for formats that name it.
  public func text(
    of report: CheckReport,
    _ options: ReportOptions = ReportOptions(),
    version: String
  ) -> [UInt8] {
    switch self {
    case .human: CheckTable(report: report, options: options).bytes
    case .json: CheckJSON(report: report).bytes
    case .sarif: CheckSARIF(report: report, version: version).bytes
    }
  }
}
