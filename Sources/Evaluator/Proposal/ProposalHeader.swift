public import Quantities

/// What an evaluation says once per run, whatever the account.
public struct ProposalHeader: Sendable {
  public static let schema = "tranche.proposal/1"

  /// What went in, as digests of canonical content.
  public struct Inputs: Hashable, Sendable {
    /// Instruments, prices, rates and tags as known at `asOf`.
    public var marketHash: String
    /// Items as known at `asOf`, and persons' acts.
    public var newsHash: String
    /// Items that count at `asOf`.
    public var items: Int
    /// Persons' acts that count at `asOf`.
    public var acts: Int

    public init(marketHash: String, newsHash: String, items: Int, acts: Int) {
      self.marketHash = marketHash
      self.newsHash = newsHash
      self.items = items
      self.acts = acts
    }
  }

  public var asOf: Instant
  public var rulebookName: String
  public var rulebookTitle: String?
  public var rulebookHash: String
  public var inputs: Inputs
  /// What was assumed instead of what is so, ascending.
  public var assumptions: [AssumedFact]
  /// What a person asked for beside the rulebook.
  public var terms: TradingTerms
  /// The accounts asked for; none for all.
  public var accounts: [String]
  /// A digest of all of the above: the same inputs give the same id.
  public var id: String
  /// News functions that rules read, in ascending order of id.
  public var facts: [Fact]
  public var catalysts: [CatalystReport]
  /// Rules that depend on the world alone; the others stand with each account.
  public var rules: [RuleReport]
  /// Builds whose state and steps' gates the world alone decides. They stand with each account as well, with
  /// what the account has of their steps.
  public var builds: [RuleReport]
  /// What a reader must know of the inputs: items without times, a stale feed, symbols that match
  /// no instrument.
  public var notices: [Notice]

  public init(
    asOf: Instant,
    rulebookName: String,
    rulebookTitle: String?,
    rulebookHash: String,
    inputs: Inputs,
    assumptions: [AssumedFact] = [],
    terms: TradingTerms = .unrestricted,
    accounts: [String] = [],
    id: String,
    facts: [Fact],
    catalysts: [CatalystReport],
    rules: [RuleReport],
    builds: [RuleReport] = [],
    notices: [Notice]
  ) {
    self.asOf = asOf
    self.rulebookName = rulebookName
    self.rulebookTitle = rulebookTitle
    self.rulebookHash = rulebookHash
    self.inputs = inputs
    self.assumptions = assumptions
    self.terms = terms
    self.accounts = accounts
    self.id = id
    self.facts = facts
    self.catalysts = catalysts
    self.rules = rules
    self.builds = builds
    self.notices = notices
  }
}

/// A value that conditions read from the news, with the items it was made from.
public struct Fact: Hashable, Sendable {
  /// Stable: the call in its canonical spelling, `sentiment(kernel_rust, over: 30d)`.
  public var id: String
  /// As shown: `0.30`, `unknown (no item in the window)`.
  public var value: String
  /// Identifiers of the items that made the value, ascending.
  public var items: [String]
  /// Whether the value was assumed.
  public var isAssumed: Bool

  public init(id: String, value: String, items: [String], isAssumed: Bool = false) {
    self.id = id
    self.value = value
    self.items = items
    self.isAssumed = isAssumed
  }
}

/// Where a catalyst stands at `asOf`, and what was found for it.
public struct CatalystReport: Hashable, Sendable {
  /// A sentence in which a phrase of the catalyst was found.
  public struct Evidence: Hashable, Sendable {
    public var item: String
    public var owner: String
    public var sentence: String
    /// The denial or hedge word that holds the sentence back; nothing when it counts.
    public var heldBackBy: String?

    public init(item: String, owner: String, sentence: String, heldBackBy: String?) {
      self.item = item
      self.owner = owner
      self.sentence = sentence
      self.heldBackBy = heldBackBy
    }
  }

  public var name: String
  /// The instrument, for a catalyst `for each`.
  public var member: String?
  /// `none`, `confirmed`, …; with a stale feed and no person's act, still the last known state.
  public var state: String
  public var outcome: String?
  /// Since when, if it ever moved.
  public var since: Instant?
  /// Whether its scheduled date passed without an outcome.
  public var isOverdue: Bool
  public var evidence: [Evidence]
  /// Whether state and outcome were assumed.
  public var isAssumed: Bool

  public init(
    name: String,
    member: String? = nil,
    state: String,
    outcome: String? = nil,
    since: Instant? = nil,
    isOverdue: Bool = false,
    evidence: [Evidence] = [],
    isAssumed: Bool = false
  ) {
    self.name = name
    self.member = member
    self.state = state
    self.outcome = outcome
    self.since = since
    self.isOverdue = isOverdue
    self.evidence = evidence
    self.isAssumed = isAssumed
  }
}

/// A remark on the inputs of a run.
public struct Notice: Hashable, Sendable {
  public enum Severity: String, Sendable { case note, warning, error }

  public var severity: Severity
  public var code: String
  public var message: String

  public init(severity: Severity, code: String, message: String) {
    self.severity = severity
    self.code = code
    self.message = message
  }
}
