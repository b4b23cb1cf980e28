import Portfolio
import Quantities
import RuleChecker

/// Takes a condition apart into its undivided parts, each with what it saw and its exact distance to
/// holding: `sentiment is 0.21, needs at least 0.25 (+0.04)`.
struct FindingWriter {
  let conditions: Conditions

  var world: WorldFacts { conditions.world }

  var text: ExpressionText {
    ExpressionText(
      rulebook: world.rulebook,
      member: conditions.member.map { world.market.instruments[$0].symbol }
    )
  }

  /// The parts of `expression`; those that agree with its outcome first, each in the author's order.
  func findings(for expression: Expression) -> [Finding] {
    var found: [Finding] = []
    collect(expression, isWanted: true, into: &found)
    let outcome = Finding.Verdict(conditions.truth(of: expression))
    return found.filter { $0.verdict == outcome } + found.filter { $0.verdict != outcome }
  }

  /// Ids of the facts that `expression` reads, lets followed.
  func facts(in expression: Expression) -> Set<String> {
    var ids: Set<String> = []
    expression.visit { part in
      switch part.kind {
      case .news(let call): ids.insert(text.spell(call))
      case .catalyst(let reference, _), .days(_, let reference): ids.insert(text.spell(reference))
      case .reference(let index):
        ids.formUnion(facts(in: world.rulebook.lets[index].value))
      default: break
      }
    }
    return ids
  }

  private func collect(_ expression: Expression, isWanted: Bool, into found: inout [Finding]) {
    switch expression.kind {
    case .and(let parts), .or(let parts):
      for part in parts { collect(part, isWanted: isWanted, into: &found) }
    case .atLeast(let count, let parts):
      if isWanted, count > 1, count < parts.count { found += shortfall(expression, count, parts) }
      for part in parts { collect(part, isWanted: isWanted, into: &found) }
    case .not(let part): collect(part, isWanted: !isWanted, into: &found)
    case .reference(let index):
      collect(world.rulebook.lets[index].value, isWanted: isWanted, into: &found)
    case .otherwise(let first, let second):
      let isOpen = conditions.truth(of: first).isUnknown
      collect(isOpen ? second : first, isWanted: isWanted, into: &found)
    case .comparison(let comparison, let left, let right):
      found.append(self.comparison(isWanted ? comparison : comparison.opposite, left, right))
    case .catalyst(let reference, let test):
      found.append(catalyst(reference, test, isWanted: isWanted))
    default:
      let truth = conditions.truth(of: expression)
      found.append(
        Finding(
          subject: text.spell(expression),
          verdict: Finding.Verdict(isWanted ? truth : truth.negated),
          actual: truth.rawValue,
          needed: isWanted ? "true" : "false"
        )
      )
    }
  }

  /// `at least 2 of (…) is 1 of 3, needs 2 (+1)`, where it fails; its parts follow.
  private func shortfall(_ expression: Expression, _ count: Int, _ parts: [Expression]) -> [Finding]
  {
    let holding = parts.count { conditions.truth(of: $0) == .holds }
    guard conditions.truth(of: expression) == .fails else { return [] }
    return [
      Finding(
        subject: text.spell(expression),
        verdict: .fails,
        actual: "\(holding) of \(parts.count)",
        needed: "\(count)",
        distance: "+\(count - holding)"
      )
    ]
  }
}

extension Finding.Verdict {
  init(_ truth: Truth) {
    switch truth {
    case .holds: self = .holds
    case .fails: self = .fails
    case .quiet: self = .quiet
    case .blind: self = .blind
    }
  }
}

extension String {
  /// The string without `prefix` at its start.
  func trimmingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
