public import Quantities

/// A dated event of an instrument: earnings, a meeting, a change of an index.
public struct CalendarEvent: Hashable, Sendable {
  /// The instrument's symbol.
  public var symbol: String
  /// What kind of event it is; catalysts name it.
  public var kind: String
  public var at: Instant
  /// When it could be known that there is such an event.
  public var knownSince: Instant
  /// What came of it; `moved` and `cancelled` take the event back.
  public var outcome: String?
  /// When that could be known; there if and only if there is an outcome.
  public var outcomeKnown: Instant?

  public init(
    symbol: String,
    kind: String,
    at: Instant,
    knownSince: Instant,
    outcome: String? = nil,
    outcomeKnown: Instant? = nil
  ) {
    self.symbol = symbol
    self.kind = kind
    self.at = at
    self.knownSince = knownSince
    self.outcome = outcome
    self.outcomeKnown = outcomeKnown
  }

  /// Outcomes that say there is no such event.
  public static let withdrawals: Set<String> = ["moved", "cancelled"]
}
