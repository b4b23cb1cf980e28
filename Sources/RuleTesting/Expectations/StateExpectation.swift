import Evaluator
import RuleChecker

/// `scale_in fires`, `cut_bad_news is unknown for NVDA`: a state of a rule. Without a symbol a
/// `for each` rule fires when a member does, and waits when all members do.
struct StateExpectation {
  let rule: String
  let state: Expectation.State
  let symbol: String?

  func verdict(_ seen: Examination) -> Verdict {
    let reports = seen.reports(of: rule, member: symbol)
    if state == .isBlocked { return blocked(seen, reports) }
    guard !reports.isEmpty else { return absent(seen) }
    let isMet =
      state == .waits ? reports.allSatisfy { holds($0) } : reports.contains { holds($0) }
    if isMet { return .met }
    let telling = reports.first { state != .waits || !holds($0) } ?? reports[0]
    return Verdict(
      holds: false,
      actual: RuleText.state(of: telling, isMember: symbol != nil),
      rules: [telling]
    )
  }

  private func holds(_ report: RuleReport) -> Bool {
    switch state {
    case .fires: report.state == .fires
    case .exits: report.state == .exits
    case .isUnknown: report.state == .quiet || report.state == .blind
    case .waits: [.waits, .ended, .cooldown].contains(report.state)
    case .isBlocked: false
    }
  }

  /// A limit has no state but blocked; a rule may be for other accounts, or for no such instrument.
  private func absent(_ seen: Examination) -> Verdict {
    guard let found = seen.rule(named: rule) else {
      return Verdict(
        holds: false,
        actual: "`\(rule)` is no rule",
        help: "of a limit, `cuts` and `is blocked` can be expected"
      )
    }
    if let symbol, found.forEach != nil || seen.rule(named: rule)?.accounts == nil {
      return Verdict(holds: false, actual: "`\(rule)` does not speak of \(symbol) here")
    }
    return Verdict(holds: false, actual: "`\(rule)` speaks of nothing in this account")
  }

  /// Something of the rule or the limit is withheld: it is named itself, or what it asks for is.
  private func blocked(_ seen: Examination, _ reports: [RuleReport]) -> Verdict {
    let member = symbol.map { "\(rule)[\($0)]" }
    let asks = reports.filter { $0.state == .fires }
    var symbols: Set<String> = []
    if let found = seen.rule(named: rule) {
      for report in asks { symbols.formUnion(seen.symbols(of: found, member: report.member)) }
    }
    if let symbol { symbols.formIntersection([symbol]) }
    let isMet = seen.proposal.blocked.contains { entry in
      if symbols.contains(entry.subject) { return true }
      if let member { return entry.subject == member || entry.subject == rule }
      return seen.isName(rule, of: entry.subject)
    }
    if isMet { return .met }
    let entries = seen.proposal.blocked.map { "`\($0.subject)` (\($0.code))" }
    return Verdict(
      holds: false,
      actual: entries.isEmpty
        ? "nothing is blocked" : "blocked: \(entries.joined(separator: ", "))",
      rules: Array(reports.prefix(1))
    )
  }
}

/// `scale_in reaches gcc`: the step is unlocked, filled or not.
struct StepExpectation {
  let rule: String
  let step: String

  func verdict(_ seen: Examination) -> Verdict {
    let reports = seen.reports(of: rule)
    guard let first = reports.first else {
      return Verdict(holds: false, actual: "`\(rule)` speaks of nothing in this account")
    }
    let isMet = reports.contains { report in
      report.state == .fires
        && report.steps.contains {
          $0.step == step && ($0.state == .unlocked || $0.state == .filled)
        }
    }
    if isMet { return .met }
    let telling = reports.first { $0.state == .fires } ?? first
    guard telling.state == .fires else {
      return Verdict(
        holds: false,
        actual: RuleText.state(of: telling, isMember: false),
        rules: [telling]
      )
    }
    let reached = telling.steps.last { $0.state == .unlocked || $0.state == .filled }
    return Verdict(
      holds: false,
      actual: reached.map { "\(rule) reaches \($0.step)" } ?? "\(rule) reaches no step",
      rules: [telling]
    )
  }
}

/// What a rule does, in the words of expectations.
enum RuleText {
  static func state(of report: RuleReport, isMember: Bool) -> String {
    let word =
      switch report.state {
      case .fires: "fires"
      case .waits: "waits"
      case .exits: "exits"
      case .ended: "waits, ended by `until`"
      case .quiet: "is unknown, as no news is in its window"
      case .blind: "is unknown, as a fact is missing"
      case .cooldown: "waits, after an exit"
      }
    let name = report.member.map { "\(report.rule)[\($0)]" } ?? report.rule
    return "\(isMember ? report.rule : name) \(word)"
      + (isMember ? report.member.map { " for \($0)" } ?? "" : "")
  }
}
