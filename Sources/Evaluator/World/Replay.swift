import Portfolio
import Quantities
import RuleChecker

/// The past of a `when … until` rule over news and catalysts alone: what the end of each UTC day did to
/// its state. An account's journal may know better from some day on, so the moves are kept, not only
/// their outcome.
struct Replay: Hashable, Sendable {
  enum Move: Sendable { case start, end, keep }

  static let days: Int32 = 400

  /// The day of the first move; later ones follow day by day, up to the day before `asOf`.
  private let firstDay: Int32
  private let moves: [Move]

  init(rule: Rule, member: Int?, world: WorldFacts) {
    let today = world.asOf.date.daysSinceEpoch
    let earliest = today - Replay.days
    let settles =
      rule.when == nil
      || rule.expressions.contains {
        $0.settlesUnknowns(in: world.rulebook)
      }
    // Before anything is known every condition is unknown, and nothing moves.
    let firstKnown = settles ? earliest : Replay.firstKnownDay(of: rule, member, world)
    firstDay = max(earliest, min(firstKnown ?? today, today))
    moves = (firstDay..<today).map { day in
      let moment = Instant(endOf: CalendarDate(daysSinceEpoch: day))
      return Replay.move(of: rule, Conditions(world: world, at: moment, member: member))
    }
  }

  /// Whether the rule was in force before `asOf`. `known` is what the journal says, which stands at
  /// the end of its day.
  func isActive(startingFrom known: Journal.RuleState?) -> Bool {
    var isActive = known?.isActive ?? false
    let skipped = known.map { Int($0.at.date.daysSinceEpoch) + 1 - Int(firstDay) } ?? 0
    for move in moves.dropFirst(max(0, skipped)) {
      switch move {
      case .start: isActive = true
      case .end: isActive = false
      case .keep: break
      }
    }
    return isActive
  }

  private static func move(of rule: Rule, _ conditions: Conditions) -> Move {
    guard let until = rule.until else { return .keep }
    switch conditions.truth(of: until) {
    case .holds: return .end
    case .quiet, .blind: return .keep
    case .fails:
      let when = rule.when.map { conditions.truth(of: $0) } ?? .holds
      return when == .holds ? .start : .keep
    }
  }

  /// The first day on which anything that the rule reads was known; nothing when nothing is.
  private static func firstKnownDay(of rule: Rule, _ member: Int?, _ world: WorldFacts) -> Int32? {
    var first: Int32?
    var readsCatalysts = false
    func note(_ expression: Expression) {
      expression.visit { part in
        switch part.kind {
        case .news(let call):
          let subject: NewsSubject? =
            switch call.subject {
            case .topic(let index): .topic(index)
            case .instrument(.symbol(let symbol)): .symbol(symbol)
            case .instrument(.member): member.map { .symbol(world.market.instruments[$0].symbol) }
            }
          // Counts are known, as 0, as soon as the feed is alive; scores need an item.
          let isCount = call.function == .articles || call.function == .sources
          let known =
            isCount
            ? world.archive.firstAvailable
            : subject.flatMap { world.archive.firstAvailable(about: $0) }
          if let day = known?.date.daysSinceEpoch { first = min(first ?? day, day) }
        case .catalyst: readsCatalysts = true
        case .reference(let index): note(world.rulebook.lets[index].value)
        default: break
        }
      }
    }
    for expression in [rule.when, rule.until].compactMap({ $0 }) { note(expression) }
    return readsCatalysts ? world.asOf.date.daysSinceEpoch - days : first
  }
}
