internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Where a catalyst stood from one move to the next.
struct CatalystCore: Sendable {
  var state: CatalystState
  var outcome: String?
  var since: Instant?
  var isSettledByPerson = false
  var confirmedOn: CalendarDate?
  /// Evidence that arrived before this was spent by an expiry.
  var expiredAt: Int64?
  /// Evidence that arrived up to here was overruled by a denial; newer evidence needs an owner that
  /// had none before.
  var deniedAt: Int64?
  var ownersBeforeDenial: Set<Int32> = []
  /// Identifiers of items that a retraction named.
  var withdrawn: Set<String> = []
  /// What it is taken to have evidence for, besides the items': a person's word, or what a test gives.
  var given = EvidenceLevel.none
  var isGivenByPerson = false
  /// Evidence that arrived before this was of an earlier event of the calendar.
  var roundStart = Int64.min

  /// Whether it stands where a person's word alone puts it.
  var isPersonsWord: Bool { isGivenByPerson && given.state == state }
}

/// All moves of one catalyst, computed once in order of time: each depends only on what was known
/// by then.
struct CatalystTimeline: Sendable {
  private(set) var moves: [(at: Int64, core: CatalystCore)] = []
  private let catalyst: Catalyst
  /// Hits that are not held back, with the stretch of time and the owner of their revision.
  private let evidence: [Evidence]
  /// Where it stands before the first move.
  private let start: CatalystCore

  struct Evidence: Sendable {
    var start: Int64
    var end: Int64
    var owner: Int32
    var identifier: String
    var url: String?
    var isOfficial: Bool
  }

  /// `rounds` are the dated events of a catalyst that is expected from a calendar.
  init(
    _ catalyst: Catalyst,
    hits: [CatalystHit],
    revisions: [NewsRevision],
    acts: [CatalystAct],
    rounds: CalendarRounds? = nil
  ) {
    let evidence = hits.filter { $0.heldBackBy == nil }.map { hit in
      let revision = revisions[hit.revision]
      return Evidence(
        start: revision.start,
        end: revision.end,
        owner: revision.owner,
        identifier: revision.item.identifier,
        url: revision.item.url,
        isOfficial: hit.isOfficial
      )
    }
    if let rounds {
      self.init(catalyst, evidence, acts, rounds)
    } else {
      self.init(catalyst, evidence, acts, from: catalyst.schedule == nil ? .none : .expected)
    }
  }

  private init(
    _ catalyst: Catalyst,
    _ evidence: [Evidence],
    _ acts: [CatalystAct],
    from state: CatalystState,
    roundStart: Int64 = .min
  ) {
    self.catalyst = catalyst
    self.evidence = evidence
    start = CatalystCore(state: state, roundStart: roundStart)
    run(acts.map { (at: CatalystTimeline.effective($0), act: $0) })
  }

  /// One round after the other, each with its own evidence and acts alone.
  private init(
    _ catalyst: Catalyst,
    _ evidence: [Evidence],
    _ acts: [CatalystAct],
    _ rounds: CalendarRounds
  ) {
    self.catalyst = catalyst
    self.evidence = evidence
    start = CatalystCore(state: .none)
    for stretch in rounds.stretches {
      let round = stretch.round
      let part = CatalystTimeline(
        catalyst,
        evidence.filter { $0.start >= round.start },
        acts.filter { CatalystTimeline.effective($0) >= round.start } + rounds.outcomes(of: round),
        from: round.isExpected ? .expected : .none,
        roundStart: round.start
      )
      append(part, from: stretch.begin, to: stretch.end)
    }
  }

  /// Adds what `part` says of the time from `begin` up to `end`.
  private mutating func append(_ part: CatalystTimeline, from begin: Int64, to end: Int64) {
    let before = moves.last?.core ?? start
    var first = part.core(at: begin)
    let earlier = first.since
    let isSame = first.state == before.state && first.outcome == before.outcome
    if isSame {
      first.since = before.since
    } else {
      first.since = Instant(secondsSinceEpoch: max(begin, earlier?.secondsSinceEpoch ?? begin))
    }
    if begin > .min { moves.append((begin, first)) }
    for var move in part.moves where begin < move.at && move.at < end {
      if move.core.since == earlier { move.core.since = first.since }
      moves.append(move)
    }
  }

