internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Where a catalyst stands.
struct ReferenceStanding {
  var state: CatalystState = .none
  var outcome: String?
  var since: Instant?
  /// Whether it is a person's word, which no stale feed makes uncertain.
  var isSettled = false
  var confirmedOn: CalendarDate?
}

/// All that happened to one catalyst, told from the beginning: the table of `docs/news.md`.
struct ReferenceHistory {
  struct Evidence {
    var item: Item
    var start: Instant
    var end: Instant?
    var isOfficial: Bool
  }

  private let catalyst: Catalyst
  private let evidence: [Evidence]
  private var now = ReferenceStanding()
  private var expiredAt: Instant?
  private var deniedAt: Instant?
  private var ownersBeforeDenial: Set<String> = []
  private var withdrawn: Set<String> = []
  /// The most that persons said without confirming it.
  private var word: CatalystState?
  private(set) var moves: [(at: Instant, standing: ReferenceStanding)] = []
  private let first: ReferenceStanding

  init(_ catalyst: Catalyst, _ evidence: [Evidence], _ acts: [CatalystAct], until asOf: Instant) {
    self.catalyst = catalyst
    self.evidence = evidence
    switch catalyst.schedule {
    case .on, .by: now.state = .expected
    case .calendar, nil: break
    }
    first = now
    var times = Set(acts.map(ReferenceHistory.time))
    for piece in evidence { times.formUnion([piece.start, piece.end].compactMap { $0 }) }
    for time in times.sorted() where time <= asOf {
      expire(by: time)
      follow(level(at: time), at: time)
      let present = acts.filter { ReferenceHistory.time($0) == time }
      for act in present.sorted(by: ReferenceHistory.precedes) { apply(act, at: time) }
    }
    expire(by: asOf)
  }

  func standing(at moment: Instant) -> ReferenceStanding {
    moves.last { $0.at <= moment }?.standing ?? first
  }

  /// An act counts from the later of when it holds and when it was recorded.
  static func time(_ act: CatalystAct) -> Instant { max(act.at, act.recorded) }

  /// At one moment the cautious act stands.
  private static func precedes(_ left: CatalystAct, _ right: CatalystAct) -> Bool {
    func rank(_ act: CatalystAct) -> Int {
      switch act.kind {
      case .state: 0
      case .rumour: 1
      case .report: 2
      case .corroborate: 3
      case .confirm: 4
      case .outcome: 5
      case .retract: 6
      case .deny: 7
      }
    }
    func outcome(_ act: CatalystAct) -> String {
      if case .outcome(let name) = act.kind { name } else { "" }
    }
    return (rank(left), outcome(left), left.at, left.recorded)
      < (rank(right), outcome(right), right.at, right.recorded)
  }

  // MARK: Moves

  private mutating func move(to state: CatalystState, at time: Instant) {
    if state == now.state { return }
    now = ReferenceStanding(state: state, since: time, isSettled: word == state)
    if state == .confirmed { now.confirmedOn = time.date }
    note(time)
  }

  private mutating func note(_ time: Instant) { moves.append((time, now)) }

  private mutating func expire(by time: Instant) {
    guard let expiry = catalyst.expiresAfter, let since = now.since,
      [.rumoured, .reported, .corroborated].contains(now.state), since.adding(expiry) <= time
    else { return }
    expiredAt = since.adding(expiry)
    word = nil
    move(to: .expired, at: since.adding(expiry))
  }

  /// What the evidence that counts and persons' words amount to, the higher of the two.
  private func level(at time: Instant) -> CatalystState? {
    let said = word
    let told = textLevel(at: time)
    return (told?.step ?? 0) >= (said?.step ?? 0) ? told : said
  }

