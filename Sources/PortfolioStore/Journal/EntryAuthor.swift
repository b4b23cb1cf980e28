public import Quantities

/// Who writes into the journal, when, and why.
public struct EntryAuthor: Sendable {
  /// The moment of writing.
  public var recorded: Instant
  public var who: String
  public var note: String

  public init(recorded: Instant, who: String = "", note: String = "") {
    self.recorded = recorded
    self.who = who
    self.note = note
  }
}
