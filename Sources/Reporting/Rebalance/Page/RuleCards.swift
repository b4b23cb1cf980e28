internal import Evaluator
internal import Quantities

/// The rules behind the changes: why each acts, with the facts that it read and their values.
enum RuleCards {
  static func write(_ rebalance: Rebalance, _ header: ProposalHeader, _ page: inout HTMLWriter) {
    let all = rebalance.proposal.rules + header.rules
    var names: [String] = []
    for name in rebalance.proposal.changes.flatMap(\.rules) where !names.contains(name) {
      names.append(name)
    }
    let rules = names.compactMap { name in all.first { $0.key == name } }
    if rules.isEmpty { return }
    page.element("h4", text: "The rules behind it")
    page.element("ul", ["class": "rules"]) { list in
      for rule in rules {
        list.line()
        list.element("li") { card(&$0, rule, header) }
      }
    }
  }

  private static func card(
    _ item: inout HTMLWriter,
    _ rule: RuleReport,
    _ header: ProposalHeader
  ) {
    item.element("p") { title in
      title.element("strong", text: rule.title ?? rule.key)
      title.element("code", text: rule.key)
    }
    if let because = rule.because { item.element("p", ["class": "because"], text: because) }
    let held = rule.findings.filter { $0.verdict == .holds }
    let read = facts(of: rule, header, besides: held)
    if held.isEmpty && read.isEmpty { return }
    item.element("ul", ["class": "facts"]) { list in
      for finding in held { list.element("li", ["class": "held"], text: finding.sentence) }
      for fact in read { list.element("li", text: fact) }
    }
  }

  /// What the rule read and no finding tells: news with values, catalysts with where they stand.
  private static func facts(
    of rule: RuleReport,
    _ header: ProposalHeader,
    besides findings: [Finding]
  ) -> [String] {
    rule.facts.filter { id in !findings.contains { $0.subject == id } }.compactMap { id in
      if let fact = header.facts.first(where: { $0.id == id }) {
        return "\(id) is \(fact.value)\(fact.isAssumed ? ", assumed" : "")"
      }
      guard let catalyst = header.catalysts.first(where: { $0.id == id }) else { return nil }
      let outcome = catalyst.outcome.map { " (\($0))" } ?? ""
      return "\(id) is \(catalyst.state)\(outcome)\(catalyst.isAssumed ? ", assumed" : "")"
    }
  }
}

extension CatalystReport {
  /// `earnings(NVDA)`.
  fileprivate var id: String { member.map { "\(name)(\($0))" } ?? name }
}
