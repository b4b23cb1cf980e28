import Portfolio
import Quantities
import RuleChecker

/// A catalyst whose date passed without what was due, as a rule reads it: a person has to say what
/// became of it.
struct OverdueCatalyst: Hashable, Sendable {
  /// `default_build`, or `earnings[NVDA]`.
  let subject: String
  let detail: String
  /// Asked of the instrument that the rule's `for each` stands for, and so of interest only where the
  /// account has to do with that instrument.
  let isOfMember: Bool
}

extension WorldFacts {
  /// The overdue catalysts that the rule reads, each once.
  func overdueCatalysts(of rule: Rule, member: Int?) -> [OverdueCatalyst] {
    var found: [OverdueCatalyst] = []
    func note(_ expression: Expression) {
      expression.visit { part in
        switch part.kind {
        case .catalyst(let reference, _), .days(_, let reference):
          guard let one = overdue(reference, member), !found.contains(one) else { return }
          found.append(one)
        case .reference(let index): note(rulebook.lets[index].value)
        default: break
        }
      }
    }
    for expression in rule.expressions { note(expression) }
    return found
  }

  private func overdue(_ reference: CatalystReference, _ member: Int?) -> OverdueCatalyst? {
    guard let standing = standing(of: reference, member: member, at: asOf), standing.isOverdue
    else { return nil }
    let name = rulebook.catalysts[reference.catalyst].name
    let date = standing.date.map { " \($0)" } ?? ""
    let detail =
      standing.state == .confirmed
      ? "it was confirmed\(date), and its outcome is not known"
      : "it was expected\(date), and nothing says what became of it"
    switch reference.member {
    case nil: return OverdueCatalyst(subject: name, detail: detail, isOfMember: false)
    case .symbol(let symbol):
      return OverdueCatalyst(subject: "\(name)[\(symbol)]", detail: detail, isOfMember: false)
    case .member:
      let symbol = member.map { market.instruments[$0].symbol } ?? ""
      return OverdueCatalyst(subject: "\(name)[\(symbol)]", detail: detail, isOfMember: true)
    }
  }
}
