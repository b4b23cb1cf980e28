import RuleChecker

extension Expression {
  /// Calls `body` for this expression and every one inside it, lets not followed.
  func visit(_ body: (Expression) -> Void) {
    body(self)
    for operand in operands { operand.visit(body) }
  }

  /// Whether any part, lets followed, satisfies `predicate`.
  func contains(in rulebook: CheckedRulebook, _ predicate: (Expression) -> Bool) -> Bool {
    if predicate(self) { return true }
    if case .reference(let index) = kind {
      return rulebook.lets[index].value.contains(in: rulebook, predicate)
    }
    for operand in operands where operand.contains(in: rulebook, predicate) { return true }
    return false
  }

  /// Whether the value depends on the account.
  func readsAccount(in rulebook: CheckedRulebook) -> Bool {
    contains(in: rulebook) { part in
      switch part.kind {
      case .holding, .account, .money: true
      default: false
      }
    }
  }

  /// Whether an unknown can become something else than unknown inside: then even a time without any
  /// news decides something.
  func settlesUnknowns(in rulebook: CheckedRulebook) -> Bool {
    contains(in: rulebook) { part in
      switch part.kind {
      case .known, .otherwise, .days: true
      default: false
      }
    }
  }
}
