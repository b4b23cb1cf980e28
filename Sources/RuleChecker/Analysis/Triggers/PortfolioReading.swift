internal import Quantities
internal import RuleSyntax

/// One figure of the portfolio in a clause, and which way it must move to make the clause truer.
struct PortfolioReading {
  var figure: Figure
  var wants: Movement.Direction
  /// Which instruments it reads, for a figure of holdings.
  var reach: InstrumentReach?
  /// The comparison, where the figure stands in it alone, and the figure's number in the table.
  var test: Test?

  struct Test {
    var figure: Int
    var sign: Expression.Comparison
    var bound: Ratio
  }
}

/// One condition of a rule that reads the portfolio.
struct PortfolioClause {
  var rule: Int
  var clause: TriggerGraph.Clause
  var place: Span
  var readings: [PortfolioReading]
}

/// Finds what conditions read of the portfolio, each `let` once.
struct PortfolioReader {
  /// A clause of more readings is taken to read everything.
  private static let mostReadings = 256
  /// Every trade moves gross one way or the other.
  private static let anything = [PortfolioReading(figure: .account(.gross), wants: .both)]

  /// A `let` and the sense in which it is asked.
  private struct Asked: Hashable {
    var index: Int
    var sense: Movement.Direction
  }

  private let table: ConditionTable
  private let rulebook: CheckedRulebook
  private var lets: [Asked: [PortfolioReading]] = [:]

  init(_ table: ConditionTable) {
    self.table = table
    rulebook = table.rulebook
  }

  /// The clauses of a rule that read the portfolio.
  mutating func clauses(of rule: Rule, at index: Int) -> [PortfolioClause] {
    var expressions: [(TriggerGraph.Clause, Expression)] = []
    if let when = rule.when { expressions.append((.when, when)) }
    if let exit = rule.exit { expressions.append((.exit, exit)) }
    if let until = rule.until { expressions.append((.until, until)) }
    if case .build(let build) = rule.action {
      for step in build.steps {
        if let gate = step.gate.condition { expressions.append((.step(step.name), gate)) }
      }
    }
    var found: [PortfolioClause] = []
    for (clause, expression) in expressions {
      var readings: [PortfolioReading] = []
      collect(table.formula(expression), .up, rule, &readings)
      if readings.isEmpty { continue }
      if readings.count > PortfolioReader.mostReadings { readings = PortfolioReader.anything }
      found.append(
        PortfolioClause(rule: index, clause: clause, place: expression.span, readings: readings)
      )
    }
    return found
  }

  /// - Parameter sense: `up` where the formula helps the clause to hold, `down` where it hinders.
  private mutating func collect(
    _ formula: Formula,
    _ sense: Movement.Direction,
    _ rule: Rule,
    _ found: inout [PortfolioReading]
  ) {
    switch formula {
    case .constant: return
    case .named(let index, let inner):
      let asked = Asked(index: index, sense: sense)
      if let known = lets[asked] {
        found += known
        return
      }
      var readings: [PortfolioReading] = []
      collect(inner, sense, rule, &readings)
      lets[asked] = readings
      found += readings
    case .not(let inner): collect(inner, sense.reversed, rule, &found)
    case .atLeast(_, let parts): for part in parts { collect(part, sense, rule, &found) }
    case .known(let inner): collect(inner, .both, rule, &found)
    case .otherwise(let one, let two):
      collect(one, .both, rule, &found)
      collect(two, .both, rule, &found)
    case .test(let number, let test): collect(number, test, sense, rule, &found)
    }
  }

  private func collect(
    _ number: Int,
    _ test: Formula.Test,
    _ sense: Movement.Direction,
    _ rule: Rule,
    _ found: inout [PortfolioReading]
  ) {
    let figure = table.figures[number]
    guard case .compare(let sign, let bound) = test else {
      add(figure, .both, rule, &found)
      return
    }
    let wants = sense == .down ? sign.wants.reversed : sense == .up ? sign.wants : .both
    add(figure, wants, rule, &found)
    // Only a plain comparison can be told to be out of reach.
    if sense == .up, found.last?.figure == figure {
      found[found.count - 1].test = .init(figure: number, sign: sign, bound: bound)
    }
  }

  private func add(
    _ figure: Figure,
    _ wants: Movement.Direction,
    _ rule: Rule,
    _ found: inout [PortfolioReading]
  ) {
    switch figure {
    case .account: found.append(PortfolioReading(figure: figure, wants: wants))
    case .holding(_, let set):
      let reach = InstrumentReach(set, of: rule, in: rulebook)
      found.append(PortfolioReading(figure: figure, wants: wants, reach: reach))
    case .sum(let sum):
      for term in sum.terms {
        add(term.figure, term.numerator < 0 ? wants.reversed : wants, rule, &found)
      }
    case .opaque(let expression): addAll(of: expression, rule, &found)
    case .binding(let index):
      guard rulebook.lets.indices.contains(index) else { return }
      addAll(of: rulebook.lets[index].value, rule, &found)
    case .news, .daysSince, .sinceChange, .changed, .state, .businessDays: return
    }
  }

  /// Every figure of the portfolio in an expression, whichever way it goes.
  private func addAll(
    of expression: Expression,
    _ rule: Rule,
    _ found: inout [PortfolioReading]
  ) {
    for figure in table.portfolioFigures(in: expression)
    where found.count <= PortfolioReader.mostReadings {
      add(figure, .both, rule, &found)
    }
  }
}

extension Movement.Direction {
  var reversed: Movement.Direction {
    switch self {
    case .up: .down
    case .down: .up
    case .both: .both
    }
  }

  func meets(_ other: Movement.Direction) -> Bool {
    self == .both || other == .both || self == other
  }
}

extension Expression.Comparison {
  /// Which way the left side must go for the comparison to hold.
  fileprivate var wants: Movement.Direction {
    switch self {
    case .greater, .greaterOrEqual: .up
    case .less, .lessOrEqual: .down
    case .equal, .notEqual: .both
    }
  }
}
