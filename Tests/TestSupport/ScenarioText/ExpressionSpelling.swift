internal import Quantities
internal import RuleChecker

/// Writes checked expressions and sets as source, with more parentheses than a person would.
struct ExpressionSpelling {
  let rulebook: CheckedRulebook
  /// The variable of `for each`.
  let member: String

  func spell(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number):
      return expression.type == .percent ? percent(number) : "\(number)"
    case .money(let money): return "\(money)"
    case .duration(let duration): return "\(duration)"
    case .date(let date): return "\(date.date)"
    case .comparison(let comparison, let left, let right):
      return "\(inner(left)) \(comparison.rawValue) \(inner(right))"
    case .and(let parts): return parts.map(inner).joined(separator: " and ")
    case .or(let parts): return parts.map(inner).joined(separator: " or ")
    case .not(let part): return "not \(inner(part))"
    case .arithmetic(let operation, let left, let right):
      return "\(inner(left)) \(operation.rawValue) \(inner(right))"
    case .negated(let part): return "-\(inner(part))"
    case .otherwise(let first, let second): return "\(inner(first)) otherwise \(inner(second))"
    case .known(let part): return "known(\(spell(part)))"
    case .atLeast(let count, let parts):
      let word = count == 1 ? "any" : (count == parts.count ? "all" : "at least \(count)")
      return "\(word) of (\(parts.map(inner).joined(separator: ", ")))"
    case .reference(let index): return rulebook.lets[index].name
    case .catalyst(let reference, let test): return "\(spell(reference)) \(spell(test))"
    case .days(let count, let reference): return "\(count.rawValue)(\(spell(reference)))"
    case .news(let call): return spell(call)
    case .holding(.priceChange(let over), let set): return "return(\(spell(set)), over: \(over))"
    case .holding(let measure, let set): return "\(measure.name)(\(spell(set)))"
    case .account(let measure): return measure.rawValue
    }
  }

  private func inner(_ expression: Expression) -> String {
    switch expression.kind {
    case .and, .or, .not, .comparison, .arithmetic, .otherwise, .negated: "(\(spell(expression)))"
    case .number(let number) where number.isNegative: "(\(spell(expression)))"
    default: spell(expression)
    }
  }

  func percent(_ number: Number) -> String { "\(Percent(units: number.units))" }

  private func spell(_ reference: CatalystReference) -> String {
    let name = rulebook.catalysts[reference.catalyst].name
    return reference.member.map { "\(name)(\(spell($0)))" } ?? name
  }

  private func spell(_ reference: InstrumentReference) -> String {
    switch reference {
    case .symbol(let symbol): symbol
    case .member: member
    }
  }

  private func spell(_ test: CatalystTest) -> String {
    switch test {
    case .isOneOf(let states):
      let names = states.map { state in
        switch state {
        case .state(let state): state.rawValue
        case .outcome(let outcome): outcome
        }
      }
      return names.count == 1 ? "is \(names[0])" : "is (\(names.joined(separator: ", ")))"
    case .isAtLeast(let state): return "is at least \(state.rawValue)"
    case .changedWithin(let duration): return "changed within \(duration)"
    }
  }

  private func spell(_ call: NewsCall) -> String {
    var parts: [String] =
      switch call.subject {
      case .topic(let index): [rulebook.topics[index].name]
      case .instrument(let reference): [spell(reference)]
      }
    if let over = call.over { parts.append("over: \(over)") }
    if let halfLife = call.halfLife { parts.append("half_life: \(halfLife)") }
    if let relevance = call.minimumRelevance { parts.append("relevance: \(relevance)") }
    if let articles = call.minimumArticles { parts.append("articles: \(articles)") }
    if let sources = call.minimumSources { parts.append("sources: \(sources)") }
    return "\(call.function.rawValue)(\(parts.joined(separator: ", ")))"
  }

  func spell(_ set: InstrumentSet) -> String {
    switch set.kind {
    case .symbol(let symbol): RulebookSpelling(rulebook).symbol(symbol)
    case .basket(let index): rulebook.baskets[index].name
    case .tag(let dimension, let value): "tag \(dimension):\(value)"
    case .all: "all"
    case .member: member
    case .held(let inner): "held in \(atom(inner))"
    case .except(let left, let right): "\(atom(left)) except \(atom(right))"
    }
  }

  private func atom(_ set: InstrumentSet) -> String {
    switch set.kind {
    case .held, .except: "(\(spell(set)))"
    default: spell(set)
    }
  }
}
