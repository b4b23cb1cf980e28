public import Evaluator

/// How scenarios are written.
public enum ScenarioFormat: String, CaseIterable, Sendable {
  /// For a person at a terminal, as wide as the terminal.
  case text
  /// `docs/schema/scenarios-1.json`.
  case json

  public func writer(_ options: ReportOptions) -> any ScenarioWriter {
    switch self {
    case .text: ScenarioText(options: options)
    case .json: ScenarioJSON()
    }
  }
}

/// Writes scenarios account by account, and keeps nothing between calls.
public protocol ScenarioWriter {
  func begin(_ header: ProposalHeader, into output: inout [UInt8])
  func account(_ scenarios: AccountScenarios, isFirst: Bool, into output: inout [UInt8])
  func end(into output: inout [UInt8])
}
