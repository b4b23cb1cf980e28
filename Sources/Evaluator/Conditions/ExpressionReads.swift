import RuleChecker

extension Expression {
  /// Calls `body` for this expression and every one inside it, lets not followed.
  func visit(_ body: (Expression) -> Void) {
    body(self)
    for operand in operands { operand.visit(body) }
  }

  /// Whether any part, lets followed, satisfies `predicate`.
  func contains(in rulebook: CheckedRulebook, _ predicate: (Expression) -> Bool) -> Bool {
    var found = false
    visit { part in
      if found { return }
      if predicate(part) { found = true }
      if case .reference(let index) = part.kind {
        found = found || rulebook.lets[index].value.contains(in: rulebook, predicate)
      }
    }
    return found
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
