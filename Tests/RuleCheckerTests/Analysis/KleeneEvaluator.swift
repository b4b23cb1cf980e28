import Quantities
import RuleChecker

/// A small three-valued evaluator for tests: figures have the values of a table, or none.
struct KleeneEvaluator {
  let lets: [LetBinding]
  /// Of news functions, by function; nothing: not known.
  var news: [NewsCall.Function: Ratio] = [:]
  /// Of every weight.
  var weight: Ratio?
  /// Of every catalyst.
  var state: CatalystState?

  /// True, false, or nothing for what is not known.
  func truth(of expression: Expression) -> Bool? {
    switch expression.kind {
    case .and(let parts): return count(parts, parts.count)
    case .or(let parts): return count(parts, 1)
    case .atLeast(let least, let parts): return count(parts, least)
    case .not(let inner): return truth(of: inner).map { !$0 }
    case .comparison(let sign, let left, let right):
      guard let one = value(of: left), let two = value(of: right) else { return nil }
      return holds(sign, one.order(against: two))
    case .catalyst(_, let test):
      guard let state else { return nil }
      return holds(test, state)
    case .known(let inner):
      return inner.type == .boolean ? truth(of: inner) != nil : value(of: inner) != nil
    case .otherwise(let one, let two): return truth(of: one) ?? truth(of: two)
    case .reference(let index): return truth(of: lets[index].value)
    default: return nil
    }
  }

  func value(of expression: Expression) -> Ratio? {
    switch expression.kind {
    case .number(let number): return number.ratio
    case .news(let call): return news[call.function]
    case .holding: return weight
    case .negated(let inner): return try? value(of: inner)?.negated()
    case .otherwise(let one, let two): return value(of: one) ?? value(of: two)
    case .reference(let index): return value(of: lets[index].value)
    case .arithmetic(let operation, let left, let right):
      guard let one = value(of: left), let two = value(of: right) else { return nil }
      switch operation {
      case .plus: return try? one.adding(two)
      case .minus: return try? one.subtracting(two)
      case .times: return try? one.multiplied(by: two)
      case .dividedBy: return try? one.divided(by: two)
      }
    default: return nil
    }
  }

  private func count(_ parts: [Expression], _ least: Int) -> Bool? {
    let truths = parts.map { truth(of: $0) }
    let holding = truths.count { $0 == true }
    if holding >= least { return true }
    return holding + truths.count { $0 == nil } >= least ? nil : false
  }

  private func holds(_ sign: Expression.Comparison, _ order: Int) -> Bool {
    switch sign {
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    case .equal: order == 0
    case .notEqual: order != 0
    }
  }

  private func holds(_ test: CatalystTest, _ state: CatalystState) -> Bool? {
    switch test {
    case .isOneOf(let states): return states.contains { $0 == .state(state) }
    case .isAtLeast(let least):
      guard let step = state.step, let wanted = least.step else { return false }
      return step >= wanted
    case .changedWithin: return nil
    }
  }
}

/// `hundredths ÷ 100`, exactly.
func hundredths(_ count: Int) -> Ratio { Number(units: Int64(count) * 1_000_000).ratio }
