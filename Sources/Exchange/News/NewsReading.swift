public import Portfolio
public import Quantities

/// What the user says of news that does not say it itself.
public struct PageFacts: Hashable, Sendable {
  public var published: Instant?
  public var received: Instant?
  /// The publication's name or domain; empty when not known.
  public var source: String
  /// A table of owners beside the one that is shipped, as the user named the file; nothing for none.
  public var ownersFile: String?
  /// Who owns which source.
  public var owners = SourceOwners.standard

  public init(
    published: Instant? = nil,
    received: Instant? = nil,
    source: String = "",
    ownersFile: String? = nil
  ) {
    self.published = published
    self.received = received
    self.source = source
    self.ownersFile = ownersFile
  }
}

/// One thing wrong with a file of news, or worth knowing.
public struct NewsProblem: Hashable, Sendable {
  public enum Severity: String, Sendable {
    /// Something was not read: the file, or a line of it.
    case error
    /// Everything was read; an item may be without a score, or does not count.
    case warning
  }

  public var severity: Severity
  /// As the user named it.
  public var file: String
  /// Both from 1; the column counts Unicode scalars. Line 0: the file as a whole.
  public var line: Int
  public var column: Int
  /// Lowercase, without a full stop, words of the file in backticks.
  public var message: String
  /// What to do next.
  public var help: String

  public init(
    severity: Severity = .error,
    file: String,
    line: Int,
    column: Int,
    message: String,
    help: String
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.help = help
  }
}

/// What a file of news held.
public struct NewsReading: Sendable {
  /// In the order of the file. Quarantined items are among them, with their reason.
  public var items: [Item] = []
  public var problems: [NewsProblem] = []
  /// What a page itself tells investors to do: shown, never matched and never acted on.
  public var decisions: [String] = []

  public init() {}

  /// The items that do not count, each with its reason in `quarantine`.
  public var quarantined: [Item] { items.filter { $0.quarantine != nil } }
}