  private func textLevel(at time: Instant) -> CatalystState? {
    let counting = evidence.filter { piece in
      piece.start <= time && (piece.end.map { time < $0 } ?? true)
        && !withdrawn.contains(piece.item.identifier)
        && (deniedAt.map { piece.start > $0 } ?? true)
        && (expiredAt.map { piece.start >= $0 } ?? true)
    }
    if counting.isEmpty { return nil }
    let owners = Set(counting.map { $0.item.owner.lowercased() })
    if now.state == .denied, deniedAt != nil,
      owners.subtracting(ownersBeforeDenial).subtracting([""]).isEmpty
    {
      return nil
    }
    if counting.contains(where: \.isOfficial) {
      return catalyst.isConfirmedByOfficial ? .confirmed : .corroborated
    }
    let known = owners.subtracting([""]).count
    return max(1, known) >= catalyst.corroboratedBy ? .corroborated : .reported
  }

  fileprivate mutating func follow(_ level: CatalystState?, at time: Instant) {
    if now.state == .confirmed, now.isSettled { return }
    if let level { return move(to: level, at: time) }
    if [.reported, .corroborated, .confirmed].contains(now.state) {
      move(to: .retracted, at: time)
    }
  }

  private mutating func apply(_ act: CatalystAct, at time: Instant) {
    let before = now
    switch act.kind {
    case .rumour: return say(.rumoured, at: time)
    case .report: return say(.reported, at: time)
    case .corroborate: return say(.corroborated, at: time)
    case .confirm: move(to: .confirmed, at: time)
    case .outcome(let name):
      move(to: .confirmed, at: time)
      now.outcome = name
    case .deny:
      word = nil
      move(to: .denied, at: time)
      deniedAt = time
      let earlier = evidence.filter { $0.start <= time }
      ownersBeforeDenial = Set(earlier.map { $0.item.owner.lowercased() })
    case .retract:
      word = nil
      deniedAt = nil
      ownersBeforeDenial = []
      for piece in evidence where !act.evidence.isEmpty {
        if [piece.item.identifier, piece.item.url].contains(act.evidence) {
          withdrawn.insert(piece.item.identifier)
        }
      }
      move(to: level(at: time) ?? .retracted, at: time)
      now.outcome = nil
    case .state(let name):
      move(to: CatalystState(rawValue: name) ?? .none, at: time)
      return
    }
    if act.kind == .retract {
      now.isSettled = now.state == .retracted
    } else {
      now.isSettled = true
      now.confirmedOn = now.state == .confirmed ? before.confirmedOn ?? act.at.date : nil
    }
    if now.outcome != before.outcome { now.since = time }
    note(time)
  }
}

extension ReferenceHistory {
  /// A person's word short of a confirmation counts as evidence.
  fileprivate mutating func say(_ state: CatalystState, at time: Instant) {
    if (word?.step ?? 0) < (state.step ?? 0) { word = state }
    follow(level(at: time), at: time)
    if word == now.state { now.isSettled = true }
    note(time)
  }
}

// MARK: What is asked

extension ReferenceWorld {
  func makeHistories(_ index: Int) -> [String: ReferenceHistory] {
    let catalyst = rulebook.catalysts[index]
    let mine = acts.filter { $0.catalyst == catalyst.name }
    if catalyst.forEach == nil {
      return [
        "": ReferenceHistory(
          catalyst,
          evidence(index, about: nil),
          mine.filter { $0.member == nil },
          until: asOf
        )
      ]
    }
    var histories: [String: ReferenceHistory] = [:]
    for instrument in market.instruments {
      histories[instrument.symbol] = ReferenceHistory(
        catalyst,
        evidence(index, about: instrument.symbol),
        mine.filter { $0.member == instrument.symbol },
        until: asOf
      )
    }
    return histories
  }

