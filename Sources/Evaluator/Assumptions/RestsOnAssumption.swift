import RuleChecker

extension FindingWriter {
  /// Whether a fact that `expression` reads was assumed.
  func restsOnAssumption(_ expression: Expression) -> Bool {
    let world = conditions.world
    if world.assumed.isEmpty { return false }
    return expression.contains(in: world.rulebook) { part in
      switch part.kind {
      case .news(let call):
        world.news(call, member: conditions.member, at: conditions.at).isAssumed
      case .days(_, let reference):
        world.standing(of: reference, member: conditions.member, at: conditions.at)?.isAssumed
          ?? false
      default: false
      }
    }
  }
}
