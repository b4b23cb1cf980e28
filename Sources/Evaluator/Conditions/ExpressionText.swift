import Portfolio
import Quantities
import RuleChecker

/// Spells checked expressions back as their author would write them: the same for any layout, so that
/// it can serve as the id of a fact.
struct ExpressionText {
  let rulebook: CheckedRulebook
  /// What the variable of `for each` stands for; nothing: the variable's own name is not known, and
  /// `member` is written.
  let member: String?

  func spell(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number):
      return expression.type == .percent
        ? Percent(units: number.units).description : number.description
    case .money(let money): return money.description
    case .duration(let duration): return duration.description
    case .date(let date): return date.date.description
    case .comparison(let comparison, let left, let right):
      return infix(comparison.rawValue, left, right, in: expression)
    case .and(let parts):
      return parts.map { operand($0, in: expression) }.joined(separator: " and ")
    case .or(let parts):
      return parts.map { operand($0, in: expression) }.joined(separator: " or ")
    case .not(let part): return "not \(operand(part, in: expression))"
    case .arithmetic(let operation, let left, let right):
      return infix(operation.rawValue, left, right, in: expression)
    case .negated(let part): return "-\(operand(part, in: expression))"
    case .otherwise(let first, let second): return infix("otherwise", first, second, in: expression)
    case .known(let part): return "known(\(spell(part)))"
    case .atLeast(let count, let parts): return quantifier(count, parts)
    case .reference(let index): return rulebook.lets[index].name
    case .catalyst(let reference, let test): return "\(spell(reference)) \(spell(test))"
    case .days(let direction, let reference): return "\(direction.rawValue)(\(spell(reference)))"
    case .news(let call): return spell(call)
    case .holding(.priceChange(let over), let set): return "return(\(spell(set)), over: \(over))"
    case .holding(let measure, let set): return "\(measure.name)(\(spell(set)))"
    case .account(let measure): return measure.rawValue
    }
  }

  /// The right side keeps its parentheses also where it binds as tightly: `a - (b - c)`.
  private func infix(
    _ word: String,
    _ left: Expression,
    _ right: Expression,
    in whole: Expression
  ) -> String {
    let second = right.tightness <= whole.tightness ? "(\(spell(right)))" : spell(right)
    return "\(operand(left, in: whole)) \(word) \(second)"
  }

  private func operand(_ part: Expression, in whole: Expression) -> String {
    part.tightness < whole.tightness ? "(\(spell(part)))" : spell(part)
  }

  private func quantifier(_ count: Int, _ parts: [Expression]) -> String {
    let word = count == 1 ? "any" : (count == parts.count ? "all" : "at least \(count)")
    return "\(word) of (\(parts.map(spell).joined(separator: ", ")))"
  }

  func spell(_ reference: CatalystReference) -> String {
    let name = rulebook.catalysts[reference.catalyst].name
    return reference.member.map { "\(name)(\(spell($0)))" } ?? name
  }

  func spell(_ reference: InstrumentReference) -> String {
    switch reference {
    case .symbol(let symbol): symbol
    case .member: member ?? "member"
    }
  }

  func spell(_ test: CatalystTest) -> String {
    switch test {
    case .isOneOf(let states):
      let names = states.map(name)
      return names.count == 1 ? "is \(names.joined())" : "is (\(names.joined(separator: ", ")))"
    case .isAtLeast(let state): return "is at least \(state.rawValue)"
    case .changedWithin(let duration): return "changed within \(duration)"
    }
  }

  func name(_ state: CatalystTest.State) -> String {
    switch state {
    case .state(let state): state.rawValue
    case .outcome(let outcome): outcome
    }
  }

  func spell(_ call: NewsCall) -> String {
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
    case .symbol(let symbol): symbol
    case .basket(let index): rulebook.baskets[index].name
    case .tag(let dimension, let value): "tag \(dimension):\(value)"
    case .all: "all"
    case .member: member ?? "member"
    case .held(let inner): "held in \(spell(inner))"
    case .except(let inner, let left): "\(spell(inner)) except \(spell(left))"
    }
  }
}

extension Expression {
  /// How tightly its operator binds, as in the grammar; the most for what has none.
  fileprivate var tightness: Int {
    switch kind {
    case .or: 1
    case .and: 2
    case .not: 3
    case .comparison: 4
    case .arithmetic(.plus, _, _), .arithmetic(.minus, _, _): 5
    case .arithmetic(.times, _, _), .arithmetic(.dividedBy, _, _): 6
    case .negated: 7
    case .otherwise: 8
    case .number, .money, .duration, .date, .known, .atLeast, .reference, .catalyst, .days, .news,
      .holding, .account:
      9
    }
  }
}
