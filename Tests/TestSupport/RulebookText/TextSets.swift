/// What an expression or a set may refer to where it stands.
struct TextScope {
  /// The variable of `for each`.
  var member: String?
  /// Whether what is not known may decide here.
  var allowsOtherwise = true
  /// Whether `known` may stand here: nowhere behind a `not` where facts must decide.
  var allowsKnown = true
}

/// Sets of instruments, and targets.
extension RulebookTextGenerator {
  /// term {"except" term}
  mutating func set(scope: TextScope, depth: Int = 2) -> [String] {
    var tokens = term(scope, depth)
    for _ in 0..<random.pick([0, 0, 0, 1, 2]) { tokens += ["except"] + term(scope, depth) }
    return tokens
  }

  private mutating func term(_ scope: TextScope, _ depth: Int) -> [String] {
    random.chance(20) ? ["held", "in"] + atom(scope, depth) : atom(scope, depth)
  }

  private mutating func atom(_ scope: TextScope, _ depth: Int) -> [String] {
    switch random.int(0...9) {
    case 0, 1: if let basket = reference(baskets) { return [basket] }
    case 2, 3: if let tag = tag() { return tag }
    case 4: return ["all"]
    case 5 where depth > 0: return ["("] + set(scope: scope, depth: depth - 1) + [")"]
    case 6, 7: if let member = scope.member { return [member] }
    default: break
    }
    return [symbol()]
  }

  /// A set as an argument. One that begins with a parenthesis is read as an expression unless it
  /// holds `except`.
  mutating func setArgument(_ scope: TextScope) -> [String] {
    while true {
      let tokens = set(scope: scope)
      if tokens.first != "(" || tokens.contains("except") { return tokens }
    }
  }

  /// A symbol or the variable of `for each`.
  mutating func instrument(_ scope: TextScope) -> String {
    if let member = scope.member, random.chance(50) { return member }
    return symbol()
  }

  /// What a weight can be given to: one instrument, a basket, or `each` of a set.
  mutating func sizedTarget(_ scope: TextScope) -> [String] {
    switch random.int(0...5) {
    case 0, 1: return ["each"] + set(scope: scope)
    case 2, 3: if let basket = reference(baskets) { return [basket] }
    default: break
    }
    return [instrument(scope)]
  }
}
