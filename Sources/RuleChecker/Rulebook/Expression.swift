public import Quantities
public import RuleSyntax

/// The type of an expression.
public enum ValueType: String, CaseIterable, Sendable {
  case number, score, percent, money, quantity, price, duration, date, boolean, catalyst, set
}

/// A checked expression: its operands have the types their operator asks for.
public struct Expression: Hashable, Sendable {
  public enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "="
    case notEqual = "!="
  }

  public enum Arithmetic: String, CaseIterable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case dividedBy = "/"
  }

  public indirect enum Kind: Hashable, Sendable {
    /// A number, score or percentage, as a plain number: 25% is 0.25.
    case number(Number)
    case money(Money)
    case duration(Duration)
    /// A bare date is its 00:00Z.
    case date(Instant)
    case comparison(Comparison, Expression, Expression)
    /// Two or more operands; nested ones of the same operator are flattened.
    case and([Expression])
    case or([Expression])
    case not(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    case negated(Expression)
    case otherwise(Expression, Expression)
    case known(Expression)
    /// At least so many of the operands hold: `any` is 1, `all` is their count.
    case atLeast(Int, [Expression])
    /// The index of a `let`.
    case reference(Int)
    case catalyst(CatalystReference, CatalystTest)
    case days(DayCount, CatalystReference)
    case news(NewsCall)
    case holding(HoldingMeasure, InstrumentSet)
    case account(AccountMeasure)
  }

  public var kind: Kind
  public var type: ValueType
  public var span: Span

  public init(_ kind: Kind, type: ValueType, span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

extension Expression {
  /// The expressions directly inside, in the author's order; lets are not followed.
  public var operands: [Expression] {
    switch kind {
    case .number, .money, .duration, .date, .reference, .catalyst, .days, .news, .holding, .account:
      []
    case .comparison(_, let left, let right), .arithmetic(_, let left, let right),
      .otherwise(let left, let right):
      [left, right]
    case .and(let parts), .or(let parts), .atLeast(_, let parts): parts
    case .not(let part), .negated(let part), .known(let part): [part]
    }
  }
}

/// A catalyst, or the one of an instrument where the catalyst is declared `for each`.
public struct CatalystReference: Hashable, Sendable {
  /// The index of the catalyst.
  public var catalyst: Int
  public var member: InstrumentReference?

  public init(catalyst: Int, member: InstrumentReference? = nil) {
    self.catalyst = catalyst
    self.member = member
  }
}

/// What is asked of a catalyst.
public enum CatalystTest: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case state(CatalystState)
    /// A declared outcome.
    case outcome(String)
  }

  case isOneOf([State])
  case isAtLeast(CatalystState)
  case changedWithin(Duration)
}

/// Calendar days from or to a catalyst's date; negative once past.
public enum DayCount: String, CaseIterable, Sendable {
  case since = "days_since"
  case until = "days_until"
}

/// A function of the news about a topic or an instrument, over the items available in
/// (as of − over, as of].
public struct NewsCall: Hashable, Sendable {
  public enum Function: String, CaseIterable, Sendable {
    /// Σw·s ÷ Σw with w = relevance · 2^(−age ÷ half life): a score.
    case sentiment
    /// The largest impact: a number from 0 to 1.
    case impact
    /// Sentiment now less sentiment one window earlier: a number from −2 to 2.
    case sentimentChange = "sentiment_change"
    /// How many items.
    case articles
    /// How many distinct owners.
    case sources
    /// The time since the newest item became available: a duration.
    case age
  }

  public enum Subject: Hashable, Sendable {
    /// The index of a topic.
    case topic(Int)
    case instrument(InstrumentReference)
  }

  public var function: Function
  public var subject: Subject
  /// Nothing only for `age`, which may look at all of the past.
  public var over: Duration?
  public var halfLife: Duration?
  /// Items of a lower relevance do not count.
  public var minimumRelevance: Number?
  /// With fewer items the value is unknown.
  public var minimumArticles: Int?
  /// With fewer distinct owners the value is unknown.
  public var minimumSources: Int?

  public init(
    function: Function,
    subject: Subject,
    over: Duration?,
    halfLife: Duration? = nil,
    minimumRelevance: Number? = nil,
    minimumArticles: Int? = nil,
    minimumSources: Int? = nil
  ) {
    self.function = function
    self.subject = subject
    self.over = over
    self.halfLife = halfLife
    self.minimumRelevance = minimumRelevance
    self.minimumArticles = minimumArticles
    self.minimumSources = minimumSources
  }
}

/// A figure of one or more holdings. Weights here are signed: exposure ÷ NAV.
public enum HoldingMeasure: Hashable, Sendable {
  /// Σ exposure ÷ NAV: a percentage, signed.
  case weight
  /// Σ value: money in the base currency.
  case value
  /// Of one instrument: a quantity, signed.
  case quantity
  /// Σ exposure: money in the base currency, signed.
  case exposure
  /// Of one instrument: its own beta. Of several: Σ exposure·beta ÷ Σ exposure.
  case beta
  /// Of one instrument: its price in its own currency.
  case price
  /// What is held has gained since it was bought, as a share of its cost: a percentage.
  case gain
  /// Of one instrument: the change of its price over a time, as a share of the earlier one: a
  /// percentage.
  case priceChange(over: Duration)

  /// The function's name in the language.
  public var name: String {
    switch self {
    case .weight: "weight"
    case .value: "value"
    case .quantity: "quantity"
    case .exposure: "exposure"
    case .beta: "beta"
    case .price: "price"
    case .gain: "gain"
    case .priceChange: "return"
    }
  }
}

/// A figure of the whole account.
public enum AccountMeasure: String, CaseIterable, Sendable {
  /// Total cash in the base currency: money.
  case cash
  /// Net asset value: money.
  case nav
  /// Σ|exposure| ÷ NAV: a percentage.
  case gross
  /// Σ exposure ÷ NAV: a percentage, signed.
  case net
}
