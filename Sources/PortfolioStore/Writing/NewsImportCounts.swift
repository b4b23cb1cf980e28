/// What became of the items of an import.
public struct NewsImportCounts: Equatable, Sendable {
  /// Items that the file did not have.
  public var new = 0
  /// New revisions of items that it had.
  public var revised = 0
  /// Revisions that it had already.
  public var known = 0
  /// Revisions older than the one it has, by the provider's own time: left out.
  public var outdated = 0
  /// Of the new ones and revisions, those that do not count.
  public var quarantined = 0
  /// Of the new ones and revisions, those whose body was left out.
  public var withoutBody = 0
  /// Revisions whose number is taken by one that says something else: the first stands. At most 100 are
  /// named.
  public var conflicts: [Conflict] = []
  public var conflictCount = 0

  public struct Conflict: Equatable, Sendable {
    public var provider: String
    public var identifier: String
    public var revision: Int
  }

  public init() {}

  /// All items that were offered.
  public var items: Int { new + revised + known + outdated + conflictCount }
}
