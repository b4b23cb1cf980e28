internal import Quantities
internal import RuleSyntax

/// Every condition of a rulebook as a formula, each made once, over figures that all of them share.
final class ConditionTable {
  /// A formula with how many tests it holds.
  struct Entry {
    var formula: Formula
    var size: Int
  }

  /// A `let` of more tests than this is not looked into where it is named.
  static let mostPerLet = 64

  /// How many tests may be answered over all combinations of values, for a whole rulebook: some tenths
  /// of a second. What is asked after that is only looked at part by part.
  static let mostAnswers = 20_000_000

  let rulebook: CheckedRulebook
  private var answersLeft = ConditionTable.mostAnswers
  /// What each `let` can be, once it has been worked out.
  var truthsOfLets: [Int: TruthSet] = [:]
  private let forms: LinearForms
  private(set) var figures: [Figure] = []
  private var numbers: [Figure: Int] = [:]
  private var lets: [Int: Entry] = [:]
  private var portfolioFigures: [Int: Set<Figure>] = [:]
  /// Whole conditions by their place, as several checks ask for each.
  private var conditions: [Span: Formula] = [:]

  init(_ rulebook: CheckedRulebook) {
    self.rulebook = rulebook
    forms = LinearForms(rulebook.lets)
    let expected = 2 * rulebook.rules.count + rulebook.lets.count
    numbers.reserveCapacity(expected)
    conditions.reserveCapacity(expected)
  }

  /// The number of a figure, the same for equal ones.
  func number(of figure: Figure) -> Int {
    if let number = numbers[figure] { return number }
    numbers[figure] = figures.count
    figures.append(figure)
    return figures.count - 1
  }

  /// Whether so many answers may still be given; they then count as given.
  func spend(_ answers: Int) -> Bool {
    guard answers <= answersLeft else { return false }
    answersLeft -= answers
    return true
  }

  /// The formula of a condition.
  func formula(_ expression: Expression) -> Formula {
    if let known = conditions[expression.span] { return known }
    let formula = entry(expression).formula
    conditions[expression.span] = formula
    return formula
  }

  func entry(_ expression: Expression) -> Entry {
    switch expression.kind {
    case .and(let parts): joined(parts, parts.count)
    case .or(let parts): joined(parts, 1)
    case .atLeast(let count, let parts): joined(parts, count)
    case .not(let inner): mapped(inner) { .not($0) }
    case .comparison(let sign, let left, let right):
      Entry(formula: comparison(sign, left, right), size: 1)
    case .catalyst(let reference, let test): Entry(formula: question(reference, test), size: 1)
    case .known(let inner): known(inner)
    case .otherwise(let first, let second): otherwise(first, second)
    case .reference(let index): binding(index)
    default: Entry(formula: test(.opaque(expression.placeless), .holds), size: 1)
    }
  }

  private func test(_ figure: Figure, _ test: Formula.Test) -> Formula {
    .test(figure: number(of: figure), test)
  }

  private func joined(_ parts: [Expression], _ count: Int) -> Entry {
    let entries = parts.map { entry($0) }
    return Entry(
      formula: .atLeast(count, entries.map(\.formula)),
      size: entries.reduce(0) { $0 + $1.size }
    )
  }

  private func mapped(_ inner: Expression, _ wrap: (Formula) -> Formula) -> Entry {
    let inner = entry(inner)
    return Entry(formula: wrap(inner.formula), size: inner.size)
  }

  private func otherwise(_ first: Expression, _ second: Expression) -> Entry {
    let one = entry(first)
    let two = entry(second)
    return Entry(formula: .otherwise(one.formula, two.formula), size: one.size + two.size)
  }

  private func known(_ inner: Expression) -> Entry {
    if inner.type == .boolean { return mapped(inner) { .known($0) } }
    guard let single = forms.form(of: inner).single else {
      return Entry(formula: .constant(.holds), size: 1)
    }
    return Entry(formula: test(single.figure, .isKnown), size: 1)
  }

