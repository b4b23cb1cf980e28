/// Something that changed between two looks at the world or at an account.
public struct WatchChange: Hashable, Comparable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case ruleFires = "rule_fires"
    case ruleExits = "rule_exits"
    case ruleEnds = "rule_ends"
    case stepUnlocked = "step_unlocked"
    case stepLocked = "step_locked"
    case catalystMoved = "catalyst_moved"
    case limitNear = "limit_near"
    case limitBroken = "limit_broken"
  }

  public var kind: Kind
  /// `rule` or `rule[SYMBOL]`, `rule.step`, `limit: SUBJECT`, or a catalyst's name.
  public var subject: String
  /// What was so: of a rule `fires` or `exits`, of a catalyst its state, of a limit the whole percent of its room.
  public var from: String?
  public var to: String?

  public init(_ kind: Kind, _ subject: String, from: String? = nil, to: String? = nil) {
    self.kind = kind
    self.subject = subject
    self.from = from
    self.to = to
  }

  /// Nothing where it is not worth a word.
  init?(_ key: WatchState.Key, from: String?, to: String?) {
    let kind: Kind
    switch key.kind {
    case .rule:
      switch to {
      case "fires": kind = .ruleFires
      case "exits": kind = .ruleExits
      default: kind = .ruleEnds
      }
    case .step: kind = to == nil ? .stepLocked : .stepUnlocked
    case .catalyst: kind = .catalystMoved
    case .limit:
      guard let to, RoomLeft(to) < RoomLeft(from) else { return nil }
      kind = to == RoomLeft.broken ? .limitBroken : .limitNear
    }
    self.init(kind, key.subject, from: from, to: to)
  }

  public static func < (one: WatchChange, two: WatchChange) -> Bool {
    (one.kind.rawValue, one.subject, one.from ?? "", one.to ?? "")
      < (two.kind.rawValue, two.subject, two.from ?? "", two.to ?? "")
  }
}

/// What a limit has left of its bound, as it is kept: a whole percent below 10, or `broken`.
struct RoomLeft: Comparable {
  static let broken = "broken"
  /// From here on nothing is told.
  static let enough = 10

  private let percent: Int

  init(_ text: String?) {
    percent = text.map { $0 == RoomLeft.broken ? -1 : Int($0) ?? 0 } ?? RoomLeft.enough
  }

  static func < (one: RoomLeft, two: RoomLeft) -> Bool { one.percent < two.percent }
}
