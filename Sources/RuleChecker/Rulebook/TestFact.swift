public import Quantities
public import RuleSyntax

/// Something that is so in a test.
public struct TestFact: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case account([AccountFact])
    /// A portfolio file, or a folder of its tables; relative to the file of the test.
    case portfolio(path: String)
    case price(symbol: String, Price, Currency, at: Instant)
    /// The index of the catalyst, the instrument's symbol where it is one of many, and a state or a
    /// declared outcome.
    case catalyst(Int, member: String?, CatalystTest.State, at: Instant)
    case newsStale(at: Instant)
    /// One item, or several one after another.
    case signals(TestSignals)
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// News with scores: `count` items, the first at `at`, each `every` later and its sentiment `step`
/// higher.
public struct TestSignals: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    /// The index of a topic.
    case topic(Int)
    case symbol(String)
  }

  public var subject: Subject
  /// −1 to 1, those of all items.
  public var sentiment: Number
  public var step: Number
  public var count: Int
  public var every: Duration?
  /// 0 to 1.
  public var impact: Number?
  /// Nothing: not known.
  public var source: String?
  public var at: Instant

  public init(
    subject: Subject,
    sentiment: Number,
    step: Number = .zero,
    count: Int = 1,
    every: Duration? = nil,
    impact: Number? = nil,
    source: String? = nil,
    at: Instant
  ) {
    self.subject = subject
    self.sentiment = sentiment
    self.step = step
    self.count = count
    self.every = every
    self.impact = impact
    self.source = source
    self.at = at
  }
}

/// An entry of `account { … }`.
public struct AccountFact: Hashable, Sendable {
  /// A plain number about an instrument.
  public enum Figure: String, CaseIterable, Hashable, Sendable {
    case beta, leverage, multiplier, adv, lot
  }

  public enum Kind: Hashable, Sendable {
    case cash(Money)
    /// Negative is short; the cost is per unit, in the instrument's currency.
    case holds(symbol: String, Quantity, cost: Price?)
    case price(symbol: String, Price, Currency)
    case figure(Figure, symbol: String, Number)
    /// One of `AccountFact.instrumentKinds`.
    case kind(symbol: String, String)
    case tag(symbol: String, dimension: String, value: String)
    /// Of the account itself.
    case accountTag(dimension: String, value: String)
    /// Units of the second for one of the first.
    case rate(Currency, Currency, Number)
  }

  /// What an instrument can be, as a portfolio file spells it.
  public static let instrumentKinds = [
    "stock", "fund", "leveraged_fund", "inverse_fund", "future", "bond", "crypto", "cash_like",
  ]

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}
