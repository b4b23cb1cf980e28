internal import Portfolio
internal import Quantities

/// Folds the journal rows of one account into the figures that evaluation reads.
///
/// Runs are taken in the order of their moments. Of each run, first its rule states: an exit sets
/// all steps of its rule to waiting. Then its changes by number, each with its fills:
/// - a fill of a buy or a short is credited to every rule that caused the change, up to what that
///   rule's steps still miss, step after step; a cause without a goal (a hedge) is credited in full;
/// - a fill of a sell or a cover lowers what the causing rules have put on, never past zero;
/// - a step is filled by the run whose fills leave less than one lot missing.
/// At the end what a rule has put on is lowered to at most what is held now on that side. What was
/// sold by hand and bought back between two runs is not seen: only the holding of now is known.
struct JournalFold {
  struct Run: Comparable {
    let at: Instant
    let id: Int64

    static func < (left: Run, right: Run) -> Bool { (left.at, left.id) < (right.at, right.id) }
  }

  struct State {
    let run: Run
    let key: Journal.StateKey
    let isActive: Bool
    let hasExited: Bool
  }

  enum Action: String { case buy, sell, short, cover }

  enum ChangeState: String { case sent, filled, cancelled }

  struct Cause {
    let rule: String
    /// Empty for a rule without steps.
    let step: String
    let goal: Quantity?
  }

  struct Change {
    let run: Run
    let instrument: Int
    let action: Action
    let quantity: Quantity
    let value: Amount
    let state: ChangeState
    /// What to throw when its sums do not fit.
    let overflow: PortfolioFileError
    var causes: [Cause] = []
    var fills: [Quantity] = []
  }

  /// The lot of each instrument.
  let lots: [Quantity]
  var runs: [Run] = []
  var states: [State] = []
  var changes: [Int64: Change] = [:]
  private var journal = Journal()

  init(lots: [Quantity]) { self.lots = lots }

  mutating func journal(of account: Account) throws -> Journal {
    journal = Journal()
    journal.lastApplied = runs.max()?.at
    let statesByRun = Dictionary(grouping: states, by: \.run.id)
    let changesByRun = Dictionary(grouping: changes.sorted { $0.key < $1.key }, by: \.value.run.id)
    let all = Set(runs + states.map(\.run) + changes.values.map(\.run))
    for run in all.sorted() {
      for state in statesByRun[run.id] ?? [] { apply(state) }
      for (_, change) in changesByRun[run.id] ?? [] {
        do {
          try apply(change)
        } catch is ArithmeticFailure {
          throw change.overflow
        }
      }
    }
    lowerToHeld(account)
    return journal
  }

  private mutating func apply(_ state: State) {
    journal.states[state.key] = Journal.RuleState(isActive: state.isActive, at: state.run.at)
    guard state.hasExited else { return }
    journal.exits[state.key] = state.run.at
    journal.steps = journal.steps.filter { $0.key.rule != state.key.rule }
  }

  private mutating func apply(_ change: Change) throws {
    for cause in change.causes where !cause.step.isEmpty {
      let key = key(of: cause, change)
      if journal.steps[key] == nil, let goal = cause.goal {
        journal.steps[key] = Journal.OpenStep(opened: change.run.at, goal: goal, filled: .zero)
      }
    }
    var filled = Quantity.zero
    for fill in change.fills {
      filled = try filled.adding(fill)
      for (_, causes) in Dictionary(grouping: change.causes, by: \.rule) {
        try credit(fill, of: change, to: causes)
      }
    }
    try book(change, filled: filled)
  }

  /// Adds what is still open to `pending` and what counts as traded to `trades`.
  private mutating func book(_ change: Change, filled: Quantity) throws {
    if change.state == .sent, filled < change.quantity {
      let open = try change.quantity.subtracting(filled)
      let isIncrease = change.action == .buy || change.action == .cover
      let signed = isIncrease ? open : try open.negated()
      journal.pending[change.instrument] =
        try (journal.pending[change.instrument] ?? .zero).adding(signed)
    }
    var value = change.value
    if change.state == .cancelled {
      let scaled = try ExactProduct.divide(
        Int128(change.value.units),
        times: Int128(filled.units),
        by: Int128(change.quantity.units),
        rounding: .halfEven
      )
      guard let units = Int64(exactly: scaled) else { throw ArithmeticFailure.overflow }
      value = Amount(units: units)
    }
    if !value.isZero { journal.trades.append(Journal.Trade(at: change.run.at, value: value)) }
  }

  /// Credits `fill` to one rule by `causes`, which are that rule's alone, in order.
  private mutating func credit(_ fill: Quantity, of change: Change, to causes: [Cause]) throws {
    guard let rule = causes.first?.rule else { return }
    let holding = Journal.HoldingKey(rule: rule, instrument: change.instrument)
    let before = journal.putOn[holding] ?? .zero
    let after: Quantity
    switch change.action {
    case .buy: after = try before.adding(try take(fill, of: change, by: causes))
    case .short: after = try before.subtracting(try take(fill, of: change, by: causes))
    case .sell: after = before.isNegative ? before : max(.zero, try before.subtracting(fill))
    case .cover: after = before.isNegative ? min(.zero, try before.adding(fill)) : before
    }
    journal.putOn[holding] = after.isZero ? nil : after
  }

  /// How much of `fill` the rule's goals still take.
  private mutating func take(
    _ fill: Quantity,
    of change: Change,
    by causes: [Cause]
  ) throws -> Quantity {
    var left = fill
    for cause in causes where left > .zero {
      if cause.step.isEmpty {
        left =
          cause.goal.map { goal in max(.zero, Quantity(units: left.units - goal.units)) }
          ?? .zero
        continue
      }
      let key = key(of: cause, change)
      guard var step = journal.steps[key] else { continue }
      let credited = min(left, max(.zero, try step.goal.subtracting(step.filled)))
      step.filled = try step.filled.adding(credited)
      left = try left.subtracting(credited)
      let lot = lots.indices.contains(change.instrument) ? lots[change.instrument] : .zero
      if step.filledAt == nil, try step.goal.subtracting(step.filled) < lot {
        step.filledAt = change.run.at
      }
      journal.steps[key] = step
    }
    return try fill.subtracting(left)
  }

  private func key(of cause: Cause, _ change: Change) -> Journal.StepKey {
    Journal.StepKey(rule: cause.rule, step: cause.step, instrument: change.instrument)
  }

  private mutating func lowerToHeld(_ account: Account) {
    var held: [Int: Quantity] = [:]
    for position in account.positions { held[position.instrument] = position.quantity }
    for (key, quantity) in journal.putOn {
      let holding = held[key.instrument] ?? .zero
      let bound =
        quantity.isNegative
        ? max(quantity, min(.zero, holding)) : min(quantity, max(.zero, holding))
      journal.putOn[key] = bound.isZero ? nil : bound
    }
  }
}

extension JournalFold.Run: Hashable {}
