internal import Evaluator
internal import Portfolio
internal import Quantities

/// An alert in plain words: `rule scale_in began to fire in growth, income and 3 more`.
struct WatchText {
  /// Of a name that somebody chose.
  private static let longestName = 60

  let alert: WatchAlert

  /// One line, or more where a terminal is too narrow for it.
  func lines(width: Int) -> String {
    let moment = "\(alert.at)  "
    let words = sentence(within: width - moment.utf8.count)
    var text = StyledText()
    text.append(moment + words, .plain)
    let indentation = String(repeating: " ", count: 4)
    return text.wrapped(to: width, hanging: indentation.utf8.count).enumerated().map {
      ($0 == 0 ? "" : indentation) + $1.plain + "\n"
    }.joined()
  }

  /// What changed, and where: as many accounts by name as have room, but one.
  func sentence(within width: Int) -> String {
    let names = alert.accounts.map(shown)
    guard !names.isEmpty else { return change }
    var count = names.count
    while true {
      let words = change + " in " + list(names, first: count)
      if count == 1 || DisplayWidth.of(words) <= width { return words }
      count = min(count - 1, 12)
    }
  }

  private func list(_ names: [String], first count: Int) -> String {
    let rest = names.count - count
    if rest > 0 { return names.prefix(count).joined(separator: ", ") + " and \(rest) more" }
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private func shown(_ name: String) -> String {
    DisplayText.clean(name, limit: WatchText.longestName)
  }

  private var change: String {
    let subject = shown(alert.change.subject)
    switch alert.change.kind {
    case .ruleFires: return "rule \(subject) began to fire"
    case .ruleExits: return "rule \(subject) began to exit"
    case .ruleEnds:
      let isUndecided = alert.change.to == "undecided"
      return "rule \(subject) \(isUndecided ? "can't be decided any more" : "fires no more")"
    case .stepUnlocked: return "step \(subject) was unlocked"
    case .stepLocked: return "step \(subject) is locked again"
    case .catalystMoved:
      return
        "catalyst \(subject) moved from \(state(alert.change.from)) to \(state(alert.change.to))"
    case .limitNear:
      let room = alert.change.to.flatMap { Int($0) } ?? 0
      return "limit \(subject) is within \(room + 1)% of its bound"
    case .limitBroken: return "limit \(subject) is broken"
    }
  }

  /// `confirmed (beat)`.
  private func state(_ text: String?) -> String {
    guard let text else { return "none" }
    guard let colon = text.firstIndex(of: ":") else { return text }
    return "\(text[..<colon]) (\(text[text.index(after: colon)...]))"
  }
}
