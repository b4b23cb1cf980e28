public import Quantities
public import RuleSyntax

/// Where a catalyst stands. The first six are steps of growing certainty; the last three are exits.
public enum CatalystState: String, CaseIterable, Sendable {
  case none, expected, rumoured, reported, corroborated, confirmed
  case denied, retracted, expired

  /// Its step, 0 to 5; nothing for an exit. `is at least` compares steps, and no exit reaches one.
  public var step: Int? {
    switch self {
    case .none: 0
    case .expected: 1
    case .rumoured: 2
    case .reported: 3
    case .corroborated: 4
    case .confirmed: 5
    case .denied, .retracted, .expired: nil
    }
  }
}

/// A named event that rules wait for.
public struct Catalyst: Hashable, Sendable {
  /// When it is due.
  public enum Schedule: Hashable, Sendable {
    case on(CalendarDate)
    case by(CalendarDate)
    /// Dated events of this kind in the portfolio file, per instrument.
    case calendar(String)
  }

  public var name: String
  public var title: String?
  /// The instruments that each have a catalyst of this name; nothing for a single one.
  public var forEach: MemberVariable?
  /// The index of the topic whose items may hold evidence; nothing: any item may.
  public var topic: Int?
  public var evidence: [Phrase]
  /// Further words that hold a sentence back, besides the language's own.
  public var unless: [String]
  /// Sources (by name, owner or the host of the URL) that suffice alone.
  public var official: [String]
  /// Distinct owners that make it `corroborated`: 2 unless given.
  public var corroboratedBy: Int
  public var isConfirmedByOfficial: Bool
  public var expiresAfter: Duration?
  public var schedule: Schedule?
  public var outcomes: [String]
  public var span: Span

  public init(
    name: String,
    title: String? = nil,
    forEach: MemberVariable? = nil,
    topic: Int? = nil,
    evidence: [Phrase] = [],
    unless: [String] = [],
    official: [String] = [],
    corroboratedBy: Int = 2,
    isConfirmedByOfficial: Bool = false,
    expiresAfter: Duration? = nil,
    schedule: Schedule? = nil,
    outcomes: [String] = [],
    span: Span
  ) {
    self.name = name
    self.title = title
    self.forEach = forEach
    self.topic = topic
    self.evidence = evidence
    self.unless = unless
    self.official = official
    self.corroboratedBy = corroboratedBy
    self.isConfirmedByOfficial = isConfirmedByOfficial
    self.expiresAfter = expiresAfter
    self.schedule = schedule
    self.outcomes = outcomes
    self.span = span
  }
}
