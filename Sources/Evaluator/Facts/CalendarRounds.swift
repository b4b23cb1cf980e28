internal import Portfolio
internal import Quantities

/// The dated events of one catalyst, and which of them it is about at a moment.
///
/// A catalyst from a calendar is about one event at a time: the newest that has come, or before any has
/// come the next one. With the day of the next event a new round begins: what was said in the last
/// one no longer counts.
struct CalendarRounds: Sendable {
  /// What a catalyst is about for a stretch of time.
  struct Round: Equatable, Sendable {
    /// Whether any event is known.
    var isExpected: Bool
    /// The newest event that has come.
    var date: Int64?
    /// Evidence and acts from before this are an earlier round's.
    var start: Int64 = .min
  }

  private struct Row: Hashable, Sendable {
    var at: Int64
    var known: Int64
    /// From then on it is known that there is no such event.
    var gone: Int64
  }

  private let rows: [Row]
  /// What came of the events, as acts that count from when it could be known.
  private let outcomes: [CatalystAct]

  init(_ events: [CalendarEvent]) {
    // Of many instruments, as of one event known several times, some rows say the same.
    let rows = events.map { event in
      let isGone = event.outcome.map { CalendarEvent.withdrawals.contains($0) } ?? false
      return Row(
        at: event.at.secondsSinceEpoch,
        known: event.knownSince.secondsSinceEpoch,
        gone: (isGone ? event.outcomeKnown?.secondsSinceEpoch : nil) ?? .max
      )
    }
    self.rows = Array(Set(rows))
    outcomes = events.compactMap { event in
      guard let outcome = event.outcome, let known = event.outcomeKnown,
        !CalendarEvent.withdrawals.contains(outcome)
      else { return nil }
      return CatalystAct(
        catalyst: "",
        kind: .outcome(outcome),
        at: event.at,
        recorded: max(known, event.knownSince)
      )
    }
  }

  /// All of time, cut where another round begins to count.
  var stretches: [(begin: Int64, end: Int64, round: Round)] {
    let turns = Set(rows.flatMap { [$0.known, max($0.at, $0.known), $0.gone] }).subtracting([.max])
    var stretches: [(begin: Int64, end: Int64, round: Round)] = []
    for begin in [.min] + turns.sorted() {
      let round = round(at: begin)
      if stretches.last?.round == round { continue }
      if !stretches.isEmpty { stretches[stretches.count - 1].end = begin }
      stretches.append((begin, .max, round))
    }
    return stretches
  }

  func round(at moment: Int64) -> Round {
    let standing = standing(at: moment)
    let come = standing.filter { $0.at <= moment }
    guard let newest = come.map(\.at).max() else { return Round(isExpected: !standing.isEmpty) }
    let isFirst = come.allSatisfy { $0.at == newest }
    return Round(isExpected: true, date: newest, start: isFirst ? .min : newest)
  }

  /// The day of the newest event that has come.
  func date(at moment: Int64) -> CalendarDate? {
    round(at: moment).date.map { Instant(secondsSinceEpoch: $0).date }
  }

  /// The next event of the day of `moment` or later.
  func next(at moment: Int64) -> CalendarDate? {
    let today = Instant(secondsSinceEpoch: moment).date
    return standing(at: moment).map { Instant(secondsSinceEpoch: $0.at).date }
      .filter { $0 >= today }.min()
  }

  /// The outcomes that were given of the event of `round`.
  func outcomes(of round: Round) -> [CatalystAct] {
    outcomes.filter { $0.at.secondsSinceEpoch == round.date }
  }

  private func standing(at moment: Int64) -> [Row] {
    rows.filter { $0.known <= moment && moment < $0.gone }
  }
}
