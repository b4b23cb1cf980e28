/// How much work the conditions of a rulebook are at the most.
///
/// A step is the evaluation of one operator, literal, catalyst question or figure, and for a figure of
/// several instruments one step more for each of them. Lets count wherever they are named, nothing is
/// taken off for parts that need not be read, and every condition is read once. Conditions over news and
/// catalysts alone are decided once per run, whatever the number of accounts; the others once per account.
/// A rule with `until` over news and catalysts alone is also read at the end of each of the last 400 days.
public struct CostBound: Hashable, Sendable {
  public var perRun: StepCount
  public var perAccount: StepCount
}

extension CostBound {
  /// Of a whole rulebook.
  init(_ rulebook: CheckedRulebook) {
    var counter = StepCounter(rulebook)
    perRun = .zero
    perAccount = .zero
    for rule in rulebook.rules {
      let cost = counter.cost(of: rule)
      perRun = perRun + cost.perRun
      perAccount = perAccount + cost.perAccount
    }
  }
}

/// Counts the steps of expressions, each `let` once.
private struct StepCounter {
  /// The days that the state of a rule with `until` is worked out over.
  static let replayedDays = 400

  private struct Cost {
    var steps: StepCount
    var readsAccount: Bool
  }

  private let rulebook: CheckedRulebook
  private var lets: [Int: Cost] = [:]

  init(_ rulebook: CheckedRulebook) { self.rulebook = rulebook }

  mutating func cost(of rule: Rule) -> CostBound {
    var bound = CostBound(perRun: .zero, perAccount: .zero)
    for condition in rule.conditions {
      let cost = cost(of: condition)
      if cost.readsAccount {
        bound.perAccount = bound.perAccount + cost.steps
      } else {
        bound.perRun = bound.perRun + cost.steps
      }
    }
    if rule.until != nil, bound.perAccount == .zero {
      bound.perRun = bound.perRun.times(StepCounter.replayedDays + 1)
    }
    guard let variable = rule.forEach else { return bound }
    if let members = rulebook.namedSymbols(variable.set) {
      bound.perRun = bound.perRun.times(members.count)
      bound.perAccount = bound.perAccount.times(members.count)
    } else {
      bound.perRun = bound.perRun.forEachInstrument
      bound.perAccount = bound.perAccount.forEachInstrument
    }
    return bound
  }

  private mutating func cost(of expression: Expression) -> Cost {
    var cost = Cost(steps: StepCount(constant: 1), readsAccount: false)
    switch expression.kind {
    case .account: cost.readsAccount = true
    // Money of another currency needs the account's base currency.
    case .money: cost.readsAccount = true
    case .holding(_, let set):
      cost.readsAccount = true
      cost.steps = cost.steps + members(of: set)
    case .reference(let index): return add(costOfLet(index), to: cost)
    default: break
    }
    for operand in expression.operands { cost = add(self.cost(of: operand), to: cost) }
    return cost
  }

  private func add(_ other: Cost, to cost: Cost) -> Cost {
    Cost(
      steps: cost.steps + other.steps,
      readsAccount: cost.readsAccount || other.readsAccount
    )
  }

  private mutating func costOfLet(_ index: Int) -> Cost {
    if let known = lets[index] { return known }
    guard rulebook.lets.indices.contains(index) else {
      return Cost(steps: .zero, readsAccount: false)
    }
    let found = cost(of: rulebook.lets[index].value)
    lets[index] = found
    return found
  }

  private func members(of set: InstrumentSet) -> StepCount {
    switch set.kind {
    case .symbol, .member: return StepCount(constant: 1)
    default: break
    }
    if let symbols = rulebook.namedSymbols(set) { return StepCount(constant: symbols.count) }
    return StepCount(constant: 0, perInstrument: 1)
  }
}
