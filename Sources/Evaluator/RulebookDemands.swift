public import Portfolio
internal import RuleChecker

extension RulebookNeeds {
  /// What the rulebook needs of the instruments of `market`: of those that any account holds
  /// (`held`, by symbol) and those that it names itself.
  public func demands(in market: Market, held: Set<String>) -> RulebookDemands {
    var finder = DemandFinder(rulebook: rulebook, market: market, held: held)
    return finder.demands()
  }
}

/// Walks a rulebook for what it reads of instruments.
private struct DemandFinder {
  let rulebook: CheckedRulebook
  let sets: SetResolver
  private var found: RulebookDemands
  /// Indices of instruments that are held or named.
  private var used: Set<Int>

  init(rulebook: CheckedRulebook, market: Market, held: Set<String>) {
    self.rulebook = rulebook
    sets = SetResolver(rulebook: rulebook, market: market)
    found = RulebookDemands(
      rulebook: rulebook.name,
      rules: Set(rulebook.rules.map(\.name))
    )
    used = Set(held.compactMap { market.indexBySymbol[$0] })
  }

  mutating func demands() -> RulebookDemands {
    for rule in rulebook.rules {
      for set in self.sets(of: rule) { nameSymbols(of: set) }
      if case .hedge(let hedge) = rule.action { found.symbols.insert(hedge.instrument) }
    }
    for limit in rulebook.limits { for set in limit.sets { nameSymbols(of: set) } }
    used.formUnion(found.symbols.compactMap { sets.market.indexBySymbol[$0] })
    for rule in rulebook.rules { read(rule) }
    for limit in rulebook.limits { read(limit) }
    return found
  }

  private mutating func nameSymbols(of set: InstrumentSet) {
    switch set.kind {
    case .symbol(let symbol): found.symbols.insert(symbol)
    case .basket(let index):
      found.symbols.formUnion(rulebook.baskets[index].members.map(\.symbol))
    case .held(let inner): nameSymbols(of: inner)
    case .except(let inner, let left):
      nameSymbols(of: inner)
      nameSymbols(of: left)
    case .tag, .all, .member: break
    }
  }

  /// Every set of a rule: of its action, of `for each`, and of its conditions.
  private func sets(of rule: Rule) -> [InstrumentSet] {
    var sets = rule.actionSets + [rule.forEach?.set].compactMap { $0 }
    for expression in rule.expressions {
      _ = expression.contains(in: rulebook) { part in
        if case .holding(_, let set) = part.kind { sets.append(set) }
        return false
      }
    }
    return sets
  }

  // MARK: Betas and tags

  private mutating func read(_ rule: Rule) {
    for set in sets(of: rule) { needTags(for: set, by: rule.name) }
    if case .hedge(let hedge) = rule.action, hedge.basis != .value {
      needBetas(of: hedge.set, by: rule.name)
      found.betas.insert(RulebookDemands.Need(symbol: hedge.instrument, by: rule.name))
    }
    for expression in rule.expressions {
      var read: [InstrumentSet] = []
      _ = expression.contains(in: rulebook) { part in
        if case .holding(.beta, let set) = part.kind { read.append(set) }
        return false
      }
      for set in read { needBetas(of: set, by: rule.name) }
    }
  }

  private mutating func read(_ limit: Limit) {
    for set in limit.sets { needTags(for: set, by: limit.name) }
    guard case .bound(let measure, _, _) = limit.subject else { return }
    switch measure {
    case .weightOfEachValue(let dimension): needTags(in: dimension, by: limit.name)
    case .beta:
      for index in used { need(betaOf: index, by: limit.name) }
    default: break
    }
  }

  private mutating func needBetas(of set: InstrumentSet, by name: String) {
    for index in sets.members(of: set, isHeld: used.contains) where used.contains(index) {
      need(betaOf: index, by: name)
    }
  }

  private mutating func need(betaOf index: Int, by name: String) {
    found.betas.insert(RulebookDemands.Need(symbol: symbol(index), by: name))
  }

  /// What has no tag of the dimension might belong to the set.
  private mutating func needTags(for set: InstrumentSet, by name: String) {
    switch set.kind {
    case .tag(let dimension, _): needTags(in: dimension, by: name)
    case .held(let inner): needTags(for: inner, by: name)
    case .except(let inner, let left):
      needTags(for: inner, by: name)
      needTags(for: left, by: name)
    case .symbol, .basket, .all, .member: break
    }
  }

  private mutating func needTags(in dimension: String, by name: String) {
    for index in used where sets.isInvestment(index) {
      found.tags.insert(
        RulebookDemands.Need(symbol: symbol(index), dimension: dimension, by: name)
      )
    }
  }

  private func symbol(_ index: Int) -> String { sets.market.instruments[index].symbol }
}

extension Limit {
  fileprivate var sets: [InstrumentSet] {
    switch subject {
    case .bound(.weightOfSet(let set), _, _), .noTrade(_, let set): [set]
    case .bound: []
    }
  }
}
