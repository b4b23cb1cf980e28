public import Quantities
public import RuleChecker
public import RuleSyntax

/// Short spellings for rulebooks written as values.
extension Span {
  /// Generated values stand nowhere.
  public static let nowhere = Span(file: 0, start: 0, end: 0)
}

extension Percent {
  /// So many hundredths of a percent.
  public static func basisPoints(_ count: Int) -> Percent {
    Percent(units: Int64(count) * (Percent.scale / 10_000))
  }
}

extension Number {
  /// So many thousandths.
  public static func thousandths(_ count: Int) -> Number {
    Number(units: Int64(count) * (Number.scale / 1000))
  }
}

extension Amount {
  public static func whole(_ count: Int) -> Amount { Amount(units: Int64(count) * Amount.scale) }
}

extension Price {
  public static func cents(_ count: Int) -> Price {
    Price(units: Int64(count) * (Price.scale / 100))
  }
}

extension Quantity {
  /// So many hundredths of a unit.
  public static func hundredths(_ count: Int) -> Quantity {
    Quantity(units: Int64(count) * (Quantity.scale / 100))
  }

  public static func whole(_ count: Int) -> Quantity {
    Quantity(units: Int64(count) * Quantity.scale)
  }
}

extension InstrumentSet {
  public static func symbol(_ symbol: String) -> InstrumentSet {
    InstrumentSet(.symbol(symbol), span: .nowhere)
  }

  public static func basket(_ index: Int) -> InstrumentSet {
    InstrumentSet(.basket(index), span: .nowhere)
  }

  public static func tag(_ dimension: String, _ value: String) -> InstrumentSet {
    InstrumentSet(.tag(dimension: dimension, value: value), span: .nowhere)
  }

  public static let all = InstrumentSet(.all, span: .nowhere)
  public static let member = InstrumentSet(.member, span: .nowhere)
}

extension RuleChecker.Expression {
  public static func condition(_ kind: Kind) -> RuleChecker.Expression {
    RuleChecker.Expression(kind, type: .boolean, span: .nowhere)
  }

  public static func number(_ value: Number, type: ValueType = .number) -> RuleChecker.Expression {
    RuleChecker.Expression(.number(value), type: type, span: .nowhere)
  }

  /// `left < right` and so on.
  public static func compare(
    _ left: RuleChecker.Expression,
    _ comparison: Comparison,
    _ right: RuleChecker.Expression
  ) -> RuleChecker.Expression {
    condition(.comparison(comparison, left, right))
  }

  public static func news(
    _ function: NewsCall.Function,
    _ subject: NewsCall.Subject,
    over: Quantities.Duration?
  ) -> RuleChecker.Expression {
    news(NewsCall(function: function, subject: subject, over: over))
  }

  public static func news(_ call: NewsCall) -> RuleChecker.Expression {
    let type: ValueType =
      switch call.function {
      case .sentiment: .score
      case .age: .duration
      case .impact, .sentimentChange, .articles, .sources: .number
      }
    return RuleChecker.Expression(.news(call), type: type, span: .nowhere)
  }

  public static func holding(_ measure: HoldingMeasure, _ set: InstrumentSet)
    -> RuleChecker.Expression
  {
    let type: ValueType =
      switch measure {
      case .weight, .gain, .priceChange: .percent
      case .value, .exposure: .money
      case .quantity: .quantity
      case .beta: .number
      case .price: .price
      }
    return RuleChecker.Expression(.holding(measure, set), type: type, span: .nowhere)
  }

  /// `C is STATE`.
  public static func catalyst(_ index: Int, is state: CatalystState) -> RuleChecker.Expression {
    condition(
      .catalyst(CatalystReference(catalyst: index), .isOneOf([.state(state)]))
    )
  }
}

extension Rule {
  public init(
    _ name: String,
    forEach: MemberVariable? = nil,
    when: RuleChecker.Expression? = nil,
    _ action: Action,
    exit: RuleChecker.Expression? = nil,
    until: RuleChecker.Expression? = nil
  ) {
    self.init(
      name: name,
      forEach: forEach,
      when: when,
      action: action,
      exit: exit,
      until: until,
      nameSpan: .nowhere,
      span: .nowhere
    )
  }
}

extension Step {
  /// Steps of the shares and gates given, in order.
  public static func sequence(_ parts: [(name: String, share: Percent, gate: Gate)]) -> [Step] {
    var total: Int64 = 0
    return parts.map { part in
      total += part.share.units
      return Step(
        name: part.name,
        share: part.share,
        cumulativeShare: Percent(units: total),
        gate: part.gate,
        span: .nowhere
      )
    }
  }
}

extension Limit {
  public init(
    _ name: String,
    _ measure: Measure,
    _ side: Side,
    _ bound: Number,
    _ force: Force = .normal
  ) {
    self.init(name: name, subject: .bound(measure, side, bound), force: force, span: .nowhere)
  }
}
