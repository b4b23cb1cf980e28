internal import Quantities
internal import RuleSyntax

/// Works out the sentiment sign of expressions from their form alone, lets followed.
///
/// `sentiment` rises with the scores. `sentiment_change` goes either way, as the earlier scores count
/// against it. `impact`, `articles`, `sources`, `age`, catalysts and the portfolio do not depend on
/// scores, and neither does whether a news function is known: that takes items, owners and relevance.
struct SentimentReader {
  /// A sign, and where the first part stands that goes either way.
  struct Reading {
    var sign: SentimentSign
    var obstacle: Span?
    /// Whether scores can decide if the value is known at all.
    var knownByScores = false
  }

  private let lets: [LetBinding]
  private var known: [Int: Reading] = [:]

  private let forms: LinearForms

  init(_ lets: [LetBinding]) {
    self.lets = lets
    forms = LinearForms(lets)
  }

  mutating func read(_ expression: Expression) -> Reading {
    var reading = readKind(expression)
    if reading.sign == .either, reading.obstacle == nil { reading.obstacle = expression.span }
    return reading
  }

  private mutating func readKind(_ expression: Expression) -> Reading {
    switch expression.kind {
    case .number, .money, .duration, .date, .catalyst, .days, .holding, .account:
      return Reading(sign: .none)
    case .news(let call):
      switch call.function {
      case .sentiment: return Reading(sign: .rising)
      case .sentimentChange: return Reading(sign: .either)
      case .impact, .articles, .sources, .age: return Reading(sign: .none)
      }
    case .comparison(let sign, let left, let right): return compare(sign, left, right)
    case .and(let parts), .or(let parts), .atLeast(_, let parts): return join(parts)
    case .not(let inner):
      var reading = read(inner)
      reading.sign = reading.sign.reversed
      return reading
    case .negated(let inner):
      var reading = read(inner)
      reading.sign = reading.sign.reversed
      return reading
    case .arithmetic(let operation, let left, let right): return combine(operation, left, right)
    case .otherwise(let first, let second):
      let one = read(first)
      if one.knownByScores { return Reading(sign: .either, knownByScores: true) }
      return merged(one, read(second))
    case .known(let inner):
      return Reading(sign: read(inner).knownByScores ? .either : .none)
    case .reference(let index): return readLet(index)
    }
  }

  private mutating func readLet(_ index: Int) -> Reading {
    if let reading = known[index] { return reading }
    guard lets.indices.contains(index) else { return Reading(sign: .either) }
    let reading = read(lets[index].value)
    known[index] = reading
    return reading
  }

  private func merged(_ one: Reading, _ two: Reading) -> Reading {
    Reading(
      sign: one.sign.joined(two.sign),
      obstacle: one.obstacle ?? two.obstacle,
      knownByScores: one.knownByScores || two.knownByScores
    )
  }

  /// A score may decide a chain whose other parts are not known.
  private mutating func join(_ parts: [Expression]) -> Reading {
    var result = Reading(sign: .none)
    for part in parts { result = merged(result, read(part)) }
    if result.sign != .none { result.knownByScores = true }
    return result
  }

  private mutating func compare(
    _ sign: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Reading {
    let one = read(left)
    var two = read(right)
    two.sign = two.sign.reversed
    var difference = merged(one, two)
    switch sign {
    case .greater, .greaterOrEqual: break
    case .less, .lessOrEqual: difference.sign = difference.sign.reversed
    case .equal, .notEqual: if difference.sign != .none { difference.sign = .either }
    }
    return difference
  }

  private mutating func combine(
    _ operation: Expression.Arithmetic,
    _ left: Expression,
    _ right: Expression
  ) -> Reading {
    let one = read(left)
    var two = read(right)
    switch operation {
    case .plus: return merged(one, two)
    case .minus:
      two.sign = two.sign.reversed
      return merged(one, two)
    case .times:
      var product = merged(one, two)
      if one.sign == .none {
        product.sign = scaled(two.sign, by: left)
      } else if two.sign == .none {
        product.sign = scaled(one.sign, by: right)
      } else {
        product.sign = .either
      }
      return product
    case .dividedBy:
      var quotient = merged(one, two)
      if two.sign == .none {
        quotient.sign = scaled(one.sign, by: right)
      } else {
        // At a divisor of zero the value is not known.
        quotient = Reading(sign: .either, obstacle: quotient.obstacle, knownByScores: true)
      }
      return quotient
    }
  }

  /// The sign after a product with, or a quotient by, a value that scores do not bear on.
  private func scaled(_ sign: SentimentSign, by factor: Expression) -> SentimentSign {
    if sign == .none { return .none }
    switch side(of: factor) {
    case .some(true): return sign.reversed
    case .some(false): return sign
    case nil: return .either
    }
  }

  /// Whether a value is never above zero (true) or never below (false); nothing where it may be both.
  private func side(of expression: Expression) -> Bool? {
    let form = forms.form(of: expression)
    if form.terms.isEmpty { return form.constant.isNegative }
    guard form.unit == nil, form.terms.count == 1, let single = form.single else { return nil }
    let range = single.figure.range.scaled(by: single.coefficient)
      .adding(FigureRange(lowest: form.constant, highest: form.constant))
    if let lowest = range.lowest, !lowest.isNegative { return false }
    if let highest = range.highest, highest <= .zero { return true }
    return nil
  }
}
