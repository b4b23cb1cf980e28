/// The outcome of a condition. Unknown is not false, and has two causes; see `Reading`.
public enum Truth: String, Sendable {
  case holds = "true"
  case fails = "false"
  /// Undecided because a live feed has nothing in the window.
  case quiet
  /// Undecided because a fact is missing or stale.
  case blind

  var isUnknown: Bool { self == .quiet || self == .blind }

  init(_ value: Bool) { self = value ? .holds : .fails }

  var negated: Truth {
    switch self {
    case .holds: .fails
    case .fails: .holds
    case .quiet, .blind: self
    }
  }

  /// Whether at least `count` of `operands` hold: false once too few still can, and blind rather
  /// than quiet when any blind operand stands in the way. `and` and `or` are its two ends.
  static func atLeast(_ count: Int, of operands: some Sequence<Truth>) -> Truth {
    var holding = 0
    var open = 0
    var isBlind = false
    for operand in operands {
      switch operand {
      case .holds: holding += 1
      case .fails: break
      case .quiet: open += 1
      case .blind:
        open += 1
        isBlind = true
      }
    }
    if holding >= count { return .holds }
    if holding + open < count { return .fails }
    return isBlind ? .blind : .quiet
  }
}
