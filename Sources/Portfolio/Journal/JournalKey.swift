/// What names stand for in a journal: a rulebook, a rule of it, or a step of a build.
public struct JournalKey: Hashable, Sendable, CustomStringConvertible {
  public let rulebook: String
  public let rule: String?
  public let step: String?

  /// `rulebook`, `rulebook.rule` or `rulebook.rule.step`.
  public init?(_ text: String) {
    let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard (1...3).contains(names.count), names.allSatisfy({ !$0.isEmpty }) else { return nil }
    rulebook = names[0]
    rule = names.count > 1 ? names[1] : nil
    step = names.count > 2 ? names[2] : nil
  }

  public var description: String {
    [rulebook, rule, step].compactMap { $0 }.joined(separator: ".")
  }

  /// Whether `other` may take its place: a rulebook for a rulebook, a rule or step for another of the same
  /// rulebook and rule.
  public func canBecome(_ other: JournalKey) -> Bool {
    if self == other { return false }
    if step != nil { return other.step != nil && (rulebook, rule) == (other.rulebook, other.rule) }
    if rule != nil { return other.rule != nil && other.step == nil && rulebook == other.rulebook }
    return other.rule == nil
  }
}
