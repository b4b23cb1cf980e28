public import Quantities
public import RuleChecker

/// Where one catalyst stands at a moment.
public struct CatalystStanding: Sendable {
  /// The last known state, whether or not the feed is stale.
  public var state: CatalystState
  /// A declared outcome; implies `confirmed`.
  public var outcome: String?
  /// When it last moved; nothing if it never did.
  public var since: Instant?
  /// Whether a person's act or a calendar settles it, so that a stale feed does not make it blind.
  public var isSettledByPerson: Bool
  /// Its scheduled or confirmed date, for `days_since`; of a calendar the newest that has come.
  public var date: CalendarDate?
  /// The date that `days_until` counts to: the same, but of a calendar the next that is to come.
  public var nextDate: CalendarDate?
  /// Its scheduled date is past and there is no outcome.
  public var isOverdue: Bool
  /// Identifiers of the items whose evidence counts, ascending.
  public var items: [String]
  /// Every sentence found, those that were held back included.
  public var evidence: [CatalystReport.Evidence]
  /// Whether it was assumed.
  public var isAssumed = false

  public init(
    state: CatalystState,
    outcome: String? = nil,
    since: Instant? = nil,
    isSettledByPerson: Bool = false,
    date: CalendarDate? = nil,
    nextDate: CalendarDate? = nil,
    isOverdue: Bool = false,
    items: [String] = [],
    evidence: [CatalystReport.Evidence] = []
  ) {
    self.state = state
    self.outcome = outcome
    self.since = since
    self.isSettledByPerson = isSettledByPerson
    self.date = date
    self.nextDate = nextDate ?? date
    self.isOverdue = isOverdue
    self.items = items
    self.evidence = evidence
  }
}
