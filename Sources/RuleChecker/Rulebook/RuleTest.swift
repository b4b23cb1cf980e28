public import Quantities
public import RuleSyntax

/// A rulebook's own example: an account, some facts, and what must come of them.
public struct RuleTest: Hashable, Sendable {
  /// In the author's order: a run knows the facts above it.
  public enum Entry: Hashable, Sendable {
    case fact(TestFact)
    case run(TestRun)
    case between(TestStep)
  }

  public var name: String
  public var entries: [Entry]
  /// The name, quotes included.
  public var nameSpan: Span
  public var span: Span

  public init(name: String, entries: [Entry], nameSpan: Span, span: Span) {
    self.name = name
    self.entries = entries
    self.nameSpan = nameSpan
    self.span = span
  }
}

/// `as of DATE { … }`: an evaluation and what is expected of it.
public struct TestRun: Hashable, Sendable {
  /// A bare date is its last second.
  public var asOf: Instant
  public var expectations: [Expectation]
  public var span: Span

  public init(asOf: Instant, expectations: [Expectation], span: Span) {
    self.asOf = asOf
    self.expectations = expectations
    self.span = span
  }
}

/// What happens between two runs.
public struct TestStep: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The last run's changes are sent.
    case apply
    /// So much of every open order is filled; the rest is cancelled unless it is left open.
    case fill(Percent, leavesOpen: Bool)
    /// What is open is cancelled.
    case cancel
    /// A trade of the person's own; negative for a sale.
    case byHand(symbol: String, quantity: Quantity)
    /// `new` for every `old`.
    case split(symbol: String, new: Int, old: Int)
  }

  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// Something that a run must bring.
public struct Expectation: Hashable, Sendable {
  public enum State: String, Hashable, Sendable {
    case fires, waits, exits
    case isUnknown = "is unknown"
    case isBlocked = "is blocked"
  }

  public enum Trade: String, Hashable, Sendable { case buy, sell, short, cover }

  public enum Status: String, Hashable, Sendable { case ready, review, blocked }

  public enum Kind: Hashable, Sendable {
    case state(rule: String, State, symbol: String?)
    /// The step is unlocked.
    case reaches(rule: String, step: String)
    /// A limit or a rule makes an increase smaller.
    case cuts(name: String, symbol: String?)
    case noTrade
    case noTradeIn(symbol: String)
    /// For a rule, or for a step of any rule.
    case noTradeFor(name: String)
    /// Without a quantity: any.
    case trade(Trade, symbol: String, quantity: Quantity?)
    case conflict(String, String)
    case review(String)
    case account(Status)
  }

  public var kind: Kind
  /// What follows `expect`.
  public var span: Span
  /// The quantity of a trade, where one is written.
  public var quantitySpan: Span?

  public init(_ kind: Kind, span: Span, quantitySpan: Span? = nil) {
    self.kind = kind
    self.span = span
    self.quantitySpan = quantitySpan
  }
}
