public import Quantities

/// What a person did to a catalyst: the only thing besides a structured feed that can settle one.
public struct CatalystAct: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The person heard a rumour, saw a report, or knows of several independent ones: counts as evidence
    /// of that strength.
    case rumour, report, corroborate
    case confirm
    case deny
    case retract
    /// A declared outcome; implies `confirmed`.
    case outcome(String)
    /// It stands in this state from then on, as if it had news of its own to show for it: how a test
    /// puts a catalyst where no person's word leads. No portfolio file holds one.
    case state(String)
  }

  /// The catalyst's name in the rulebook.
  public var catalyst: String
  /// The instrument's symbol, for a catalyst `for each` instrument.
  public var member: String?
  public var kind: Kind
  /// When it holds from.
  public var at: Instant
  /// When it was written down; an act counts from the later of the two.
  public var recorded: Instant
  public var who: String
  public var evidence: String
  public var note: String

  public init(
    catalyst: String,
    member: String? = nil,
    kind: Kind,
    at: Instant,
    recorded: Instant,
    who: String = "",
    evidence: String = "",
    note: String = ""
  ) {
    self.catalyst = catalyst
    self.member = member
    self.kind = kind
    self.at = at
    self.recorded = recorded
    self.who = who
    self.evidence = evidence
    self.note = note
  }
}
