public import Evaluator
public import Quantities

/// One answer of `tranche why`: what is asked, and of which account.
public struct WhyReport: Sendable {
  public enum Question: Sendable {
    /// Every instrument and every rule, in a line each.
    case overview
    /// One instrument, stage by stage.
    case instrument(String)
    /// A rule, or one member of a `for each` rule, with its conditions; or one step of it alone.
    case rule(String, member: String?, step: String?)
  }

  /// The formats, by the name that a user gives.
  public enum Format: String, CaseIterable, Sendable {
    /// For a person at a terminal.
    case text
    case json
  }

  public static let schema = "tranche.why/1"

  public var header: ProposalHeader
  public var explanation: AccountExplanation
  public var question: Question

  public init(
    header: ProposalHeader,
    explanation: AccountExplanation,
    question: Question
  ) {
    self.header = header
    self.explanation = explanation
    self.question = question
  }

  /// The answer as UTF-8.
  public func bytes(_ format: Format, _ options: ReportOptions) -> [UInt8] {
    switch format {
    case .text: TerminalRenderer(options).bytes(of: blocks)
    case .json: JSONWriter.document { $0.write(self) }
    }
  }

  private var blocks: [Block] {
    var blocks = answer
    // Right below the title.
    blocks.insert(contentsOf: HeaderSections.assumed(header.assumptions), at: min(1, blocks.count))
    return blocks
  }

  private var answer: [Block] {
    switch question {
    case .overview: [.title(title())] + WhyOverview(report: self).blocks
    case .instrument(let symbol): WhyInstrument(report: self, symbol: symbol).blocks
    case .rule(let name, let member, let step):
      WhyRule(report: self, rule: name, member: member, step: step).blocks
    }
  }

  /// `NVDA in account family, as of 2025-12-15T23:59:59Z`; without a subject the account alone.
  func title(_ subject: String? = nil) -> StyledText {
    var text = StyledText(subject ?? "", .strong)
    text.append(subject == nil ? "account " : " in account ")
    text.append(explanation.proposal.account, .strong)
    if subject == nil { text.append(": \(explanation.proposal.status.rawValue)") }
    text.append(", as of \(header.asOf)", .faint)
    return text
  }

  var proposal: AccountProposal { explanation.proposal }
}
