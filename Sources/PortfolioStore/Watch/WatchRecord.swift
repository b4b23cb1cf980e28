public import Quantities

/// One thing that a watch found to be so, as the file keeps it.
public struct WatchRow: Hashable, Sendable {
  /// `rule`, `step`, `limit` or `catalyst`.
  public var kind: String
  public var subject: String
  public var value: String

  public init(kind: String, subject: String, value: String) {
    self.kind = kind
    self.subject = subject
    self.value = value
  }
}

/// How far the watch of one rulebook has come.
public struct WatchMark: Hashable, Sendable {
  /// The moment of the last look that changed anything.
  public var at: Instant
  /// How many alerts there were so far: each has its number.
  public var alerts: Int64
  /// How the world stood.
  public var world: [WatchRow]
  /// How each account stood, by name; without those of which there was nothing to keep.
  public var accounts: [String: [WatchRow]]
}

/// What one look of a watch writes, all of it or nothing.
public struct WatchRecord: Sendable {
  /// A file of the inbox that was imported, or could not be.
  public struct TakenFile: Hashable, Sendable {
    public var digest: String
    public var name: String
    public var items: Int
    public var mistakes: Int

    public init(digest: String, name: String, items: Int, mistakes: Int) {
      self.digest = digest
      self.name = name
      self.items = items
      self.mistakes = mistakes
    }
  }

  /// Something to be delivered.
  public struct Alert: Hashable, Sendable {
    /// The same in each delivery.
    public var id: String
    public var content: String

    public init(id: String, content: String) {
      self.id = id
      self.content = content
    }
  }

  public var rulebook: String
  public var rulebookHash: String
  public var at: Instant
  /// The number of the last alert.
  public var alerts: Int64
  /// How the world stands; nothing where that did not change.
  public var world: [WatchRow]?
  /// How the accounts stand that changed, by name.
  public var accounts: [String: [WatchRow]] = [:]
  public var files: [TakenFile] = []
  /// In the order in which they are to be delivered.
  public var outbox: [Alert] = []
  /// To whom each is to be delivered.
  public var targets: [OutboxEntry.Target] = []

  public init(rulebook: String, rulebookHash: String, at: Instant, alerts: Int64) {
    self.rulebook = rulebook
    self.rulebookHash = rulebookHash
    self.at = at
    self.alerts = alerts
  }
}

/// An alert that is not delivered yet.
public struct OutboxEntry: Hashable, Sendable {
  public enum Target: String, CaseIterable, Sendable { case command, webhook }

  /// When a refused alert is due: no moment that comes.
  static let never = Instant(secondsSinceEpoch: 253_402_300_799)

  public var number: Int64
  public var alert: String
  public var target: Target
  public var content: String
  public var attempts: Int
  /// When it is to be tried next.
  public var due: Instant
}

/// What became of an attempt to deliver.
public enum DeliveryOutcome: Hashable, Sendable {
  case delivered
  /// With the reason, and when to try again.
  case failed(String, again: Instant)
  /// With the reason: it is kept, and not tried again before somebody asks for it.
  case refused(String)
}
