/// What a watch tells changes of: of the world, or of one account.
public struct WatchState: Hashable, Sendable {
  /// One thing that is so.
  public struct Entry: Hashable, Comparable, Sendable {
    public var kind: Kind
    /// `rule` or `rule[SYMBOL]`, `rule.step`, `limit: SUBJECT`, or a catalyst's name.
    public var subject: String
    /// `fires` or `exits` of a rule, `open` of a step, the whole percent of room that a limit has left or
    /// `broken`, the state of a catalyst with its outcome behind a colon.
    public var value: String

    public init(_ kind: Kind, _ subject: String, _ value: String) {
      self.kind = kind
      self.subject = subject
      self.value = value
    }

    public static func < (one: Entry, two: Entry) -> Bool {
      (one.kind.rawValue, one.subject, one.value) < (two.kind.rawValue, two.subject, two.value)
    }
  }

  public enum Kind: String, CaseIterable, Sendable { case rule, step, limit, catalyst }

  /// In ascending order; at most one of each kind and subject.
  public let entries: [Entry]
  /// Rules that can't be decided now, for want of news or of another fact; not kept between runs.
  public let undecided: Set<String>

  public init(_ entries: [Entry] = [], undecided: Set<String> = []) {
    self.entries = entries.sorted()
    self.undecided = undecided
  }

  /// Whether nothing would be told from one to the other, and nothing is to be kept.
  public func isSame(as other: WatchState) -> Bool { entries == other.entries }
}

extension WatchState {
  /// What is so now and was not, or no longer is, in ascending order of kind and subject.
  ///
  /// A limit whose room grew is no change, and neither is one that has room again. What the rulebook no longer
  /// speaks of ends without a word.
  public func changes(from earlier: WatchState, in watched: WatchedNames) -> [WatchChange] {
    var changes: [WatchChange] = []
    let before = earlier.bySubject
    let after = bySubject
    for (key, value) in after {
      let known = before[key]
      if known != value, let change = WatchChange(key, from: known, to: value) {
        changes.append(change)
      }
    }
    for (key, value) in before where after[key] == nil && watched.has(key) {
      let isUndecided = key.kind == .rule && undecided.contains(key.subject)
      let change = WatchChange(key, from: value, to: isUndecided ? "undecided" : nil)
      if let change { changes.append(change) }
    }
    return changes.sorted()
  }

  struct Key: Hashable {
    var kind: Kind
    var subject: String
  }

  private var bySubject: [Key: String] {
    Dictionary(entries.map { (Key(kind: $0.kind, subject: $0.subject), $0.value) }) { first, _ in
      first
    }
  }
}

/// The names that a rulebook gives to what is watched.
public struct WatchedNames: Sendable {
  let rules: Set<String>
  let steps: Set<String>
  let catalysts: Set<String>

  func has(_ key: WatchState.Key) -> Bool {
    switch key.kind {
    case .rule: rules.contains(WatchedNames.name(in: key.subject, upTo: "["))
    case .step: steps.contains(WatchedNames.withoutMember(key.subject))
    case .catalyst: catalysts.contains(WatchedNames.name(in: key.subject, upTo: "("))
    // That a limit has room again is not told, whether it is there or not.
    case .limit: false
    }
  }

  private static func name(in subject: String, upTo end: Character) -> String {
    String(subject.prefix { $0 != end })
  }

  /// `rule[SYMBOL].step` as `rule.step`.
  private static func withoutMember(_ subject: String) -> String {
    guard let open = subject.firstIndex(of: "["), let close = subject.lastIndex(of: "]"),
      open < close
    else { return subject }
    return String(subject[..<open] + subject[subject.index(after: close)...])
  }
}
