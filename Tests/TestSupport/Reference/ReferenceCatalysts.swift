internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Where a catalyst stands.
struct ReferenceStanding {
  var state: CatalystState = .none
  var outcome: String?
  var since: Instant?
  var isSettled = false
}

extension ReferenceWorld {
  /// Persons' acts settle a catalyst until newer evidence speaks against a denial; without one the
  /// evidence says how far it is.
  func standing(_ index: Int, member: String?, at moment: Instant) -> ReferenceStanding {
    let catalyst = rulebook.catalysts[index]
    let mine = acts.filter {
      $0.catalyst == catalyst.name && $0.member == member && max($0.at, $0.recorded) <= moment
    }
    var standing = evidenced(catalyst, after: nil, at: moment)
    let ordered = mine.sorted { max($0.at, $0.recorded) < max($1.at, $1.recorded) }
    for (position, act) in ordered.enumerated() {
      let since = max(act.at, act.recorded)
      let before = position == 0 ? evidenced(catalyst, after: nil, at: since) : standing
      standing = settled(act, since: since, before: before)
      guard standing.state == .denied else { continue }
      // Newer evidence speaks against a denial, up to the next act.
      let next = position + 1 < ordered.count ? ordered[position + 1] : nil
      let end = next.map { max($0.at, $0.recorded) } ?? moment
      let newer = evidenced(catalyst, after: since, at: end)
      if newer.state != .none { standing = newer }
    }
    return standing
  }

  /// What an act makes of a catalyst; one that changes nothing does not move it.
  private func settled(_ act: CatalystAct, since: Instant, before: ReferenceStanding)
    -> ReferenceStanding
  {
    var standing = ReferenceStanding(since: since, isSettled: true)
    switch act.kind {
    case .rumour: standing = said(.rumoured, since: since, before: before)
    case .report: standing = said(.reported, since: since, before: before)
    case .corroborate: standing = said(.corroborated, since: since, before: before)
    case .confirm: standing.state = .confirmed
    case .deny: standing.state = .denied
    case .retract: standing.state = .retracted
    case .outcome(let name):
      standing.state = .confirmed
      standing.outcome = name
    case .state(let name): standing.state = CatalystState(rawValue: name) ?? .none
    }
    if standing.state == before.state, standing.outcome == before.outcome {
      standing.since = before.since
    }
    return standing
  }

  /// A person's word short of a confirmation never lowers a catalyst.
  private func said(_ state: CatalystState, since: Instant, before: ReferenceStanding)
    -> ReferenceStanding
  {
    if let have = before.state.step, let said = state.step, have > said { return before }
    return ReferenceStanding(state: state, since: since, isSettled: true)
  }

  /// From text alone: `reported` by one owner, `corroborated` by enough or by an official source.
  private func evidenced(_ catalyst: Catalyst, after start: Instant?, at moment: Instant)
    -> ReferenceStanding
  {
    var standing = ReferenceStanding()
    var owners: Set<String> = []
    for (item, at) in current(at: moment).sorted(by: { $0.at < $1.at }) {
      guard start.map({ at > $0 }) ?? true, isEvidence(item, for: catalyst) else { continue }
      owners.insert(item.owner)
      let isOfficial =
        catalyst.official.contains(item.source) || catalyst.official.contains(item.owner)
      var reached = CatalystState.reported
      if owners.count >= catalyst.corroboratedBy || isOfficial { reached = .corroborated }
      if isOfficial, catalyst.isConfirmedByOfficial { reached = .confirmed }
      if (reached.step ?? 0) > (standing.state.step ?? 0) {
        standing.state = reached
        standing.since = at
      }
    }
    if let since = standing.since, let expiry = catalyst.expiresAfter,
      standing.state != .confirmed, since.adding(expiry) <= moment
    {
      return ReferenceStanding(state: .expired, since: since.adding(expiry))
    }
    return standing
  }

  private func isEvidence(_ item: Item, for catalyst: Catalyst) -> Bool {
    if let topic = catalyst.topic, tie(item, .topic(topic), member: nil) == nil { return false }
    let sentences = [item.title, item.summary, item.body].flatMap(ReferencePhrases.sentences)
    return sentences.contains { words in
      catalyst.evidence.contains { ReferencePhrases.occurs($0, in: words) }
        && !words.contains(where: ReferencePhrases.isDenial)
        && !catalyst.unless.contains { ReferencePhrases.occurs(.literal($0), in: words) }
    }
  }

  func truth(
    _ reference: CatalystReference,
    _ test: CatalystTest,
    member: String?,
    at moment: Instant
  )
    -> ReferenceTruth
  {
    let standing = standing(
      reference.catalyst,
      member: symbol(reference.member, member),
      at: moment
    )
    if !standing.isSettled, isFeedStale(at: moment) { return .blind }
    switch test {
    case .isOneOf(let states):
      return ReferenceTruth(
        states.contains { wanted in
          switch wanted {
          case .state(let state): standing.state == state
          case .outcome(let outcome): standing.outcome == outcome
          }
        }
      )
    case .isAtLeast(let state):
      guard let have = standing.state.step, let need = state.step else { return .no }
      return ReferenceTruth(have >= need)
    case .changedWithin(let duration):
      guard let since = standing.since else { return .no }
      return ReferenceTruth(since > moment.subtracting(duration))
    }
  }

  /// Calendar days from or to the day of the last act.
  func days(_ count: DayCount, _ reference: CatalystReference, member: String?, at moment: Instant)
    -> ReferenceReading
  {
    let standing = standing(
      reference.catalyst,
      member: symbol(reference.member, member),
      at: moment
    )
    guard standing.isSettled, let since = standing.since else {
      return isFeedStale(at: moment) ? .blind : .quiet
    }
    let elapsed = Int(moment.date.daysSinceEpoch) - Int(since.date.daysSinceEpoch)
    return .known(BigRatio(count == .since ? elapsed : -elapsed))
  }

  private func symbol(_ reference: InstrumentReference?, _ member: String?) -> String? {
    switch reference {
    case .symbol(let symbol): symbol
    case .member: member
    case nil: nil
    }
  }
}
