public import Quantities

/// What a provider itself says an item is about, with its score for that subject.
public struct ItemSubject: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case symbol, theme }

  public var kind: Kind
  public var name: String
  /// 0 to 1; nothing when the provider gives none.
  public var relevance: Number?
  /// The provider's own number that the relevance was made from, as it was written; nothing where there is none.
  public var relevanceRaw: String?
  /// −1 to 1; nothing when the provider gives none for this subject.
  public var sentiment: Number?

  public init(
    kind: Kind,
    name: String,
    relevance: Number? = nil,
    relevanceRaw: String? = nil,
    sentiment: Number? = nil
  ) {
    self.kind = kind
    self.name = name
    self.relevance = relevance
    self.relevanceRaw = relevanceRaw
    self.sentiment = sentiment
  }
}

/// How well the moment an item became available is known.
public enum TimeQuality: String, CaseIterable, Sendable {
  case exact
  /// The provider gave a time without a zone, and the format's documented zone was used.
  case assumedZone = "assumed_zone"
  /// Only the moment of receipt is known.
  case receivedOnly = "received_only"
  /// No time at all: counts as known at `as of`.
  case none
}

/// One revision of one news item.
public struct Item: Hashable, Sendable {
  /// The revision of an item whose provider does not number them: `NewsMerge` numbers them by time.
  public static let unnumbered = 0

  /// Stable and unique among items: the provider's own id, or a hash of the content.
  public var identifier: String
  public var provider: String
  /// 1 for the first, or `unnumbered`; a later revision replaces an earlier one from its own `available` on.
  public var revision: Int
  /// The provider withdrew the item: from `available` on it counts as gone.
  public var isDeleted: Bool
  public var title: String
  public var summary: String
  public var body: String
  public var url: String?
  /// The publication's name or domain; empty when not known.
  public var source: String
  /// Who owns the source: what "distinct sources" counts; the source itself when not known.
  public var owner: String
  public var published: Instant?
  public var received: Instant?
  /// max(published, received, provider's update). Nothing: counts as known at `as of`.
  public var available: Instant?
  public var timeQuality: TimeQuality
  /// −1 to 1; nothing when the item has no score. Zero is a score.
  public var sentiment: Number?
  /// 0 to 1.
  public var impact: Number?
  /// The label as received: `mildly positive`.
  public var label: String?
  /// Whether `sentiment` was made from `label` through the label scale.
  public var scoreIsFromLabel: Bool
  /// False for a page without content, whose scores are not signals.
  public var hasContent: Bool
  public var subjects: [ItemSubject]
  /// Why the item does not count; nothing for a good one.
  public var quarantine: String?

  public init(
    identifier: String,
    provider: String,
    revision: Int = 1,
    isDeleted: Bool = false,
    title: String,
    summary: String = "",
    body: String = "",
    url: String? = nil,
    source: String = "",
    owner: String? = nil,
    published: Instant? = nil,
    received: Instant? = nil,
    available: Instant? = nil,
    timeQuality: TimeQuality = .exact,
    sentiment: Number? = nil,
    impact: Number? = nil,
    label: String? = nil,
    scoreIsFromLabel: Bool = false,
    hasContent: Bool = true,
    subjects: [ItemSubject] = [],
    quarantine: String? = nil
  ) {
    self.identifier = identifier
    self.provider = provider
    self.revision = revision
    self.isDeleted = isDeleted
    self.title = title
    self.summary = summary
    self.body = body
    self.url = url
    self.source = source
    self.owner = owner ?? source
    self.published = published
    self.received = received
    self.available = available
    self.timeQuality = timeQuality
    self.sentiment = sentiment
    self.impact = impact
    self.label = label
    self.scoreIsFromLabel = scoreIsFromLabel
    self.hasContent = hasContent
    self.subjects = subjects
    self.quarantine = quarantine
  }
}
