/// What a condition can come to, or of a value whether it is known: then it both holds and fails.
struct Outcomes: OptionSet {
  let rawValue: UInt8

  static let holds = Outcomes(rawValue: 1)
  static let fails = Outcomes(rawValue: 2)
  static let quiet = Outcomes(rawValue: 4)
  static let blind = Outcomes(rawValue: 8)
  static let known: Outcomes = [.holds, .fails]
  static let unknown: Outcomes = [.quiet, .blind]

  /// At least `count` of the operands, each independent of the others.
  static func atLeast(_ count: Int, of operands: [Outcomes]) -> Outcomes {
    var found: Outcomes = []
    if operands.count(where: { $0.contains(.holds) }) >= count { found.insert(.holds) }
    if operands.count(where: { $0.contains(.fails) }) > operands.count - count {
      found.insert(.fails)
    }
    // Quiet: no operand is blind. Blind: one is, and the others are anything.
    let withoutBlind = operands.map { $0.subtracting(.blind) }
    if !withoutBlind.contains([]), canStayOpen(count, withoutBlind) { found.insert(.quiet) }
    if operands.contains(where: { $0.contains(.blind) }), canStayOpen(count, operands) {
      found.insert(.blind)
    }
    return found
  }

  /// Whether so few hold, and so many may yet, that nothing is decided.
  private static func canStayOpen(_ count: Int, _ operands: [Outcomes]) -> Bool {
    let open = operands.count { !$0.isDisjoint(with: .unknown) }
    let mustHold = operands.count { $0 == .holds }
    let mustFail = operands.count { $0 == .fails }
    return open > 0 && mustHold < count && operands.count - mustFail >= count
  }

  /// Of a value made of two.
  func combined(with other: Outcomes) -> Outcomes {
    var found: Outcomes = []
    if contains(.holds), other.contains(.holds) { found.formUnion(.known) }
    if contains(.blind) || other.contains(.blind) { found.insert(.blind) }
    if contains(.quiet), !other.isDisjoint(with: [.holds, .quiet]) { found.insert(.quiet) }
    if other.contains(.quiet), !isDisjoint(with: [.holds, .quiet]) { found.insert(.quiet) }
    return found
  }

  var negated: Outcomes {
    var found = intersection(.unknown)
    if contains(.holds) { found.insert(.fails) }
    if contains(.fails) { found.insert(.holds) }
    return found
  }
}
