internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// A rule, or one member of a `for each` rule.
struct RuleInstance {
  let rule: Rule
  let member: Int?
  let symbol: String?
  var label: String { symbol.map { "\(rule.name)[\($0)]" } ?? rule.name }
  var buildsShort: Bool { if case .build(let build) = rule.action { build.isShort } else { false } }
  var stateKey: Journal.StateKey { Journal.StateKey(rule: rule.name, member: symbol) }
}

/// How a rule stands, with the truth of its parts.
struct ReferenceFiring {
  let instance: RuleInstance
  var state: RuleReport.State
  /// The clause that decided.
  var decidedBy = "always"
  /// Whether `exit when` is blind while it matters.
  var isExitBlind = false
  /// Of a build's steps: whether each one's gate is open.
  var gates: [ReferenceTruth] = []

  var fires: Bool { state == .fires }
  /// Steps unlocked from the first on without a gap.
  var unlocked: Int { gates.prefix { $0 == .yes }.count }
}

/// Stage 2: which rules hold.
struct ReferenceFire {
  let world: ReferenceWorld
  let account: Account
  let journal: Journal
  /// The account that portfolio measures read.
  let book: ReferenceBook

  /// The rules that exist in this account, each member of a `for each` rule by itself.
  var instances: [RuleInstance] {
    var found: [RuleInstance] = []
    for rule in world.rulebook.rules where exists(rule.accounts) {
      guard let variable = rule.forEach else {
        found.append(RuleInstance(rule: rule, member: nil, symbol: nil))
        continue
      }
      for index in book.members(of: variable.set, in: world.rulebook, member: nil) {
        let symbol = world.market.instruments[index].symbol
        found.append(RuleInstance(rule: rule, member: index, symbol: symbol))
      }
    }
    return found
  }

  func exists(_ tag: TagReference?) -> Bool {
    guard let tag else { return true }
    return account.tags.contains(Tag(dimension: tag.dimension, value: tag.value))
  }

  func firing(_ instance: RuleInstance) -> ReferenceFiring {
    let rule = instance.rule
    let reader = reader(instance, at: world.asOf)
    let when = reader.truth(rule.when)
    var firing = ReferenceFiring(instance: instance, state: .waits)
    if case .build(let build) = rule.action { firing.gates = gates(build, instance, reader) }
    if rule.exit != nil {
      let exit = reader.truth(rule.exit)
      let hasPutOn = journal.putOn.contains {
        $0.key.rule == instance.label && !$0.value.isZero
      }
      firing.isExitBlind = exit == .blind && (hasPutOn || when == .yes)
      if exit == .yes {
        firing.state = .exits
        firing.decidedBy = "exit when"
        return firing
      }
      if let last = journal.exits[instance.stateKey], last.adding(rule.cooldown) > world.asOf {
        firing.state = .cooldown
        firing.decidedBy = "cooldown"
        return firing
      }
    }
    (firing.state, firing.decidedBy) = state(instance, when: when, reader)
    return firing
  }

  /// The state by `when` and `until`, and which of them decided.
  private func state(_ instance: RuleInstance, when: ReferenceTruth, _ reader: ReferenceReader)
    -> (RuleReport.State, String)
  {
    let wasActive = wasActive(instance)
    let entry = instance.rule.when == nil ? "always" : "when"
    if let condition = instance.rule.until {
      let until = reader.truth(condition)
      if until == .yes { return (.ended, "until") }
      if until.isUnknown {
        if wasActive { return (.fires, "until") }
        if when == .no { return (.waits, entry) }
        let unknown = when == .yes ? undecided([until]) : undecided([until, when])
        return (unknown, unknown == undecided([until]) ? "until" : entry)
      }
      if when != .yes, wasActive { return (.fires, "until") }
    }
    switch when {
    case .yes: return (.fires, entry)
    case .no: return (.waits, entry)
    case .quiet, .blind: return (undecided([when]), entry)
    }
  }

  private func undecided(_ truths: [ReferenceTruth]) -> RuleReport.State {
    ReferenceTruth.unknown(truths) == .blind ? .blind : .quiet
  }

  private func reader(_ instance: RuleInstance, at moment: Instant) -> ReferenceReader {
    ReferenceReader(world: world, book: book, member: instance.symbol, moment: moment)
  }

  private func gates(_ build: Build, _ instance: RuleInstance, _ reader: ReferenceReader)
    -> [ReferenceTruth]
  {
    build.steps.map { step in
      var parts = [reader.truth(step.gate.condition)]
      if let delay = step.gate.delay {
        let name = build.steps[delay.afterStep].name
        parts.append(ReferenceTruth(isOver(delay.duration, after: name, instance)))
      }
      return .and(parts)
    }
  }

  /// A step counts as filled when it was opened for a member and no opened one is still missing
  /// something; the last fill counts.
  private func isOver(_ duration: Duration, after step: String, _ instance: RuleInstance) -> Bool {
    let opened = journal.steps.filter { key, _ in
      key.rule == instance.label && key.step == step
    }
    let fills = opened.values.map(\.filledAt)
    guard !fills.isEmpty, !fills.contains(nil), let last = fills.compactMap({ $0 }).max() else {
      return false
    }
    return last.adding(duration) <= world.asOf
  }
}

// MARK: The state before

extension ReferenceFire {
  /// Whether a rule with `until` was active before now: as the journal says, or replayed.
  private func wasActive(_ instance: RuleInstance) -> Bool {
    let rule = instance.rule
    guard rule.until != nil else { return false }
    let recorded = journal.states[instance.stateKey]
    guard world.rulebook.readsNewsAlone(rule.when), world.rulebook.readsNewsAlone(rule.until) else {
      return recorded?.isActive ?? false
    }
    let today = world.asOf.date.daysSinceEpoch
    var isActive = recorded?.isActive ?? false
    var day = recorded.map { $0.at.date.daysSinceEpoch + 1 } ?? (today - 400)
    while day < today {
      let end = Instant(endOf: CalendarDate(daysSinceEpoch: day))
      let reader = ReferenceReader(
        world: world,
        book: nil,
        member: instance.symbol,
        moment: end
      )
      let until = reader.truth(rule.until)
      if until == .yes {
        isActive = false
      } else if until == .no, reader.truth(rule.when) == .yes {
        isActive = true
      }
      day += 1
    }
    return isActive
  }
}
