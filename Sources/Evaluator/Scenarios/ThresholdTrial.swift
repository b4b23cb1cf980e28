import Portfolio
import Quantities
import RuleChecker

/// One comparison of a function of the news with a constant, ready to be turned.
struct ThresholdTrial: Sendable {
  private let key: WorldFacts.NewsKey
  private let fact: String
  private var readers: Set<String>
  private let now: Ratio?
  private let bound: Ratio
  /// A value on the other side of the bound, the nearest there is.
  private let turned: Ratio
  /// `below`, `above`, or nothing for the bound itself.
  private let side: String
  /// Plans that read the function.
  private let plans: [Int]

  /// The comparisons of rules that trade, each once. Of the members of a `for each` those with news.
  static func all(in evaluation: Evaluation) -> [ThresholdTrial] {
    var found: [String: ThresholdTrial] = [:]
    for (index, plan) in evaluation.plans.enumerated() {
      if case .review = plan.rule.action { continue }
      for (clause, expression) in plan.namedClauses {
        expression.visitAll(in: evaluation.world.rulebook) { part in
          guard let comparison = NewsComparison(part),
            let trial = ThresholdTrial(comparison, plan, index, evaluation)
          else { return }
          found[trial.identity, default: trial].readers.insert("\(plan.key) \(clause)")
        }
      }
    }
    return found.values.sorted {
      ($0.fact, $0.bound, $0.side) < ($1.fact, $1.bound, $1.side)
    }
  }

  private init?(
    _ comparison: NewsComparison,
    _ plan: RulePlan,
    _ index: Int,
    _ evaluation: Evaluation
  ) {
    let world = evaluation.world
    let key = WorldFacts.NewsKey(
      call: comparison.call,
      member: comparison.call.readsMember ? plan.member : nil
    )
    guard let value = world.newsNow[key] else { return nil }
    let reading = value.reading
    if key.member != nil, !value.isTold { return nil }
    let conditions = Conditions(world: world, at: world.asOf, member: plan.member)
    guard let bound = conditions.reading(of: comparison.constant).known,
      let turn = comparison.turn(at: bound, from: reading.known)
    else { return nil }
    self.key = key
    fact = ExpressionText(
      rulebook: world.rulebook,
      member: key.member.map { world.market.instruments[$0].symbol }
    ).spell(comparison.call)
    readers = []
    now = reading.known
    self.bound = bound
    (turned, side) = turn
    let call = comparison.call
    plans = evaluation.plans.indices.filter { place in
      let other = evaluation.plans[place]
      if call.readsMember, other.member != plan.member { return false }
      return other.rule.expressions.contains { $0.reads(call, in: world.rulebook) }
    }
  }

  /// From now to the bound; at the bound itself, which way it must be passed.
  private func distance(_ style: ValueText) -> String {
    guard let way = now.flatMap({ try? bound.subtracting($0) }) else { return "" }
    if !way.isZero { return style.spell(distance: way) }
    return side == "below" ? "any fall" : "any rise"
  }

  private var identity: String { "\(fact) \(side) \(bound.spelled(maximumFractionDigits: 8))" }

  /// What turning the comparison changes in an account.
  func tried(
    on trial: AccountTrial,
    in base: Evaluation,
    now result: AccountTrial.Result
  ) -> ScenarioThreshold {
    let world = base.world.assuming(news: (key, turned))
    let other = Evaluation(base, in: world, plans: base.plans(in: world, resettling: plans))
    let shape = trial.result(of: other).shape
    let symbols = Set(shape.changes.keys).union(result.shape.changes.keys).filter {
      shape.changes[$0] != result.shape.changes[$0]
    }
    let style = ValueText(type: key.call.function.resultType)
    let shown = now.map { style.spell($0, bound) }
    let boundText = shown?.bound ?? style.spell(bound)
    return ScenarioThreshold(
      fact: fact,
      readers: readers.sorted(),
      now: shown?.value ?? "unknown",
      turnsAt: side.isEmpty ? boundText : "\(side) \(boundText)",
      distance: distance(style),
      effect: symbols.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { symbol in
        ScenarioPosition(
          symbol: symbol,
          before: trial.quantity(of: symbol, after: result.shape),
          after: trial.quantity(of: symbol, after: shape)
        )
      }
    )
  }
}

/// A function of the news against a constant, the function on the left.
private struct NewsComparison {
  let call: NewsCall
  let comparison: Expression.Comparison
  let constant: Expression

  init?(_ expression: Expression) {
    guard case .comparison(let comparison, let left, let right) = expression.kind else {
      return nil
    }
    if case .news(let call) = left.kind, right.isLiteral {
      (self.call, self.comparison, constant) = (call, comparison, right)
    } else if case .news(let call) = right.kind, left.isLiteral {
      (self.call, self.comparison, constant) = (call, comparison.mirrored, left)
    } else {
      return nil
    }
  }

  /// The nearest value at which the comparison comes out otherwise than for `now` (for an unknown: at
  /// which it holds), and on which side of the bound that is. Nothing when the function has none.
  func turn(at bound: Ratio, from now: Ratio?) -> (value: Ratio, side: String)? {
    let wanted = !(now.map { comparison.holds($0.order(against: bound)) } ?? false)
    let sides: [(order: Int, side: String)] = [(0, ""), (-1, "below"), (1, "above")]
    for (order, side) in sides where comparison.holds(order) == wanted {
      guard let step = try? Ratio(Int128(order), over: Int128(call.function.stepsPerUnit)),
        let value = try? bound.adding(step), call.function.canBe(value)
      else { continue }
      return (value, side)
    }
    return nil
  }
}

extension NewsCall.Function {
  /// The finest difference that counts: of scores the last decimal, of counts one, of ages a second.
  fileprivate var stepsPerUnit: Int64 {
    switch self {
    case .sentiment, .sentimentChange, .impact: Number.scale
    case .articles, .sources, .age: 1
    }
  }

  fileprivate func canBe(_ value: Ratio) -> Bool {
    switch self {
    case .sentiment: value >= Ratio(-1) && value <= .one
    case .sentimentChange: value >= Ratio(-2) && value <= Ratio(2)
    case .impact: value >= .zero && value <= .one
    case .articles, .sources, .age: value >= .zero
    }
  }
}

extension Expression {
  fileprivate func reads(_ call: NewsCall, in rulebook: CheckedRulebook) -> Bool {
    contains(in: rulebook) { part in
      if case .news(let other) = part.kind { other == call } else { false }
    }
  }
}

extension RulePlan {
  /// Its conditions with the names of their clauses; of a step's gate, the step's.
  fileprivate var namedClauses: [(name: String, expression: Expression)] {
    var found: [(String, Expression)] = []
    if let when { found.append(("when", when.expression)) }
    if let exit { found.append(("exit when", exit.expression)) }
    if let until { found.append(("until", until.expression)) }
    if case .build(let build) = rule.action {
      for step in build.steps {
        if let condition = step.gate.condition { found.append((step.name, condition)) }
      }
    }
    return found
  }
}
