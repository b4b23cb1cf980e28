/// Rules: their actions, steps and clauses.
extension RulebookTextGenerator {
  mutating func rule() -> Declaration {
    let name = name()
    var scope = TextScope()
    var head = ["rule", name] + title()
    if random.chance(30) {
      let member = self.name()
      head += ["for", "each", member, "in"] + set(scope: TextScope())
      scope.member = member
    }
    head += forAccounts(chance: 15)
    var steps: [String] = []
    var entries = mode == .sound ? soundClauses(scope, &steps) : arbitraryClauses(scope, &steps)
    if random.chance(30) { entries.append(["because", string()]) }
    rules.append(DeclaredRule(name: name, steps: steps))
    return Declaration(head, entries: entries.shuffled(using: &random))
  }

  private enum ActionWord: CaseIterable { case build, hold, trim, freeze, hedge, review }

  /// One action, and what goes with it.
  private mutating func soundClauses(_ scope: TextScope, _ steps: inout [String]) -> [[String]] {
    let word = random.pick(ActionWord.allCases)
    var certain = scope
    certain.allowsOtherwise = false
    certain.allowsKnown = false
    let isAdding = word == .build || word == .hold
    var clauses = [action(word, scope, &steps)]
    if word == .hedge || random.chance(60) {
      clauses.append(["when"] + condition(isAdding ? certain : scope))
    }
    if isAdding, random.chance(40) {
      clauses.append(["exit", "when"] + condition(scope))
      if random.chance(50) { clauses.append(["cooldown", duration()]) }
    }
    if word != .build, word != .review, random.chance(40) {
      clauses.append(["until"] + condition(certain))
    }
    return clauses
  }

  private mutating func arbitraryClauses(_ scope: TextScope, _ steps: inout [String]) -> [[String]]
  {
    (0..<random.int(0...6)).map { _ in
      switch random.int(0...7) {
      case 0, 1: return ["when"] + condition(scope)
      case 2: return ["exit", "when"] + condition(scope)
      case 3: return ["until"] + condition(scope)
      case 4: return ["cooldown", duration()]
      default: return action(random.pick(ActionWord.allCases), scope, &steps)
      }
    }
  }

  private mutating func condition(_ scope: TextScope) -> [String] {
    mode == .arbitrary ? arbitraryExpression(4) : expression(.condition, scope, depth: 3).tokens
  }

  private mutating func action(
    _ word: ActionWord,
    _ scope: TextScope,
    _ steps: inout [String]
  ) -> [String] {
    switch word {
    case .build: return build(scope, &steps)
    case .hold:
      return ["hold"] + sizedTarget(scope) + ["at", percent(), "of", "nav"]
        + (random.chance(50) ? ["within", percent()] : [])
    case .trim:
      let target = (random.chance(30) ? ["each"] : []) + set(scope: scope)
      return ["trim"] + target
        + (random.chance(50) ? ["by", percent()] : ["to", percent(), "of", "nav"])
    case .freeze:
      return ["freeze"] + random.pick([[], ["buys", "of"], ["sells", "of"]]) + set(scope: scope)
    case .hedge: return hedge(scope)
    case .review: return ["review"] + set(scope: scope)
    }
  }

  private mutating func hedge(_ scope: TextScope) -> [String] {
    // Hedges that can meet at one instrument may sum to 100% at most.
    let share = mode == .sound ? random.int(1...max(1, hedgeLeft / 2)) : random.int(0...500)
    guard mode == .arbitrary || hedgeLeft > 1 else { return ["review"] + set(scope: scope) }
    hedgeLeft -= share
    let basis = random.pick([["value"], ["beta"], ["beta", "otherwise", "by", "value"]])
    return ["hedge", "\(share)%", "of"] + set(scope: scope) + ["by"] + basis
      + ["with", random.pick(RulebookTextGenerator.hedges)]
      + (random.chance(30) ? ["within", percent()] : [])
  }

  // MARK: Builds

  private mutating func build(_ scope: TextScope, _ steps: inout [String]) -> [String] {
    var tokens = ["build"] + (random.chance(20) ? ["short"] : []) + sizedTarget(scope)
    tokens += ["to", percent(), "of", "nav"]
    guard random.chance(60) else { return tokens }
    tokens += ["in", "tranches", "{"]
    let shares = shares(random.int(1...4))
    var earlier: [String] = []
    for share in shares {
      let name = name()
      tokens += [name, share] + gate(scope, earlier)
      earlier.append(name)
    }
    steps += earlier
    return tokens + ["}"]
  }

  private mutating func gate(_ scope: TextScope, _ earlier: [String]) -> [String] {
    var certain = scope
    certain.allowsOtherwise = false
    certain.allowsKnown = false
    switch random.int(0...3) {
    case 0: return ["once"] + condition(certain)
    case 1: if let delay = delay(earlier) { return ["once"] + condition(certain) + [","] + delay }
    case 2: if let delay = delay(earlier) { return delay }
    default: break
    }
    return ["at", "once"]
  }

  private mutating func delay(_ earlier: [String]) -> [String]? {
    reference(earlier).map { ["at", "least", duration(), "after", $0] }
  }
}
