import Evaluator
import Exchange
import Portfolio
import PortfolioStore
import Reporting

/// What came of some neighbouring accounts of a file.
struct EvaluatedPart: Sendable {
  /// The proposals, as they are written between header and end.
  var bytes: [UInt8] = []
  var accounts = 0
  /// Accounts that the rulebook is not for.
  var skipped: [Account] = []
  var verdict = ProposalVerdict()
  var orders: [OrderLine] = []
}

/// Which accounts of a file are worked on together.
enum AccountPart: Sendable {
  /// None for all.
  case named([String])
  case between(String, String)

  /// Few enough that results come early and threads end together, enough that handing them on costs nothing.
  static let size = 32
}

/// Evaluates accounts on one thread.
struct PartEvaluator {
  let evaluation: Evaluation
  let stream: AccountStream
  let detail: ProposalDetail
  let writer: any ProposalWriter
  let wantsOrders: Bool
  /// What decides and writes plain accounts, where that is all that is asked for.
  let plain: (rulebook: PlainRulebook, writer: PlainCSV)?

  func evaluate(_ part: AccountPart) throws -> EvaluatedPart {
    var result = EvaluatedPart()
    var text = ProposalText(continuing: writer)
    var decision = PlainDecision()
    try PortfolioOpener.reporting {
      switch part {
      case .named(let names):
        try stream.forEach(named: names) { evaluate($0, $1, &result, &text) }
      case .between(let first, let last):
        try stream.forEachInColumns(from: first, through: last) { columns, journal in
          if let plain, journal == nil, plain.rulebook.decide(columns, into: &decision) {
            result.accounts += 1
            plain.writer.append(decision, of: columns.name, to: &result.bytes)
          } else {
            evaluate(columns.account, journal ?? Journal(), &result, &text)
          }
        }
      }
    }
    return result
  }

  private func evaluate(
    _ account: Account,
    _ journal: Journal,
    _ result: inout EvaluatedPart,
    _ text: inout ProposalText
  ) {
    guard evaluation.covers(account) else {
      result.skipped.append(account)
      return
    }
    let proposal = evaluation.propose(for: account, journal: journal, detail: detail)
    result.accounts += 1
    result.verdict.note(proposal)
    text.append(proposal, into: &result.bytes)
    // The others will be about as long.
    if result.accounts == 1 { result.bytes.reserveCapacity(result.bytes.count * AccountPart.size) }
    if wantsOrders { result.orders += OrderSheet.orders(of: proposal, in: evaluation.market) }
  }
}
