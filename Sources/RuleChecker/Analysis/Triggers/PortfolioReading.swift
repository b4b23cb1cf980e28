internal import Quantities
internal import RuleSyntax

/// One figure of the portfolio in a clause, and which way it must move to make the clause truer.
struct PortfolioReading {
  var figure: Figure
  var wants: Movement.Direction
  /// Which instruments it reads, for a figure of holdings.
  var reach: InstrumentReach?
  /// The comparison, where the figure stands in it alone.
  var test: (sign: Expression.Comparison, bound: Ratio)?
}

/// One condition of a rule that reads the portfolio.
struct PortfolioClause {
  var rule: Int
  var clause: TriggerGraph.Clause
  var place: Span
  var readings: [PortfolioReading]

  /// The clauses of a rule that read the portfolio.
  static func of(_ rule: Rule, at index: Int, _ table: ConditionTable) -> [PortfolioClause] {
    var expressions: [(TriggerGraph.Clause, Expression)] = []
    if let when = rule.when { expressions.append((.when, when)) }
    if let exit = rule.exit { expressions.append((.exit, exit)) }
    if let until = rule.until { expressions.append((.until, until)) }
    if case .build(let build) = rule.action {
      for step in build.steps {
        if let gate = step.gate.condition { expressions.append((.step(step.name), gate)) }
      }
    }
    return expressions.compactMap { clause, expression in
      var readings: [PortfolioReading] = []
      collect(table.formula(expression), .up, table, &readings)
      guard !readings.isEmpty else { return nil }
      for place in readings.indices {
        guard case .holding(_, let set) = readings[place].figure else { continue }
        readings[place].reach = InstrumentReach(set, of: rule, in: table.rulebook)
      }
      return PortfolioClause(
        rule: index,
        clause: clause,
        place: expression.span,
        readings: readings
      )
    }
  }

  /// - Parameter sense: `up` where the formula helps the clause to hold, `down` where it hinders.
  private static func collect(
    _ formula: Formula,
    _ sense: Movement.Direction,
    _ table: ConditionTable,
    _ found: inout [PortfolioReading]
  ) {
    switch formula {
    case .constant: return
    case .not(let inner): collect(inner, sense.reversed, table, &found)
    case .atLeast(_, let parts): for part in parts { collect(part, sense, table, &found) }
    case .known(let inner): collect(inner, .both, table, &found)
    case .otherwise(let one, let two):
      collect(one, .both, table, &found)
      collect(two, .both, table, &found)
    case .test(let number, let test):
      let figure = table.figures[number]
      guard case .compare(let sign, let bound) = test else {
        add(figure, .both, nil, table, &found)
        return
      }
      let wants = sign.wants
      add(
        figure,
        sense == .down ? wants.reversed : sense == .up ? wants : .both,
        nil,
        table,
        &found
      )
      // Only a plain comparison can be told to be out of reach.
      if sense == .up, found.last?.figure == figure { found[found.count - 1].test = (sign, bound) }
    }
  }

  private static func add(
    _ figure: Figure,
    _ wants: Movement.Direction,
    _ test: (Expression.Comparison, Ratio)?,
    _ table: ConditionTable,
    _ found: inout [PortfolioReading]
  ) {
    switch figure {
    case .holding, .account: found.append(PortfolioReading(figure: figure, wants: wants))
    case .sum(let sum):
      for term in sum.terms {
        let turned = term.coefficient.isNegative ? wants.reversed : wants
        add(term.figure, turned, nil, table, &found)
      }
    case .opaque(let expression): addAll(of: expression, table, &found)
    case .binding(let index):
      guard table.rulebook.lets.indices.contains(index) else { return }
      addAll(of: table.rulebook.lets[index].value, table, &found)
    case .news, .daysSince, .sinceChange, .changed, .state, .businessDays: return
    }
  }

  /// Every figure of the portfolio in an expression, whichever way it goes.
  private static func addAll(
    of expression: Expression,
    _ table: ConditionTable,
    _ found: inout [PortfolioReading]
  ) {
    for figure in table.portfolioFigures(in: expression) {
      found.append(PortfolioReading(figure: figure, wants: .both))
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
