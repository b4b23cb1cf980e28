public import Quantities

/// What a rule did, which clause decided it, and how far it is from acting.
public struct RuleReport: Hashable, Sendable {
  public enum State: String, Sendable {
    /// Its condition holds: it asks for something.
    case fires
    /// Its condition does not hold.
    case waits
    /// `exit when` holds.
    case exits
    /// `until` ended it.
    case ended
    /// Undecided because no item is in the window of a live feed.
    case quiet
    /// Undecided because a fact is missing or stale.
    case blind
    /// Closed for a while after an exit.
    case cooldown
  }

  public var rule: String
  /// The instrument of a `for each` rule.
  public var member: String?
  public var title: String?
  /// `build`, `hold`, `trim`, `freeze`, `hedge` or `review`.
  public var action: String
  public var because: String?
  public var state: State
  /// The clause that decided: `when`, `until`, `exit when`, or `always`.
  public var decidedBy: String
  /// What the deciding clause saw, most telling first.
  public var findings: [Finding]
  /// Ids of the facts read, ascending.
  public var facts: [String]
  /// Of a build.
  public var steps: [StepReport]
  /// `file:line` of the rule.
  public var place: String
  /// Whether the world alone decides it, so that the header says the same; where an account stands with a
  /// build's steps is its own.
  public var isOfWorld: Bool

  public init(
    rule: String,
    member: String? = nil,
    title: String? = nil,
    action: String,
    because: String? = nil,
    state: State,
    decidedBy: String,
    findings: [Finding],
    facts: [String],
    steps: [StepReport] = [],
    place: String,
    isOfWorld: Bool = false
  ) {
    self.rule = rule
    self.member = member
    self.title = title
    self.action = action
    self.because = because
    self.state = state
    self.decidedBy = decidedBy
    self.findings = findings
    self.facts = facts
    self.steps = steps
    self.place = place
    self.isOfWorld = isOfWorld
  }
}

/// One tranche of a build.
public struct StepReport: Hashable, Sendable {
  public enum State: String, Sendable {
    /// Nothing is missing of it that is not on order. Recorded as filled, so that delays count, it may
    /// not be yet.
    case filled
    /// Unlocked: it counts towards the target now.
    case unlocked
    /// Its gate is closed, or an earlier step's is.
    case waits
    case quiet
    case blind
  }

  /// What the journal says of one instrument of an opened step.
  public struct Progress: Hashable, Sendable {
    public var symbol: String
    /// Fixed by the run that opened it.
    public var goal: Quantity
    public var filled: Quantity
    /// Sent and not yet filled or cancelled.
    public var onOrder: Quantity
    /// When it was recorded as filled; delays count from then.
    public var filledAt: Instant?

    public init(
      symbol: String,
      goal: Quantity,
      filled: Quantity,
      onOrder: Quantity = .zero,
      filledAt: Instant? = nil
    ) {
      self.symbol = symbol
      self.goal = goal
      self.filled = filled
      self.onOrder = onOrder
      self.filledAt = filledAt
    }
  }

  public var step: String
  public var share: Percent
  public var state: State
  public var findings: [Finding]
  /// In ascending order of symbol; empty of a step that no run has opened.
  public var progress: [Progress]

  public init(
    step: String,
    share: Percent,
    state: State,
    findings: [Finding],
    progress: [Progress] = []
  ) {
    self.step = step
    self.share = share
    self.state = state
    self.findings = findings
    self.progress = progress
  }

  /// Whether the journal has it as filled in every instrument in which it was opened.
  public var isRecordedAsFilled: Bool {
    !progress.isEmpty && progress.allSatisfy { $0.filledAt != nil }
  }
}

/// Where an account stands with one step of a build.
public struct StepStanding: Hashable, Sendable {
  /// `rule.step`.
  public var step: String
  public var state: StepReport.State
  /// In ascending order of symbol; empty of a step that no run has opened.
  public var progress: [StepReport.Progress]

  public init(step: String, state: StepReport.State, progress: [StepReport.Progress] = []) {
    self.step = step
    self.state = state
    self.progress = progress
  }
}

/// One comparison, catalyst test or other undivided condition, with what it saw and how far it is
/// from turning.
public struct Finding: Hashable, Sendable {
  public enum Verdict: String, Sendable {
    case holds = "true"
    case fails = "false"
    case quiet, blind
  }

  /// What is asked, as its author wrote it: `sentiment(kernel_rust, over: 30d)`.
  public var subject: String
  public var verdict: Verdict
  /// What it is: `0.21`, `reported`, `unknown`.
  public var actual: String
  /// What it must be: `at least 0.25`, `confirmed`.
  public var needed: String
  /// The exact signed distance to holding, shown: `+0.04`; empty when there is none to state.
  public var distance: String
  /// For an unknown: the input that would decide it.
  public var missing: String

  public init(
    subject: String,
    verdict: Verdict,
    actual: String,
    needed: String,
    distance: String = "",
    missing: String = ""
  ) {
    self.subject = subject
    self.verdict = verdict
    self.actual = actual
    self.needed = needed
    self.distance = distance
    self.missing = missing
  }
}

/// The arithmetic of one hedge instrument, so that a reader can check it with a pencil.
public struct HedgeReport: Sendable {
  public enum State: String, Sendable {
    case active
    case ended
    case undecided
    /// No rule asks for it now, and nothing of it was put on.
    case inactive
  }

  /// One holding's part in the exposure hedged.
  public struct Line: Sendable {
    public var symbol: String
    /// In the base currency, signed, after the changes.
    public var exposure: Amount
    /// 1 when the hedge is by value.
    public var beta: Number

    public init(symbol: String, exposure: Amount, beta: Number) {
      self.symbol = symbol
      self.exposure = exposure
      self.beta = beta
    }
  }

  public var rule: String
  public var instrument: String
  public var state: State
  public var ratio: Percent
  public var isByBeta: Bool
  /// The share of the wanted size that may be missing without an order.
  public var within: Percent
  public var lines: [Line]
  /// R · Σ exposure·beta.
  public var exposureToOffset: Ratio?
  /// Of one unit of the hedge instrument: exposure, signed, and its beta.
  public var unitExposure: Ratio?
  public var unitBeta: Number?
  /// Before and after truncation to lots, signed: of all rules in force on the instrument together.
  public var wantedExact: Ratio?
  public var wanted: Quantity?
  /// Units that may be missing without an order: of all of them together.
  public var tolerance: Ratio?
  public var held: Quantity
  public var detail: String

  public init(
    rule: String,
    instrument: String,
    state: State,
    ratio: Percent,
    isByBeta: Bool,
    within: Percent = .zero,
    lines: [Line] = [],
    exposureToOffset: Ratio? = nil,
    unitExposure: Ratio? = nil,
    unitBeta: Number? = nil,
    wantedExact: Ratio? = nil,
    wanted: Quantity? = nil,
    tolerance: Ratio? = nil,
    held: Quantity,
    detail: String = ""
  ) {
    self.rule = rule
    self.instrument = instrument
    self.state = state
    self.ratio = ratio
    self.isByBeta = isByBeta
    self.within = within
    self.lines = lines
    self.exposureToOffset = exposureToOffset
    self.unitExposure = unitExposure
    self.unitBeta = unitBeta
    self.wantedExact = wantedExact
    self.wanted = wanted
    self.tolerance = tolerance
    self.held = held
    self.detail = detail
  }
}
