public import Evaluator

/// How a rebalance is written.
public enum RebalanceFormat: String, CaseIterable, Sendable {
  /// For a person at a terminal.
  case table
  /// `docs/schema/rebalance-1.json`.
  case json

  /// - Parameter isDryRun: whether nothing of the run is recorded.
  public func writer(
    _ options: ReportOptions = ReportOptions(),
    isDryRun: Bool = true
  ) -> any RebalanceWriter {
    switch self {
    case .table: RebalanceText(options: options, isDryRun: isDryRun)
    case .json: RebalanceJSON()
    }
  }
}

/// Writes a rebalance account by account, and keeps nothing between calls.
public protocol RebalanceWriter: Sendable {
  func begin(_ header: ProposalHeader, into output: inout [UInt8])
  /// Appends one account; `isFirst` for the first of the run alone.
  func account(
    _ rebalance: Rebalance,
    _ header: ProposalHeader,
    isFirst: Bool,
    into output: inout [UInt8]
  )
  func end(into output: inout [UInt8])
}
