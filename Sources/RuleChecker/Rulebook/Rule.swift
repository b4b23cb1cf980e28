public import Quantities
public import RuleSyntax

/// A rule: when it holds, what it asks for, and what ends it.
public struct Rule: Sendable {
  public var name: String
  public var title: String?
  /// The rule stands once for each instrument of the set.
  public var forEach: MemberVariable?
  /// Only accounts with this tag.
  public var accounts: TagReference?
  /// Nothing: always.
  public var when: Expression?
  public var action: Action
  /// For build and hold.
  public var exit: Expression?
  /// For trim, freeze, hold and hedge.
  public var until: Expression?
  /// How long an exited rule stays closed.
  public var cooldown: Duration
  public var because: String?
  public var nameSpan: Span
  public var span: Span

  public init(
    name: String,
    title: String? = nil,
    forEach: MemberVariable? = nil,
    accounts: TagReference? = nil,
    when: Expression? = nil,
    action: Action,
    exit: Expression? = nil,
    until: Expression? = nil,
    cooldown: Duration = .days(1),
    because: String? = nil,
    nameSpan: Span,
    span: Span
  ) {
    self.name = name
    self.title = title
    self.forEach = forEach
    self.accounts = accounts
    self.when = when
    self.action = action
    self.exit = exit
    self.until = until
    self.cooldown = cooldown
    self.because = because
    self.nameSpan = nameSpan
    self.span = span
  }

  /// Every condition of the rule, those of its steps included.
  public var conditions: [Expression] {
    var found = [when, exit, until].compactMap { $0 }
    if case .build(let build) = action { found += build.steps.compactMap(\.gate.condition) }
    return found
  }
}

/// What a rule asks for.
public enum Action: Sendable {
  case build(Build)
  case hold(Hold)
  case trim(Trim)
  case freeze(Freeze)
  case hedge(Hedge)
  /// A person looks at these.
  case review(InstrumentSet)
}

/// The instruments of an action: with `each`, every one by itself; else together.
public struct Target: Sendable {
  public var isEach: Bool
  public var set: InstrumentSet

  public init(isEach: Bool, set: InstrumentSet) {
    self.isEach = isEach
    self.set = set
  }
}

/// `build TARGET to W of nav in tranches { … }`: at least the unlocked share of W.
public struct Build: Sendable {
  public var isShort: Bool
  public var target: Target
  /// W, above 0.
  public var weight: Percent
  /// In order; shares sum to 100%. Without tranches a single one, called `all`, at once.
  public var steps: [Step]

  public init(isShort: Bool = false, target: Target, weight: Percent, steps: [Step]) {
    self.isShort = isShort
    self.target = target
    self.weight = weight
    self.steps = steps
  }
}

/// One tranche of a build.
public struct Step: Sendable {
  public var name: String
  public var share: Percent
  /// The sum of the shares up to this step: U_k.
  public var cumulativeShare: Percent
  public var gate: Gate
  public var span: Span

  public init(name: String, share: Percent, cumulativeShare: Percent, gate: Gate, span: Span) {
    self.name = name
    self.share = share
    self.cumulativeShare = cumulativeShare
    self.gate = gate
    self.span = span
  }
}

/// What unlocks a step: all parts that are there. Without parts it is open at once.
public struct Gate: Sendable {
  /// A time that must have passed since an earlier step was filled.
  public struct Delay: Hashable, Sendable {
    public var duration: Duration
    /// The index of the earlier step.
    public var afterStep: Int

    public init(duration: Duration, afterStep: Int) {
      self.duration = duration
      self.afterStep = afterStep
    }
  }

  public var condition: Expression?
  public var delay: Delay?

  public init(condition: Expression? = nil, delay: Delay? = nil) {
    self.condition = condition
    self.delay = delay
  }
}

/// `hold TARGET at W of nav within B`: between W − B and W + B.
public struct Hold: Sendable {
  public var target: Target
  public var weight: Percent
  /// B, in points of NAV; 0 unless given.
  public var band: Percent

  public init(target: Target, weight: Percent, band: Percent) {
    self.target = target
    self.weight = weight
    self.band = band
  }
}

/// `trim TARGET to W of nav` or `trim TARGET by P`: at most so much.
public struct Trim: Sendable {
  public enum Bound: Hashable, Sendable {
    case toWeight(Percent)
    /// Of the quantity held when the rule first applied.
    case by(Percent)
  }

  public var target: Target
  public var bound: Bound

  public init(target: Target, bound: Bound) {
    self.target = target
    self.bound = bound
  }
}

/// `freeze [buys of | sells of] SET`.
public struct Freeze: Sendable {
  public enum Side: String, Sendable { case buys, sells, both }

  public var side: Side
  public var set: InstrumentSet

  public init(side: Side, set: InstrumentSet) {
    self.side = side
    self.set = set
  }
}

/// `hedge R of SET by value|beta with SYMBOL within P`.
public struct Hedge: Sendable {
  public enum Basis: Hashable, Sendable {
    case value
    case beta
    /// By beta; all of it by value when a beta that it needs is missing.
    case betaOtherwiseValue
  }

  /// R, above 0.
  public var ratio: Percent
  public var set: InstrumentSet
  public var basis: Basis
  public var instrument: String
  public var instrumentSpan: Span
  /// The share of the wanted size that may be missing; 0 unless given.
  public var tolerance: Percent

  public init(
    ratio: Percent,
    set: InstrumentSet,
    basis: Basis,
    instrument: String,
    instrumentSpan: Span,
    tolerance: Percent
  ) {
    self.ratio = ratio
    self.set = set
    self.basis = basis
    self.instrument = instrument
    self.instrumentSpan = instrumentSpan
    self.tolerance = tolerance
  }
}
