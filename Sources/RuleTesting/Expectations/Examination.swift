import Evaluator
import Portfolio
import RuleChecker

/// One run's result, asked for by the names that expectations use.
struct Examination {
  let rulebook: CheckedRulebook
  let market: Market
  /// Indices of the instruments held before the run.
  let held: Set<Int>
  let explanation: AccountExplanation
  let reports: [RuleReport]

  init(
    rulebook: CheckedRulebook,
    market: Market,
    held: Set<Int>,
    explanation: AccountExplanation
  ) {
    self.rulebook = rulebook
    self.market = market
    self.held = held
    self.explanation = explanation
    reports = explanation.rules
  }

  var proposal: AccountProposal { explanation.proposal }

  /// The rule's reports: one, or one for each member.
  func reports(of rule: String, member: String? = nil) -> [RuleReport] {
    reports.filter { $0.rule == rule && (member == nil || $0.member == nil || $0.member == member) }
  }

  func rule(named name: String) -> Rule? { rulebook.rules.first { $0.name == name } }

  /// Changes that a rule, one of its members, or a step of any rule asks for.
  func changes(for name: String) -> [Change] {
    proposal.changes.filter { change in
      change.rules.contains { isName(name, of: $0) }
        || change.steps.contains { $0.hasSuffix(".\(name)") }
    }
  }

  /// Whether a subject of a proposal is the rule or limit itself, or a member or step of it.
  func isName(_ name: String, of subject: String) -> Bool {
    subject == name || subject.hasPrefix("\(name)[") || subject.hasPrefix("\(name).")
      || subject.hasSuffix(".\(name)")
  }

  // MARK: Sets

  /// Symbols that the rule's action speaks of, its hedge instrument included.
  func symbols(of rule: Rule, member: String?) -> Set<String> {
    let set: InstrumentSet
    switch rule.action {
    case .build(let build): set = build.target.set
    case .hold(let hold): set = hold.target.set
    case .trim(let trim): set = trim.target.set
    case .freeze(let freeze): set = freeze.set
    case .hedge(let hedge):
      return symbols(of: hedge.set, member: member).union([hedge.instrument])
    case .review(let reviewed): set = reviewed
    }
    return symbols(of: set, member: member)
  }

  private func symbols(of set: InstrumentSet, member: String?) -> Set<String> {
    switch set.kind {
    case .symbol(let symbol): [symbol]
    case .basket(let index): Set(rulebook.baskets[index].members.map(\.symbol))
    case .tag(let dimension, let value):
      Set(
        market.instruments.filter {
          $0.tags.contains(Tag(dimension: dimension, value: value))
        }.map(\.symbol)
      )
    case .all: Set(market.instruments.map(\.symbol))
    case .member: member.map { [$0] } ?? []
    case .held(let inner):
      symbols(of: inner, member: member).filter { symbol in
        market.indexBySymbol[symbol].map { held.contains($0) } ?? false
      }
    case .except(let inner, let left):
      symbols(of: inner, member: member).subtracting(symbols(of: left, member: member))
    }
  }

  // MARK: Sights

  /// The rule as the run saw it.
  func sight(of report: RuleReport) -> RuleSight {
    var clauses: [RuleClause] = [.when]
    if let rule = rule(named: report.rule), case .build(let build) = rule.action {
      clauses += build.steps.map { .step($0.name) }
    }
    clauses += [.exitWhen, .until]
    return RuleSight(
      rule: report.rule,
      member: report.member,
      state: report.state,
      place: report.place,
      clauses: clauses.compactMap { clause in
        explanation.conditionTree(rule: report.rule, member: report.member, clause: clause)
          .map { RuleSight.Clause(clause: clause, tree: $0) }
      }
    )
  }
}
