internal import Quantities

/// Conditions as statements. A negation goes inside where the three-valued logic of the evaluator
/// gives the same: `not a > b` is `a <= b`, and unknown stays unknown.
extension RulebookReader {
  func statement(_ expression: Expression, isNegated: Bool = false) -> Statement {
    switch expression.kind {
    case .and(let parts): return group(isNegated ? .notAll : .all, parts)
    case .or(let parts): return group(isNegated ? .none : .any, parts)
    case .not(let inner): return statement(inner, isNegated: !isNegated)
    case .atLeast(let count, let parts): return quantified(count, parts, isNegated)
    case .comparison(let comparison, let left, let right):
      return .clause(clause(isNegated ? comparison.opposite : comparison, left, right))
    case .catalyst(let reference, let test):
      return .clause("\(phrase(reference)) \(predicate(test, isNegated: isNegated))")
    case .known(let inner): return .clause(known(inner, isNegated))
    case .otherwise(let first, let second):
      let text =
        "\(flat(statement(first))) (where that can't be decided: \(flat(statement(second))))"
      return .clause(isNegated ? "it is not so that \(text)" : text)
    case .reference:
      return .clause("\(phrase(expression)) \(isNegated ? "does not hold" : "holds")")
    case .number, .money, .duration, .date, .arithmetic, .negated, .days, .news, .holding,
      .account:
      // The checker lets none of these be a condition.
      return .clause(phrase(expression))
    }
  }

  private func group(_ grouping: Statement.Grouping, _ parts: [Expression]) -> Statement {
    .group(grouping, parts.map { statement($0) })
  }

  // MARK: Quantifiers

  private func quantified(_ count: Int, _ parts: [Expression], _ isNegated: Bool) -> Statement {
    if let only = parts.first, parts.count == 1 { return statement(only, isNegated: isNegated) }
    let grouping: Statement.Grouping =
      if count == parts.count {
        isNegated ? .notAll : .all
      } else if count == 1 {
        isNegated ? .none : .any
      } else {
        isNegated ? .fewerThan(count) : .atLeast(count)
      }
    return ofEvents(grouping, parts).map { .clause($0) } ?? group(grouping, parts)
  }

  /// `at least one of the events "A" and "B" is confirmed`, where all parts ask the same.
  private func ofEvents(_ grouping: Statement.Grouping, _ parts: [Expression]) -> String? {
    var events: [String] = []
    var shared: CatalystTest?
    for part in parts {
      guard case .catalyst(let reference, let test) = part.kind else { return nil }
      guard shared == nil || shared == test, reference.member == nil else { return nil }
      shared = test
      let name = phrase(reference)
      events.append(name.hasPrefix("the event ") ? String(name.dropFirst(10)) : name)
    }
    guard let shared else { return nil }
    let list = "of the events \(listed(events))"
    let one = predicate(shared, isNegated: false)
    let many = predicate(shared, isNegated: false, isPlural: true)
    switch grouping {
    case .all: return "all \(list) \(many)"
    case .any: return "at least one \(list) \(one)"
    case .none: return "none \(list) \(one)"
    case .notAll: return "not all \(list) \(many)"
    case .atLeast(let count): return "at least \(count) \(list) \(many)"
    case .fewerThan(let count): return "fewer than \(count) \(list) \(many)"
    }
  }

  // MARK: Comparisons

  private func clause(
    _ comparison: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> String {
    // `0.25 <= x` reads better as `x is at least 0.25`.
    if left.isLiteral, !right.isLiteral { return clause(comparison.swapped, right, left) }
    let isDuration = left.type == .duration
    let isDate = left.type == .date
    let word =
      switch comparison {
      case .less: isDuration ? "less than" : isDate ? "before" : "below"
      case .lessOrEqual: "at most"
      case .greater: isDuration ? "more than" : isDate ? "after" : "above"
      case .greaterOrEqual: "at least"
      case .equal: "exactly"
      case .notEqual: "other than"
      }
    return "\(phrase(left)) is \(word) \(phrase(right))\(unit(left, right))"
  }

  /// Weights and exposures of the account are shares of NAV.
  private func unit(_ left: Expression, _ right: Expression) -> String {
    guard right.isLiteral else { return "" }
    switch left.kind {
    case .holding(.weight, _), .account(.gross), .account(.net): return " of NAV"
    default: return ""
    }
  }

  // MARK: Events and knowledge

  private func predicate(
    _ test: CatalystTest,
    isNegated: Bool,
    isPlural: Bool = false
  ) -> String {
    let verb = (isPlural ? "are" : "is") + (isNegated ? " not" : "")
    switch test {
    case .changedWithin(let duration):
      let past = isNegated ? "did not change" : "changed"
      return "\(past) within the last \(spelled(duration))"
    case .isAtLeast(let state):
      let reached = CatalystState.allCases.filter { ($0.step ?? -1) >= (state.step ?? 0) }
      return reached.count == 1
        ? "\(verb) \(state.rawValue)"
        : "\(verb) at least \(state.rawValue) (\(listed(reached.map(\.rawValue), "or")))"
    case .isOneOf(let states):
      let names = states.map(word)
      if names.count == 1 { return "\(verb) \(names.joined())" }
      return "\(verb) one of: \(names.joined(separator: ", "))"
    }
  }

  private func word(_ state: CatalystTest.State) -> String {
    switch state {
    case .state(.none): "without any report"
    case .state(let state): state.rawValue
    case .outcome(let name): "settled with the outcome \(name)"
    }
  }

  private func known(_ inner: Expression, _ isNegated: Bool) -> String {
    if inner.type == .boolean {
      let verb = isNegated ? "can't" : "can"
      return "it \(verb) be decided whether \(flat(statement(inner)))"
    }
    return "\(phrase(inner)) is \(isNegated ? "unknown" : "known")"
  }
}

extension Expression {
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .money, .duration, .date: true
    default: false
    }
  }
}

extension Expression.Comparison {
  /// Holds exactly where this fails.
  fileprivate var opposite: Expression.Comparison {
    switch self {
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    case .equal: .notEqual
    case .notEqual: .equal
    }
  }

  /// The same with its sides exchanged.
  fileprivate var swapped: Expression.Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }
}
