public import Quantities
public import RuleSyntax

/// A condition taken apart: every part of it with what it came to. Plain data, made from the same
/// evaluation that decides the rule.
public struct ConditionTree: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// All, any, or at least so many of `parts` must hold.
    case all, any
    case atLeast(Int)
    /// The opposite of its one part.
    case not
    /// A value against a value: its two parts.
    case comparison
    /// What is asked of a catalyst; no parts.
    case catalyst
    /// Whether its one part is known.
    case known
    /// The first part when it is known, else the second.
    case otherwise
    /// What a `let` stands for: its one part.
    case name
    /// Arithmetic on its parts.
    case arithmetic
    /// A number, date, duration or amount as written; no parts.
    case literal
    /// A value read from the news, a catalyst or the account; no parts.
    case reading
    /// `at least 20d after default_on`, of a step; no parts.
    case delay
  }

  public var kind: Kind
  /// As its author would write it, a variable of `for each` replaced by its instrument.
  public var text: String
  /// Of a condition always; of a value only where it is unknown: `quiet` or `blind`.
  public var verdict: Finding.Verdict?
  /// The exact value of what is not a condition; nothing where it is unknown. Scores and percentages
  /// are plain numbers, money is in the account's base currency, durations are seconds.
  public var value: Ratio?
  /// What it came to, for a reader: `0.21`, `reported`, `1 of 3`, `true`, `unknown`.
  public var actual: String
  /// Of a comparison, a catalyst's test, a count or a delay: what it must be to hold, `at least 0.25`.
  public var needed: String
  /// The exact signed way to where it turns, shown: `+0.04`; empty when there is none to state.
  public var distance: String
  /// For an unknown: the input that would decide it.
  public var missing: String
  /// Ids of the facts that this part itself reads.
  public var facts: [String]
  /// Whether it was still open when the parts before it were read: after the first `false` of `and`
  /// nothing more is needed.
  public var isNeeded: Bool
  /// Where it stands in the rulebook.
  public var span: Span
  public var parts: [ConditionTree]

  public init(
    _ kind: Kind,
    text: String,
    verdict: Finding.Verdict? = nil,
    value: Ratio? = nil,
    actual: String,
    needed: String = "",
    distance: String = "",
    missing: String = "",
    facts: [String] = [],
    isNeeded: Bool = true,
    span: Span,
    parts: [ConditionTree] = []
  ) {
    self.kind = kind
    self.text = text
    self.verdict = verdict
    self.value = value
    self.actual = actual
    self.needed = needed
    self.distance = distance
    self.missing = missing
    self.facts = facts
    self.isNeeded = isNeeded
    self.span = span
    self.parts = parts
  }
}

extension ConditionTree {
  /// The undivided conditions inside, lets followed, in the author's order: comparisons, tests of
  /// catalysts, `known` and delays.
  public var leaves: [ConditionTree] {
    switch kind {
    case .comparison, .catalyst, .known, .delay: [self]
    case .all, .any, .atLeast, .not, .otherwise, .name: parts.flatMap(\.leaves)
    case .arithmetic, .literal, .reading: []
    }
  }
}

/// A clause of a rule that has a truth.
public enum RuleClause: Hashable, Sendable, CustomStringConvertible {
  case when, until
  case exitWhen
  /// The gate of a build's step, by its name.
  case step(String)

  public var description: String {
    switch self {
    case .when: "when"
    case .until: "until"
    case .exitWhen: "exit when"
    case .step(let name): "step \(name)"
    }
  }
}

/// What one clause of one rule came to in one account.
public struct ClauseTruth: Hashable, Sendable {
  public var rule: String
  /// The instrument of a `for each` rule.
  public var member: String?
  public var clause: RuleClause
  public var verdict: Finding.Verdict

  public init(rule: String, member: String?, clause: RuleClause, verdict: Finding.Verdict) {
    self.rule = rule
    self.member = member
    self.clause = clause
    self.verdict = verdict
  }
}
