import Quantities
import RuleChecker
import RuleSyntax

/// Takes conditions apart. Each part's truth and value is asked of `Conditions`, never computed here,
/// so that a tree can't tell another story than the rule.
struct ConditionTreeBuilder {
  let writer: FindingWriter

  private var conditions: Conditions { writer.conditions }

  func tree(of expression: Expression, isNeeded: Bool = true) -> ConditionTree {
    var tree =
      expression.type == .boolean ? condition(expression, isNeeded) : value(expression, isNeeded)
    tree.isNeeded = isNeeded
    return tree
  }

  // MARK: Conditions

  private func condition(_ expression: Expression, _ isNeeded: Bool) -> ConditionTree {
    let truth = conditions.truth(of: expression)
    switch expression.kind {
    case .and(let parts): return count(parts.count, of: parts, expression, truth, isNeeded)
    case .or(let parts): return count(1, of: parts, expression, truth, isNeeded)
    case .atLeast(let count, let parts):
      return self.count(count, of: parts, expression, truth, isNeeded)
    case .not(let part):
      return plain(.not, expression, truth, [tree(of: part, isNeeded: isNeeded)])
    case .known(let part):
      return plain(.known, expression, truth, [tree(of: part, isNeeded: isNeeded)])
    case .reference(let index):
      let part = conditions.world.rulebook.lets[index].value
      return plain(.name, expression, truth, [tree(of: part, isNeeded: isNeeded)])
    case .otherwise(let first, let second):
      let isOpen = conditions.truth(of: first).isUnknown
      return plain(
        .otherwise,
        expression,
        truth,
        [tree(of: first, isNeeded: isNeeded), tree(of: second, isNeeded: isNeeded && isOpen)]
      )
    case .comparison(let comparison, let left, let right):
      return leaf(
        .comparison,
        writer.turning(comparison, left, right),
        expression,
        [tree(of: left, isNeeded: isNeeded), tree(of: right, isNeeded: isNeeded)]
      )
    case .catalyst(let reference, let test):
      var tree = leaf(.catalyst, writer.catalyst(reference, test, isWanted: true), expression, [])
      tree.facts = [writer.text.spell(reference)]
      return tree
    default:
      // The checker lets no other kind be a condition.
      return plain(.reading, expression, truth, [])
    }
  }

  /// `and`, `or` and the quantifiers: parts after the one that decided are not needed.
  private func count(
    _ needed: Int,
    of parts: [Expression],
    _ expression: Expression,
    _ truth: Truth,
    _ isNeeded: Bool
  ) -> ConditionTree {
    var holding = 0
    var failing = 0
    var trees: [ConditionTree] = []
    for part in parts {
      let isOpen = holding < needed && parts.count - failing >= needed
      trees.append(tree(of: part, isNeeded: isNeeded && isOpen))
      switch conditions.truth(of: part) {
      case .holds: holding += 1
      case .fails: failing += 1
      case .quiet, .blind: break
      }
    }
    let kind: ConditionTree.Kind =
      needed == parts.count ? .all : (needed == 1 ? .any : .atLeast(needed))
    let isShort = kind == .atLeast(needed) && holding < needed
    return ConditionTree(
      kind,
      text: writer.text.spell(expression),
      verdict: Finding.Verdict(truth),
      actual: "\(holding) of \(parts.count)",
      needed: "\(needed)",
      distance: isShort ? "+\(needed - holding)" : "",
      span: expression.span,
      parts: trees
    )
  }

  private func plain(
    _ kind: ConditionTree.Kind,
    _ expression: Expression,
    _ truth: Truth,
    _ parts: [ConditionTree]
  ) -> ConditionTree {
    ConditionTree(
      kind,
      text: writer.text.spell(expression),
      verdict: Finding.Verdict(truth),
      actual: truth.isUnknown ? "unknown" : truth.rawValue,
      span: expression.span,
      parts: parts
    )
  }

  private func leaf(
    _ kind: ConditionTree.Kind,
    _ finding: Finding,
    _ expression: Expression,
    _ parts: [ConditionTree]
  ) -> ConditionTree {
    ConditionTree(
      kind,
      text: writer.text.spell(expression),
      verdict: finding.verdict,
      actual: finding.actual,
      needed: finding.needed,
      distance: finding.distance,
      missing: finding.missing,
      span: expression.span,
      parts: parts
    )
  }

  // MARK: Values

  private func value(_ expression: Expression, _ isNeeded: Bool) -> ConditionTree {
    let reading = conditions.reading(of: expression)
    var tree = ConditionTree(
      .reading,
      text: writer.text.spell(expression),
      verdict: reading.unknownTruth.map { Finding.Verdict($0) },
      value: reading.known,
      actual: reading.known.map { ValueText(type: expression.type).spell($0) } ?? "unknown",
      span: expression.span
    )
    switch expression.kind {
    case .number, .money, .duration, .date:
      tree.kind = .literal
      tree.actual = tree.text
    case .negated(let part) where expression.isLiteral:
      tree.kind = .literal
      tree.actual = "-" + writer.text.spell(part)
    case .arithmetic, .negated:
      tree.kind = .arithmetic
      tree.parts = expression.operands.map { self.tree(of: $0, isNeeded: isNeeded) }
    case .otherwise(let first, let second):
      let isOpen = conditions.reading(of: first).known == nil
      tree.kind = .otherwise
      tree.parts = [
        self.tree(of: first, isNeeded: isNeeded),
        self.tree(of: second, isNeeded: isNeeded && isOpen),
      ]
    case .reference(let index):
      tree.kind = .name
      let part = conditions.world.rulebook.lets[index].value
      tree.parts = [self.tree(of: part, isNeeded: isNeeded)]
    default:
      tree.facts = writer.facts(in: expression).sorted()
      if let cause = reading.unknownTruth { tree.missing = writer.missing(expression, cause) }
    }
    return tree
  }
}
