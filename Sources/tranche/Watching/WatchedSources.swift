import Foundation

/// The files that a watch goes by, of its rulebook and of its table of owners: notices when one of them changed.
///
/// A change counts when the files stood still for half a second, so that a file that is half written is not read.
struct WatchedSources {
  typealias Moment = ContinuousClock.Instant

  /// Files must stand still for so long.
  static let settling: Swift.Duration = .milliseconds(500)
  /// News do not wait longer for files that never stand still.
  static let patience: Swift.Duration = .seconds(5)

  private let rules: String
  private let owners: String?
  /// What the rulebook was read from, and what it names and was not there.
  private var files: Set<String>
  /// As it was read.
  private var read: [String: Inbox.Stamp?] = [:]
  /// As it was seen last, and since when.
  private var seen: [String: Inbox.Stamp?] = [:]
  private var seenSince: Moment
  private var changedSince: Moment?

  /// To be made before the files are read: what is written meanwhile is then noticed.
  init(rules: String, owners: String?) {
    self.rules = rules
    self.owners = owners
    files = [rules]
    seenSince = .now
    findFiles()
    seen = stamps()
    read = seen
  }

  /// Whether something changed and may still change, so that an evaluation had better wait.
  private(set) var isSettling = false
  /// Whether the files stand as they were read.
  var isSame: Bool { seen == read }

  /// Looks at the files.
  ///
  /// - Returns: whether they changed since they were read, and stood still.
  mutating func look(at now: Moment = .now) -> Bool {
    let stamps = stamps()
    if stamps != seen {
      seen = stamps
      seenSince = now
    }
    guard !isSame else {
      changedSince = nil
      isSettling = false
      return false
    }
    let since = changedSince ?? now
    changedSince = since
    let isStill = now - seenSince >= WatchedSources.settling
    isSettling = !isStill && now - since < WatchedSources.patience
    return isStill
  }

  /// Takes the files as they were seen last for those that are read now. To be called before they are read.
  ///
  /// - Returns: what changed.
  mutating func take() -> (rules: Bool, owners: Bool) {
    let names = Set(seen.keys).union(read.keys).filter { seen[$0] != read[$0] }
    let changed = (rules: names.contains { $0 != owners }, owners: names.contains { $0 == owners })
    findFiles()
    // A file that is known only now was not seen before.
    read = stamps().reduce(into: [:]) { $0[$1.key] = seen[$1.key] ?? $1.value }
    changedSince = nil
    isSettling = false
    return changed
  }

  private mutating func findFiles() {
    if let found = try? RulebookFiles(rules).places { files = found.union([rules]) }
  }

  private func stamps() -> [String: Inbox.Stamp?] {
    var paths = files
    if FileReader.isFolder(rules) { paths.formUnion((try? RulesPaths.files(in: rules)) ?? []) }
    if let owners { paths.insert(owners) }
    return Dictionary(uniqueKeysWithValues: paths.map { ($0, Inbox.Stamp(of: $0)) })
  }
}
