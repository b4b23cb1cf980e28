internal import Evaluator
internal import Quantities

/// Why a rule acts or does not: its state, and its conditions with every value.
struct WhyRule {
  let report: WhyReport
  let rule: String
  let member: String?
  /// Nothing: the whole rule.
  let step: String?

  var blocks: [Block] {
    let standing = report.explanation.rules.first { $0.rule == rule && $0.member == member }
    guard let standing else {
      return [
        .title(report.title("rule \(name)")),
        .paragraph("the rule does not speak of this account or instrument"),
      ]
    }
    if let step { return blocks(ofStep: step, standing) }
    var blocks: [Block] = [.title(report.title("rule \(name)"))]
    blocks.append(.paragraph(RuleSection.headline(standing)))
    if let because = standing.because {
      blocks.append(.paragraph(StyledText("because: \(because)", .faint)))
    }
    blocks.append(.paragraph(StyledText(standing.place, .faint)))
    blocks += clause(.when, "Condition") + clause(.until, "Until")
    if standing.decidedBy == "always" {
      blocks += [.heading("Condition"), .item("none: it always applies", level: 0)]
    }
    for step in standing.steps { blocks += self.blocks(of: step) }
    blocks += clause(.exitWhen, "Exit")
    return blocks + changes
  }

  private var name: String { member.map { "\(rule)[\($0)]" } ?? rule }

  private func blocks(ofStep name: String, _ standing: RuleReport) -> [Block] {
    guard let step = standing.steps.first(where: { $0.step == name }) else { return [] }
    var blocks: [Block] = [.title(report.title("step \(self.name).\(name)"))]
    blocks.append(.paragraph(RuleSection.headline(standing)))
    blocks += self.blocks(of: step)
    return blocks
  }

  private func blocks(of step: StepReport) -> [Block] {
    guard let tree = tree(.step(step.step)) else {
      return [.heading("Step \(step.step)"), .item(RuleSection.sentence(step), level: 0)]
    }
    return [.heading("Step \(step.step)"), .item(RuleSection.standing(of: step), level: 0)]
      + ConditionLines.blocks(tree, label: "once")
  }

  private func clause(_ clause: RuleClause, _ heading: String) -> [Block] {
    guard let tree = tree(clause) else { return [] }
    return [.heading(heading)] + ConditionLines.blocks(tree, label: clause.description)
  }

  private func tree(_ clause: RuleClause) -> ConditionTree? {
    report.explanation.conditionTree(rule: rule, member: member, clause: clause)
  }

  /// What it leads to.
  private var changes: [Block] {
    let own = report.proposal.changes.filter { $0.rules.contains(name) }
    if own.isEmpty { return [] }
    return [.heading("Changes that it asks for")]
      + own.map { .item(WhyOverview.sentence($0), level: 0) }
  }
}
