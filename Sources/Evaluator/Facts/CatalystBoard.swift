public import Portfolio
public import Quantities
public import RuleChecker

/// Where every catalyst stood at any moment, from items and persons' acts known by then.
public struct CatalystBoard: Sendable {
  private let catalysts: [Catalyst]
  private let revisions: [NewsRevision]
  private let hits: [[CatalystHit]]
  /// By catalyst, then by member; a single catalyst is its own member, under the empty name.
  private let timelines: [[String: CatalystTimeline]]
  /// The dated events of those that are expected from a calendar, likewise.
  private let rounds: [[String: CalendarRounds]]

  /// A board of `catalysts` over the items of `archive`, which was made with the same `topics`.
  /// Acts and dated events that count only after `asOf` are left out.
  public init(
    catalysts: [Catalyst],
    topics: [Topic],
    archive: NewsArchive,
    acts: [CatalystAct],
    calendar: [CalendarEvent] = [],
    asOf: Instant
  ) {
    self.catalysts = catalysts
    revisions = archive.revisions
    hits = CatalystEvidence(catalysts).hits(in: archive)
    let known = acts.filter { CatalystTimeline.effective($0) <= asOf.secondsSinceEpoch }
    let actsByName = Dictionary(grouping: known, by: \.catalyst)
    let events = CatalystBoard.known(calendar, asOf: asOf)
    var timelines = [[String: CatalystTimeline]](repeating: [:], count: catalysts.count)
    var rounds = [[String: CalendarRounds]](repeating: [:], count: catalysts.count)
    for (index, catalyst) in catalysts.enumerated() {
      let acts = actsByName[catalyst.name] ?? []
      rounds[index] = CatalystBoard.rounds(of: catalyst, events)
      let members = CatalystBoard.members(of: catalyst, hits[index], acts, revisions)
      for name in members.union(rounds[index].keys) {
        let member = catalyst.forEach == nil ? nil : name
        timelines[index][name] = CatalystTimeline(
          catalyst,
          hits: CatalystBoard.hits(hits[index], about: member, revisions),
          revisions: revisions,
          acts: acts.filter { $0.member == member },
          rounds: catalyst.isFromCalendar ? rounds[index][name] ?? CalendarRounds([]) : nil
        )
      }
    }
    self.timelines = timelines
    self.rounds = rounds
  }

  /// Where the catalyst at index `catalyst` stood at `moment`; `member` is the instrument's symbol
  /// for a catalyst `for each` instrument, and nothing for a single one.
  public func standing(
    of catalyst: Int,
    member: String?,
    at moment: Instant
  ) -> CatalystStanding {
    guard catalysts.indices.contains(catalyst) else { return CatalystStanding(state: .none) }
    let declared = catalysts[catalyst]
    let now = moment.secondsSinceEpoch
    let rounds =
      declared.isFromCalendar ? rounds[catalyst][member ?? ""] ?? CalendarRounds([]) : nil
    let timeline =
      timelines[catalyst][member ?? ""]
      ?? CatalystTimeline(declared, hits: [], revisions: [], acts: [], rounds: rounds)
    let core = timeline.core(at: now)
    let evidence = CatalystBoard.hits(hits[catalyst], about: member, revisions)
      .filter { revisions[$0.revision].start <= now && now < revisions[$0.revision].end }
      .map { report($0, for: core) }
    let scheduled = rounds?.date(at: now) ?? CatalystBoard.date(of: declared)
    let next = rounds?.next(at: now)
    // A calendar's own dates go before the day on which somebody confirmed.
    let date = rounds == nil ? core.confirmedOn ?? scheduled : scheduled ?? core.confirmedOn
    return CatalystStanding(
      state: core.state,
      outcome: core.outcome,
      since: core.since,
      // Where no phrase is evidence, a calendar and persons say all there is.
      isSettledByPerson: core.isSettledByPerson || rounds != nil && declared.evidence.isEmpty,
      date: date ?? next,
      nextDate: next ?? date,
      isOverdue: CatalystBoard.isOverdue(declared, core, scheduled, on: moment.date),
      items: Set(evidence.filter { $0.heldBackBy == nil }.map(\.item)).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      },
      evidence: evidence
    )
  }

  private func report(
    _ hit: CatalystHit,
    for core: CatalystCore
  ) -> CatalystReport.Evidence {
    let revision = revisions[hit.revision]
    let void = CatalystTimeline.void(
      start: revision.start,
      identifier: revision.item.identifier,
      in: core
    )
    return CatalystReport.Evidence(
      item: revision.item.identifier,
      owner: DisplayText.clean(revision.item.owner, limit: 80),
      sentence: hit.sentence,
      heldBackBy: hit.heldBackBy ?? void
    )
  }

  // MARK: Members

  /// The instruments that anything was said about; for a single catalyst only the empty name.
  private static func members(
    of catalyst: Catalyst,
    _ hits: [CatalystHit],
    _ acts: [CatalystAct],
    _ revisions: [NewsRevision]
  ) -> Set<String> {
    if catalyst.forEach == nil { return [""] }
    var members = Set(acts.compactMap(\.member))
    for hit in hits {
      for subject in revisions[hit.revision].item.subjects where isTie(subject) {
        members.insert(subject.name)
      }
    }
    return members
  }

  /// The hits in items that are about `member`.
  private static func hits(
    _ hits: [CatalystHit],
    about member: String?,
    _ revisions: [NewsRevision]
  ) -> [CatalystHit] {
    guard let member else { return hits }
    return hits.filter { hit in
      revisions[hit.revision].item.subjects.contains { $0.name == member && isTie($0) }
    }
  }

  private static func isTie(_ subject: ItemSubject) -> Bool {
    let relevance = subject.relevance ?? .one
    return subject.kind == .symbol && relevance.isUnitInterval && !relevance.isZero
  }

  // MARK: Dates

  /// The events known by `asOf`, with the outcomes known by then.
  private static func known(_ calendar: [CalendarEvent], asOf: Instant) -> [CalendarEvent] {
    calendar.filter { $0.knownSince <= asOf }.map { event in
      guard let known = event.outcomeKnown, known > asOf else { return event }
      var event = event
      event.outcome = nil
      event.outcomeKnown = nil
      return event
    }
  }

  /// The rounds of each instrument that has events; of a single catalyst those of all of them.
  private static func rounds(
    of catalyst: Catalyst,
    _ calendar: [CalendarEvent]
  ) -> [String: CalendarRounds] {
    guard case .calendar(let kind) = catalyst.schedule else { return [:] }
    let events = calendar.filter { $0.kind == kind }
    return Dictionary(grouping: events) { catalyst.forEach == nil ? "" : $0.symbol }
      .mapValues { CalendarRounds($0) }
  }

  private static func date(of catalyst: Catalyst) -> CalendarDate? {
    switch catalyst.schedule {
    case .on(let date), .by(let date): date
    case .calendar, nil: nil
    }
  }

  /// The date is past and what was due is not known: the outcome, or for a catalyst without
  /// outcomes the confirmation. A denial settles it as well.
  private static func isOverdue(
    _ catalyst: Catalyst,
    _ core: CatalystCore,
    _ scheduled: CalendarDate?,
    on day: CalendarDate
  ) -> Bool {
    guard let scheduled, scheduled < day, core.outcome == nil else { return false }
    switch core.state {
    case .denied: return false
    case .confirmed: return !catalyst.outcomes.isEmpty
    case .none, .expected, .rumoured, .reported, .corroborated, .retracted, .expired: return true
    }
  }
}

extension Catalyst {
  var isFromCalendar: Bool {
    if case .calendar = schedule { true } else { false }
  }
}