  private func evidence(_ index: Int, about member: String?) -> [ReferenceHistory.Evidence] {
    let catalyst = rulebook.catalysts[index]
    let official = catalyst.official.map { $0.lowercased() }
    return revisions.compactMap { revision in
      let item = revision.item
      guard revision.isEvidence[index], !item.isDeleted, item.hasContent,
        revision.end.map({ revision.start < $0 }) ?? true
      else { return nil }
      if let topic = catalyst.topic, tie(revision, .topic(topic), member: nil) == nil { return nil }
      if let member, tie(revision, .instrument(.symbol(member)), member: nil) == nil { return nil }
      let names = [item.source.lowercased(), item.owner.lowercased()]
      return ReferenceHistory.Evidence(
        item: item,
        start: revision.start,
        end: revision.end,
        isOfficial: names.contains { !$0.isEmpty && official.contains($0) }
      )
    }
  }

  func standing(_ reference: CatalystReference, member: String?, at moment: Instant)
    -> ReferenceStanding
  {
    var symbol = ""
    switch reference.member {
    case .symbol(let name): symbol = name
    case .member: symbol = member ?? ""
    case nil: break
    }
    let known = histories[reference.catalyst][symbol]
    let unknown = ReferenceHistory(rulebook.catalysts[reference.catalyst], [], [], until: asOf)
    return (known ?? unknown).standing(at: moment)
  }

  func truth(
    _ reference: CatalystReference,
    _ test: CatalystTest,
    member: String?,
    at moment: Instant
  )
    -> ReferenceTruth
  {
    let standing = standing(reference, member: member, at: moment)
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

  /// Calendar days from or to the day it was confirmed, else the day it is expected.
  func days(_ count: DayCount, _ reference: CatalystReference, member: String?, at moment: Instant)
    -> ReferenceReading
  {
    let standing = standing(reference, member: member, at: moment)
    guard let date = standing.confirmedOn ?? rulebook.catalysts[reference.catalyst].expectedDate
    else {
      return isFeedStale(at: moment) ? .blind : .quiet
    }
    let elapsed = Int(moment.date.daysSinceEpoch) - Int(date.daysSinceEpoch)
    return .known(BigRatio(count == .since ? elapsed : -elapsed))
  }
}

// MARK: What is overdue

extension ReferencePlan {
  /// Catalysts past their date that a rule of this account reads; one of an instrument only where it
  /// is held or the rule may buy it.
  mutating func reviewOverdue() {
    for firing in firings {
      let instance = firing.instance
      var concerns = instance.member.map { book.isHeld($0) } ?? true
      switch instance.rule.action {
      case .build, .hold: concerns = true
      case .trim, .freeze, .hedge, .review: break
      }
      for reference in instance.rule.conditions.flatMap({ rulebook.catalysts(in: $0) }) {
        let catalyst = rulebook.catalysts[reference.catalyst]
        var symbol: String?
        switch reference.member {
        case .symbol(let name): symbol = name
        case .member: symbol = instance.symbol
        case nil: break
        }
        if reference.member == .member, !concerns { continue }
        if world.isOverdue(reference, member: instance.symbol) {
          review(symbol.map { "\(catalyst.name)[\($0)]" } ?? catalyst.name, "overdue")
        }
      }
    }
  }
}

extension ReferenceWorld {
  func isOverdue(_ reference: CatalystReference, member: String?) -> Bool {
    let catalyst = rulebook.catalysts[reference.catalyst]
    guard let date = catalyst.expectedDate, date < asOf.date else { return false }
    let standing = standing(reference, member: member, at: asOf)
    switch standing.state {
    case .denied: return false
    case .confirmed: return !catalyst.outcomes.isEmpty && standing.outcome == nil
    default: return true
    }
  }
}

extension CheckedRulebook {
  /// The catalysts that an expression asks about, also by way of lets.
  func catalysts(in expression: Expression) -> [CatalystReference] {
    switch expression.kind {
    case .catalyst(let reference, _), .days(_, let reference): [reference]
    case .reference(let index): catalysts(in: lets[index].value)
    default: expression.operands.flatMap { catalysts(in: $0) }
    }
  }
}

extension Catalyst {
  /// The date in the rulebook, if it gives one.
  var expectedDate: CalendarDate? {
    switch schedule {
    case .on(let date), .by(let date): date
    case .calendar, nil: nil
    }
  }
}
