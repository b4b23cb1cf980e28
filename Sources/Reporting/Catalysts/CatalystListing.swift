public import Evaluator
internal import Portfolio
internal import Quantities

/// Catalysts of a rulebook with what is known of them and what waits for them: what `tranche catalyst
/// list` and `show` print.
public struct CatalystListing: Sendable {
  public static let schema = "tranche.catalysts/1"

  public enum Format: String, CaseIterable, Sendable {
    /// For a person at a terminal.
    case text
    /// `docs/schema/catalysts-1.json`.
    case json
  }

  public var header: ProposalHeader
  public var catalysts: [CatalystDetail]
  /// Whether one catalyst was asked for, and is shown with persons' acts.
  public var isWhole: Bool

  public init(header: ProposalHeader, catalysts: [CatalystDetail], isWhole: Bool) {
    self.header = header
    self.catalysts = catalysts
    self.isWhole = isWhole
  }

  /// The listing as UTF-8.
  public func bytes(_ format: Format, _ options: ReportOptions) -> [UInt8] {
    switch format {
    case .text: TerminalRenderer(options).bytes(of: blocks)
    case .json: JSONWriter.document { $0.write(self) }
    }
  }

  private var blocks: [Block] {
    var title = StyledText("catalysts of ")
    title.append(header.rulebookName, .strong)
    title.append(", as of \(header.asOf)", .faint)
    return [.title(title)] + HeaderSections.assumed(header.assumptions)
      // What rules wait for stands with each catalyst.
      + HeaderSections.notices(header.notices.filter { $0.severity != .note })
      + [.heading("Catalysts")]
      + catalysts.flatMap { CatalystBlocks.blocks($0, isWhole: isWhole) }
  }
}
