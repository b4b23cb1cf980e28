internal import Quantities
internal import RuleChecker

/// Looks for what no checked rulebook may hold: references to nothing, expressions without their
/// operands, shares that do not sum.
struct WholeRulebook {
  private(set) var faults: [String] = []
  private let rulebook: CheckedRulebook

  init(_ rulebook: CheckedRulebook) {
    self.rulebook = rulebook
    if rulebook.name.isEmpty { faults.append("a rulebook without a name") }
    if rulebook.hash.utf8.count != 64 { faults.append("a rulebook without a digest") }
    for basket in rulebook.baskets { checkSum(basket.members.map(\.weight), of: basket.name) }
    for binding in rulebook.lets { check(binding.value, binding.name) }
    for catalyst in rulebook.catalysts {
      checkIndex(catalyst.topic, below: rulebook.topics.count)
      check(catalyst.forEach?.set)
    }
    for rule in rulebook.rules { check(rule) }
    for limit in rulebook.limits {
      switch limit.subject {
      case .bound(.weightOfSet(let set), _, _), .noTrade(_, let set): check(set)
      default: break
      }
    }
  }

  private mutating func check(_ rule: Rule) {
    check(rule.forEach?.set)
    for condition in [rule.when, rule.exit, rule.until] {
      if let condition { checkCondition(condition, rule.name) }
    }
    switch rule.action {
    case .build(let build):
      check(build.target.set)
      checkSum(build.steps.map(\.share), of: rule.name)
      for (index, step) in build.steps.enumerated() {
        if let condition = step.gate.condition { checkCondition(condition, rule.name) }
        checkIndex(step.gate.delay?.afterStep, below: index)
      }
    case .hold(let hold): check(hold.target.set)
    case .trim(let trim): check(trim.target.set)
    case .freeze(let freeze): check(freeze.set)
    case .hedge(let hedge): check(hedge.set)
    case .review(let set): check(set)
    }
  }

  private mutating func checkCondition(_ condition: Expression, _ name: String) {
    if condition.type != .boolean {
      faults.append("`\(name)` has a \(condition.type) as condition")
    }
    check(condition, name)
  }

  private mutating func check(_ expression: Expression, _ name: String) {
    var open = [expression]
    while let next = open.popLast() {
      switch next.kind {
      case .and(let parts), .or(let parts):
        if parts.count < 2 { faults.append("`\(name)` joins \(parts.count) conditions") }
      case .atLeast(let count, let parts):
        if count < 1 || count > parts.count { faults.append("`\(name)` asks for \(count)") }
      case .reference(let index): checkIndex(index, below: rulebook.lets.count)
      case .catalyst(let reference, _), .days(_, let reference):
        checkIndex(reference.catalyst, below: rulebook.catalysts.count)
      case .news(let call):
        if case .topic(let index) = call.subject { checkIndex(index, below: rulebook.topics.count) }
      case .holding(_, let set): check(set)
      default: break
      }
      open += next.operands
    }
  }

  private mutating func check(_ set: InstrumentSet?) {
    var open = [set].compactMap { $0 }
    while let next = open.popLast() {
      switch next.kind {
      case .basket(let index): checkIndex(index, below: rulebook.baskets.count)
      case .held(let inner): open.append(inner)
      case .except(let left, let right): open += [left, right]
      case .symbol, .tag, .all, .member: break
      }
    }
  }

  private mutating func checkIndex(_ index: Int?, below count: Int) {
    if let index, !(0..<count).contains(index) { faults.append("a reference to nothing") }
  }

  private mutating func checkSum(_ shares: [Percent], of name: String) {
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1.units) }
    if sum != Int128(Percent.scale) { faults.append("`\(name)` does not sum to 100%") }
  }
}
