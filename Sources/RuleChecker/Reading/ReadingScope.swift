/// What a reading speaks of: the whole rulebook, or one rule with all it depends on.
struct ReadingScope {
  private(set) var rules: [Rule] = []
  private(set) var limits: [Limit] = []
  private(set) var topics: Set<Int> = []
  private(set) var catalysts: Set<Int> = []
  private(set) var baskets: Set<Int> = []
  private(set) var lets: Set<Int> = []
  /// Functions that conditions call.
  private(set) var functions: Set<NewsCall.Function> = []
  private(set) var measures: Set<HoldingMeasure> = []
  private(set) var accountMeasures: Set<AccountMeasure> = []
  /// Whether a condition asks for news from several sources.
  private(set) var readsMinimumSources = false
  private let rulebook: CheckedRulebook

  init(wholeOf rulebook: CheckedRulebook) {
    self.rulebook = rulebook
    rules = rulebook.rules
    limits = rulebook.limits
    topics = Set(rulebook.topics.indices)
    catalysts = Set(rulebook.catalysts.indices)
    baskets = Set(rulebook.baskets.indices)
    for index in rulebook.lets.indices { addLet(index) }
    for rule in rules { add(rule) }
  }

  init(of rule: Rule, in rulebook: CheckedRulebook) {
    self.rulebook = rulebook
    rules = [rule]
    add(rule)
    limits = LimitReach(rule, in: rulebook).bearing
    for limit in limits { if let set = limit.set { add(set) } }
  }

  var readsNews: Bool { !functions.isEmpty || !catalysts.isEmpty }

  private mutating func add(_ rule: Rule) {
    if let set = rule.forEach?.set { add(set) }
    add(rule.actionSet)
    for expression in rule.conditions { add(expression) }
  }

  private mutating func add(_ set: InstrumentSet) {
    switch set.kind {
    case .basket(let index): baskets.insert(index)
    case .held(let inner): add(inner)
    case .except(let inner, let away):
      add(inner)
      add(away)
    case .symbol, .tag, .all, .member: break
    }
  }

  private mutating func add(_ expression: Expression) {
    for operand in expression.operands { add(operand) }
    switch expression.kind {
    case .reference(let index): addLet(index)
    case .catalyst(let reference, _), .days(_, let reference): addCatalyst(reference.catalyst)
    case .news(let call):
      functions.insert(call.function)
      if (call.minimumSources ?? 1) > 1 { readsMinimumSources = true }
      if case .topic(let index) = call.subject { topics.insert(index) }
    case .holding(let measure, let set):
      measures.insert(measure)
      add(set)
    case .account(let measure): accountMeasures.insert(measure)
    default: break
    }
  }

  private mutating func addLet(_ index: Int) {
    guard rulebook.lets.indices.contains(index), lets.insert(index).inserted else { return }
    add(rulebook.lets[index].value)
  }

  private mutating func addCatalyst(_ index: Int) {
    guard rulebook.catalysts.indices.contains(index) else { return }
    catalysts.insert(index)
    if let topic = rulebook.catalysts[index].topic { topics.insert(topic) }
    if let set = rulebook.catalysts[index].forEach?.set { add(set) }
  }
}

extension Rule {
  /// The instruments that the action speaks of.
  var actionSet: InstrumentSet {
    switch action {
    case .build(let build): build.target.set
    case .hold(let hold): hold.target.set
    case .trim(let trim): trim.target.set
    case .freeze(let freeze): freeze.set
    case .hedge(let hedge): hedge.set
    case .review(let set): set
    }
  }
}

extension Limit {
  /// The instruments that it names, if it names any.
  var set: InstrumentSet? {
    switch subject {
    case .bound(.weightOfSet(let set), _, _), .noTrade(_, let set): set
    case .bound: nil
    }
  }
}
