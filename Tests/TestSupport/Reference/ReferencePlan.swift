internal import Evaluator
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Bounds on the unsigned quantity of one instrument, on the side it is held or would be held.
struct ReferenceBounds {
  struct Bound {
    var quantity: BigRatio
    var rule: String
    var isExit = false
    /// `rule.step` of the tranches that ask for it, and how a basket cut it.
    var steps: [String] = []
    var cut: ReferenceCut?
  }

  var isShort = false
  var held: BigRatio
  var lower: [Bound] = []
  var upper: [Bound] = []
  /// Names of freezes, then of no-trade limits, that forbid adding, and taking off.
  var noIncrease: [String] = []
  var noDecrease: [String] = []

  var greatestLower: Bound? { lower.max { $0.quantity < $1.quantity } }
  var smallestUpper: Bound? { upper.min { $0.quantity < $1.quantity } }

  /// All that ask for the greatest lower bound, and all that allow no more than the smallest upper.
  var lowerRules: [String] {
    lower.filter { $0.quantity == greatestLower?.quantity }.map(\.rule)
  }
  var upperRules: [String] {
    upper.filter { $0.quantity == smallestUpper?.quantity }.map(\.rule)
  }
}

/// What made an increase smaller.
struct ReferenceCut {
  var by: String
  var from: BigRatio
  var to: BigRatio
  /// Nothing for a bound on one instrument.
  var factor: BigRatio?

  var shown: String {
    let factor = factor.map { " × \(nineDecimals($0))" } ?? ""
    return "\(by): \(nineDecimals(from)) → \(nineDecimals(to))\(factor)"
  }
}

/// The evaluation of one account, stage after stage.
struct ReferencePlan {
  let world: ReferenceWorld
  let account: Account
  let journal: Journal
  /// The account as it is.
  let book: ReferenceBook
  let hedges: Set<Int>
  var outcome = ReferenceOutcome()

  var firings: [ReferenceFiring] = []
  var asks: [ReferenceAsk] = []
  /// Why an instrument does not change, as far as the stages have come.
  var holdCodes: [Int: String] = [:]
  /// By instrument, in the order applied.
  var cuts: [Int: [ReferenceCut]] = [:]
  /// `limit subject` of limits that made an increase smaller.
  var cutting: Set<String> = []
  var bounds: [ReferenceBounds] = []
  /// Instruments that a blind rule guards: nothing is added of them.
  var guarded: Set<Int> = []
  /// Quantities once reductions are made, signed.
  var reduced: [BigRatio] = []
  /// What is to be added on the held side, unrounded, by instrument.
  var increases: [Int: BigRatio] = [:]
  /// What was to be added of before limits.
  var wasIncreased: Set<Int> = []
  /// And what limits on one instrument left to be added.
  var wasLeft: Set<Int> = []
  /// By instrument, the smallest factor of its groups, and whose it is.
  var factors: [Int: BigRatio] = [:]
  var factorLimits: [Int: String] = [:]
  /// Hedges that fire and lack an input on the account as the changes before cash leave it.
  var undecidedHedges: Set<String> = []
  /// Whether something unknown forbids every increase, hedges included.
  var isAccountGuarded = false
  /// Whether the account is overdrawn before anything is added: then no increase fits.
  var isHopeless = false
  /// What keeps all of the increases from fitting.
  var factorCauses: [String] = []

  init(
    world: ReferenceWorld,
    account: Account,
    journal: Journal
  ) {
    self.world = world
    self.account = account
    self.journal = journal
    book = ReferenceBook(
      market: world.market,
      settings: world.rulebook.settings,
      account: account,
      journal: journal,
      asOf: world.asOf
    )
    hedges = world.rulebook.hedgeInstruments(in: world.market)
  }

  var rulebook: CheckedRulebook { world.rulebook }
  var indices: Range<Int> { world.market.instruments.indices }
  func symbol(_ index: Int) -> String { world.market.instruments[index].symbol }

  /// Limits that exist in this account.
  var limits: [Limit] {
    rulebook.limits.filter { exists($0.accounts) }
  }

  func exists(_ tag: TagReference?) -> Bool {
    tag.map { account.tags.contains(Tag(dimension: $0.dimension, value: $0.value)) } ?? true
  }

  mutating func block(_ subject: String, _ code: String) {
    outcome.blocked.insert(ReferenceOutcome.Mark(subject: subject, code: code))
  }

  mutating func review(_ subject: String, _ code: String) {
    outcome.reviews.insert(ReferenceOutcome.Mark(subject: subject, code: code))
  }

  mutating func conflict(_ index: Int, _ rules: [String]) {
    outcome.conflicts.insert(ReferenceOutcome.Conflict(symbol: symbol(index), rules: rules))
  }

  /// Members of an action's set.
  func members(_ set: InstrumentSet, _ instance: RuleInstance, _ reading: SetReading = .plain)
    -> [Int]
  {
    book.members(of: set, in: rulebook, member: instance.member, reading: reading)
  }

  /// Members of a target: after `each`, of a tag those held.
  func members(_ target: Target, _ instance: RuleInstance) -> [Int] {
    members(target.set, instance, target.isEach ? .each : .plain)
      .filter { !hedges.contains($0) }
  }

  /// The members' weights: a basket's own, else 1.
  func weight(_ target: Target, _ index: Int) -> BigRatio {
    guard !target.isEach, case .basket(let basket) = target.set.kind else { return .one }
    let member = rulebook.baskets[basket].members.first { $0.symbol == symbol(index) }
    return member.map { BigRatio($0.weight) } ?? .zero
  }
}