  private func binding(_ index: Int) -> Entry {
    guard rulebook.lets.indices.contains(index) else {
      return Entry(formula: test(.binding(index), .holds), size: 1)
    }
    if let known = lets[index] { return known }
    let whole = entry(rulebook.lets[index].value)
    let isShort = whole.size <= ConditionTable.mostPerLet
    let formula = isShort ? whole.formula : test(.binding(index), .holds)
    let result = Entry(formula: .named(index, formula), size: isShort ? whole.size : 1)
    lets[index] = result
    return result
  }

  /// `left sign right`, as one figure against one number where it has a figure at all.
  private func comparison(
    _ sign: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Formula {
    if let plain = plainComparison(sign, left, right) { return plain }
    let opaque = Expression(.comparison(sign, left, right), type: .boolean, span: left.span)
    let one = forms.form(of: left)
    guard
      let negative = forms.form(of: right).scaled(by: Ratio(-1)),
      let difference = one.adding(negative)
    else { return test(.opaque(opaque.placeless), .holds) }
    guard let single = difference.single else {
      return .constant(KleeneTruth(sign.holds(difference.constant.order(against: .zero))))
    }
    guard
      let negated = try? difference.constant.negated(),
      let bound = try? negated.divided(by: single.coefficient)
    else { return test(.opaque(opaque.placeless), .holds) }
    let turned = single.coefficient.isNegative ? sign.mirrored : sign
    return test(single.figure, .compare(turned, bound.reduced()))
  }

  /// One figure against a number that is written out, which most comparisons are.
  private func plainComparison(
    _ sign: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Formula? {
    if case .number(let number) = right.kind, let figure = Figure(plain: left) {
      return test(figure, .compare(sign, number.ratio))
    }
    if case .number(let number) = left.kind, let figure = Figure(plain: right) {
      return test(figure, .compare(sign.mirrored, number.ratio))
    }
    return nil
  }

  private func question(_ reference: CatalystReference, _ test: CatalystTest) -> Formula {
    switch test {
    case .isOneOf(let states): return self.test(.state(reference), .isOneOf(states))
    case .isAtLeast(let state): return self.test(.state(reference), .isAtLeast(state))
    case .changedWithin(let duration):
      guard let seconds = duration.seconds else {
        return self.test(.changed(reference, duration), .holds)
      }
      return self.test(.sinceChange(reference), .compare(.less, Ratio(seconds)))
    }
  }

  /// Every figure of the portfolio in a value or condition, each once, lets followed.
  func portfolioFigures(in expression: Expression) -> Set<Figure> {
    switch expression.kind {
    case .holding, .account:
      return Figure(plain: expression).map { [$0] } ?? []
    case .reference(let index):
      if let found = portfolioFigures[index] { return found }
      guard rulebook.lets.indices.contains(index) else { return [] }
      let found = portfolioFigures(in: rulebook.lets[index].value)
      portfolioFigures[index] = found
      return found
    default:
      return expression.operands.reduce(into: []) { $0.formUnion(portfolioFigures(in: $1)) }
    }
  }

  /// The formula with the variable of `for each` standing for one instrument.
  func substituting(_ symbol: String, in formula: Formula) -> Formula {
    switch formula {
    // A `let` never speaks of the variable.
    case .constant, .named: formula
    case .test(let figure, let test):
      .test(figure: number(of: figures[figure].substituting(symbol)), test)
    case .not(let inner): .not(substituting(symbol, in: inner))
    case .known(let inner): .known(substituting(symbol, in: inner))
    case .atLeast(let count, let parts):
      .atLeast(count, parts.map { substituting(symbol, in: $0) })
    case .otherwise(let one, let two):
      .otherwise(substituting(symbol, in: one), substituting(symbol, in: two))
    }
  }
}

extension Expression.Comparison {
  /// Whether the comparison holds for operands in this order: −1, 0 or 1.
  func holds(_ order: Int) -> Bool {
    switch self {
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    case .equal: order == 0
    case .notEqual: order != 0
    }
  }
}
