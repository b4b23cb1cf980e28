public import Evaluator
public import Quantities
public import RuleChecker
public import RuleSyntax

/// What running one rulebook's tests gave.
public struct RulebookOutcome: Sendable {
  public var rulebook: CheckedRulebook
  /// In the order of the files.
  public var tests: [TestOutcome]
  public var coverage: Coverage

  public init(rulebook: CheckedRulebook, tests: [TestOutcome], coverage: Coverage) {
    self.rulebook = rulebook
    self.tests = tests
    self.coverage = coverage
  }

  public var failedTests: Int { tests.count { !$0.passed } }
}

/// What running one test gave.
public struct TestOutcome: Sendable {
  public var name: String
  public var nameSpan: Span
  public var span: Span
  /// How many expectations were looked at.
  public var expectations: Int
  /// In order of place; empty when the test passed.
  public var failures: [TestFailure]

  public init(
    name: String,
    nameSpan: Span,
    span: Span,
    expectations: Int = 0,
    failures: [TestFailure] = []
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.span = span
    self.expectations = expectations
    self.failures = failures
  }

  public var passed: Bool { failures.isEmpty }
}

/// An expectation that did not come true, or an entry that can't be.
public struct TestFailure: Sendable {
  public enum Kind: String, Sendable {
    case expectation
    /// The test ends here: what it says can't be.
    case fault
  }

  public var kind: Kind
  /// The expectation or the entry.
  public var span: Span
  /// The moment of the run; nothing for a fault outside of runs.
  public var asOf: Instant?
  /// As written, in one line: `buy NVDA 5`. Empty for a fault.
  public var expected: String
  /// What is so instead: `buy NVDA 4`; of a fault, what is wrong.
  public var actual: String
  /// What to do next; may be empty.
  public var help: String
  /// The whole proposal beside what the run expects of it, where a trade is not as expected.
  public var trades: [TradeRow]
  /// The rules concerned, with every value that they read.
  public var rules: [RuleSight]
  /// The quantity that the engine gives, where that is all that differs.
  public var correction: Correction?

  public init(
    kind: Kind = .expectation,
    span: Span,
    asOf: Instant? = nil,
    expected: String,
    actual: String,
    help: String = "",
    trades: [TradeRow] = [],
    rules: [RuleSight] = [],
    correction: Correction? = nil
  ) {
    self.kind = kind
    self.span = span
    self.asOf = asOf
    self.expected = expected
    self.actual = actual
    self.help = help
    self.trades = trades
    self.rules = rules
    self.correction = correction
  }
}

/// A number to write in place of another.
public struct Correction: Hashable, Sendable {
  public var span: Span
  public var text: String

  public init(span: Span, text: String) {
    self.span = span
    self.text = text
  }
}

/// One instrument's trade: what a run expects of it, and what is proposed.
public struct TradeRow: Hashable, Sendable {
  public var symbol: String
  /// `buy 5`, `no trade`; nothing where nothing is expected of it.
  public var expected: String?
  /// `buy 4`; nothing for no trade.
  public var actual: String?
  /// Whether the two exclude each other.
  public var differs: Bool
  /// Rules and steps that ask for the trade.
  public var causes: [String]

  public init(
    symbol: String,
    expected: String?,
    actual: String?,
    differs: Bool,
    causes: [String]
  ) {
    self.symbol = symbol
    self.expected = expected
    self.actual = actual
    self.differs = differs
    self.causes = causes
  }
}

/// A rule as a run saw it: its state, and each clause with the value of every part.
public struct RuleSight: Sendable {
  public struct Clause: Sendable {
    public var clause: RuleClause
    public var tree: ConditionTree

    public init(clause: RuleClause, tree: ConditionTree) {
      self.clause = clause
      self.tree = tree
    }
  }

  public var rule: String
  /// The instrument of a `for each` rule.
  public var member: String?
  public var state: RuleReport.State
  /// `file:line`.
  public var place: String
  public var clauses: [Clause]

  public init(
    rule: String,
    member: String?,
    state: RuleReport.State,
    place: String,
    clauses: [Clause]
  ) {
    self.rule = rule
    self.member = member
    self.state = state
    self.place = place
    self.clauses = clauses
  }
}