  /// Where it stood at `moment`.
  func core(at moment: Int64) -> CatalystCore {
    var low = 0
    var high = moves.count
    while low < high {
      let middle = (low + high) / 2
      if moves[middle].at <= moment { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? moves[low - 1].core : start
  }

  /// Why a piece of evidence that arrived at `start` does not count for `core`; nothing if it does.
  static func void(start: Int64, identifier: String, in core: CatalystCore) -> String? {
    if core.withdrawn.contains(identifier) { return "retracted" }
    if start < core.roundStart { return "an earlier event" }
    if let deniedAt = core.deniedAt, start <= deniedAt { return "denied" }
    if core.state == .denied { return "denied" }
    if let expiredAt = core.expiredAt, start < expiredAt { return "expired" }
    return nil
  }

  // MARK: The run

  private mutating func run(_ acts: [(at: Int64, act: CatalystAct)]) {
    var times = Set(acts.map(\.at))
    for piece in evidence {
      times.insert(piece.start)
      if piece.end != .max { times.insert(piece.end) }
    }
    let ordered = acts.sorted { CatalystTimeline.precedes($0, $1) }
    var next = 0
    var core = start
    for time in times.sorted() {
      expire(&core, by: time)
      apply(.evidence(level(at: time, core)), to: &core, at: time)
      while next < ordered.count, ordered[next].at == time {
        apply(ordered[next].act, to: &core, at: time)
        next += 1
      }
    }
    expire(&core, by: .max)
  }

  private mutating func expire(_ core: inout CatalystCore, by time: Int64) {
    guard let duration = catalyst.expiresAfter, let since = core.since else { return }
    let end = since.adding(duration).secondsSinceEpoch
    guard end <= time else { return }
    apply(.expiry, to: &core, at: end)
  }

  /// Moves `core` as the table says, and notes the move if there is one.
  private mutating func apply(_ event: CatalystEvent, to core: inout CatalystCore, at time: Int64) {
    let state = CatalystTransitions.next(
      from: core.state,
      isSettledByPerson: core.isSettledByPerson,
      on: event
    )
    guard state != core.state else { return }
    if state == .expired {
      core.expiredAt = time
      core.given = .none
    }
    core.state = state
    core.outcome = nil
    core.since = Instant(secondsSinceEpoch: time)
    core.isSettledByPerson = core.isPersonsWord
    core.confirmedOn = state == .confirmed ? Instant(secondsSinceEpoch: time).date : nil
    moves.append((time, core))
  }

  private mutating func apply(_ act: CatalystAct, to core: inout CatalystCore, at time: Int64) {
    let before = core
    switch act.kind {
    case .rumour: note(.rumoured, in: &core, at: time)
    case .report: note(.reported, in: &core, at: time)
    case .corroborate: note(.corroborated, in: &core, at: time)
    case .confirm: settle(.confirmation, act, in: &core, at: time)
    case .outcome(let name):
      settle(.confirmation, act, in: &core, at: time)
      core.outcome = name
    case .state(let name): return put(&core, in: name, at: time)
    case .deny:
      core.given = .none
      settle(.denial, act, in: &core, at: time)
      core.deniedAt = time
      core.ownersBeforeDenial = Set(evidence.filter { $0.start <= time }.map(\.owner))
    case .retract:
      withdraw(act, from: &core)
      apply(.retraction(level(at: time, core)), to: &core, at: time)
      // What evidence gives needs a live feed; that nothing remains is the person's word.
      core.isSettledByPerson = core.state == .retracted
      core.outcome = nil
    }
    // An outcome given after the confirmation is news, although the state is the same.
    if core.outcome != before.outcome { core.since = Instant(secondsSinceEpoch: time) }
    moves.append((time, core))
  }

  /// Puts it in a state by name, with the evidence that would have led there.
  private mutating func put(_ core: inout CatalystCore, in name: String, at time: Int64) {
    guard let state = CatalystState(rawValue: name) else { return }
    core.given = EvidenceLevel.allCases.first { $0.state == state } ?? .none
    core.isGivenByPerson = false
    core.deniedAt = nil
    core.ownersBeforeDenial = []
    core.expiredAt = state == .expired ? time : nil
    guard state != core.state else { return }
    (core.state, core.outcome, core.isSettledByPerson) = (state, nil, false)
    core.since = Instant(secondsSinceEpoch: time)
    core.confirmedOn = state == .confirmed ? Instant(secondsSinceEpoch: time).date : nil
    moves.append((time, core))
  }

  /// A person's word short of a confirmation counts as evidence of that level.
  private mutating func note(_ level: EvidenceLevel, in core: inout CatalystCore, at time: Int64) {
    if level > core.given {
      core.given = level
      core.isGivenByPerson = true
    }
    apply(.evidence(self.level(at: time, core)), to: &core, at: time)
    if core.isPersonsWord { core.isSettledByPerson = true }
  }

  private mutating func settle(
    _ event: CatalystEvent,
    _ act: CatalystAct,
    in core: inout CatalystCore,
    at time: Int64
  ) {
    let confirmedOn = core.confirmedOn
    apply(event, to: &core, at: time)
    core.isSettledByPerson = true
    core.confirmedOn = core.state == .confirmed ? confirmedOn ?? act.at.date : nil
  }

  /// Takes back what persons said before; an item that the act names as its evidence no longer
  /// counts either.
  private func withdraw(_ act: CatalystAct, from core: inout CatalystCore) {
    core.deniedAt = nil
    core.ownersBeforeDenial = []
    core.given = .none
    if act.evidence.isEmpty { return }
    for piece in evidence where piece.identifier == act.evidence || piece.url == act.evidence {
      core.withdrawn.insert(piece.identifier)
    }
  }

  // MARK: Evidence

  /// What the evidence that counts at `time` and persons' words amount to: the higher of the two.
  private func level(at time: Int64, _ core: CatalystCore) -> EvidenceLevel {
    max(core.given, levelOfItems(at: time, core))
  }

  private func levelOfItems(at time: Int64, _ core: CatalystCore) -> EvidenceLevel {
    var owners = NewsOwners()
    var hasOfficial = false
    var liftsDenial = core.deniedAt == nil || core.state != .denied
    for piece in evidence where piece.start <= time && time < piece.end {
      if core.withdrawn.contains(piece.identifier) { continue }
      if let deniedAt = core.deniedAt, piece.start <= deniedAt { continue }
      if let expiredAt = core.expiredAt, piece.start < expiredAt { continue }
      owners.insert(piece.owner)
      hasOfficial = hasOfficial || piece.isOfficial
      // An owner that is not known can't be shown to be another one.
      if piece.owner != 0, !core.ownersBeforeDenial.contains(piece.owner) { liftsDenial = true }
    }
    guard owners.count > 0, liftsDenial else { return .none }
    if hasOfficial { return catalyst.isConfirmedByOfficial ? .confirmed : .corroborated }
    return owners.count >= catalyst.corroboratedBy ? .corroborated : .reported
  }

  // MARK: Acts

  /// An act counts from when it holds and was written down.
  static func effective(_ act: CatalystAct) -> Int64 {
    max(act.at.secondsSinceEpoch, act.recorded.secondsSinceEpoch)
  }

  /// By time; at one moment words before confirmations before outcomes, retractions and denials, so
  /// that the cautious one stands; then by content, so that the order of rows changes nothing.
  private static func precedes(
    _ left: (at: Int64, act: CatalystAct),
    _ right: (at: Int64, act: CatalystAct)
  ) -> Bool {
    if left.at != right.at { return left.at < right.at }
    let (one, other) = (order(left.act), order(right.act))
    if one != other { return one < other }
    return content(left.act) < content(right.act)
  }

  private static func order(_ act: CatalystAct) -> Int {
    switch act.kind {
    case .rumour: 0
    case .report: 1
    case .corroborate: 2
    case .confirm, .state: 3
    case .outcome: 4
    case .retract: 5
    case .deny: 6
    }
  }

  private static func content(_ act: CatalystAct) -> String {
    var outcome = ""
    switch act.kind {
    case .outcome(let name), .state(let name): outcome = name
    case .rumour, .report, .corroborate, .confirm, .deny, .retract: break
    }
    return [outcome, act.at.description, act.recorded.description, act.who, act.evidence, act.note]
      .joined(separator: "\u{0}")
  }
}
