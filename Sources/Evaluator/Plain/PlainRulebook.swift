import Portfolio
public import Quantities
import RuleChecker

/// A rulebook as far as plain accounts are concerned, worked out once for all of them.
///
/// An account is plain when the stages have nothing to weigh up in it: everything held is long, priced
/// freshly in the base currency and within its limits; the journal is empty; the only rules in force build
/// `each` of what is held, in one step, on facts about the world; and cash pays for all of it. Then the
/// proposal is, instrument by instrument, the largest weight asked for less what is held, in whole lots. Most
/// accounts of a large book are plain on most days, and are decided here in a small part of the time.
///
/// Whatever is not plain is left to the stages. `PlainAccountTests` compares the two.
public struct PlainRulebook: Sendable {
  /// What the rulebook asks of one instrument.
  struct Terms: Sendable {
    var currency: Currency
    /// In the smallest units; 0 where nothing about the instrument is plain.
    var price: Int64 = 0
    /// In the smallest units of money, per unit held; 0 where the price has further digits.
    var priceInMoney: Int64 = 0
    var lot: Int64 = 0
    /// The largest weight that a build in force asks for, in the smallest units; 0 for none.
    var weight: Int64 = 0
    /// Whether limits on each instrument speak of it.
    var isLimited = true
  }

  let terms: [Terms]
  /// `rule.step` of each build that asks for the weight in force, for each instrument.
  public let causes: [[String]]
  /// The smallest weight that each instrument is limited to.
  let mostWeight: Int64
  /// The largest share of NAV that cash must keep.
  let leastCash: Int64
  let minimumTrade: Int64

  /// What each instrument is bought at.
  public var prices: [Price] { terms.map { Price(units: $0.price) } }

  /// Nothing when the rulebook, or what is asked for beside it, leaves no account plain.
  public init?(_ evaluation: Evaluation) {
    let world = evaluation.world
    let settings = world.rulebook.settings
    guard Units.areTrue, case .unrestricted = evaluation.header.terms, settings.costs == nil,
      !settings.allowsFractionalShares, world.sets.hedgeInstruments.isEmpty,
      world.rulebook.accounts == nil,
      case .shareOfNav(let minimum) = settings.minimumTrade
    else { return nil }
    minimumTrade = minimum.units
    guard let bounds = PlainRulebook.bounds(of: world.rulebook.limits) else { return nil }
    (mostWeight, leastCash) = bounds
    var terms = PlainRulebook.terms(of: world)
    var causes = Array(repeating: [String](), count: terms.count)
    for plan in evaluation.plans {
      guard plan.rule.unknownNames(in: world.sets).isEmpty || !plan.rule.isProtecting,
        let effect = PlainRulebook.effect(of: plan)
      else { return nil }
      guard case .builds(let build) = effect else { continue }
      guard build.weight.units <= mostWeight else { return nil }
      let members = world.sets.members(of: build.target.set, onlyHeld: true) { _ in true }
      for member in members where build.weight.units >= terms[member].weight {
        if build.weight.units > terms[member].weight { causes[member] = [] }
        terms[member].weight = build.weight.units
        causes[member].append("\(plan.key).\(build.steps[0].name)")
      }
    }
    self.terms = terms
    self.causes = causes
  }

  // MARK: Limits

  /// The bounds of limits on each instrument and on cash; nothing when there are others.
  private static func bounds(of limits: [Limit]) -> (weight: Int64, cash: Int64)? {
    var weight = Int64.max
    var cash = Int64.zero
    for limit in limits {
      guard limit.accounts == nil, limit.force == .normal,
        case .bound(let measure, let side, let bound) = limit.subject
      else { return nil }
      switch (measure, side) {
      case (.weightOfEachInstrument, .atMost): weight = min(weight, bound.units)
      case (.cash, .atLeast): cash = max(cash, bound.units)
      default: return nil
      }
    }
    return (weight, cash)
  }

  // MARK: Rules

  private enum Effect {
    case nothing
    case builds(Build)
  }

  /// What a rule does to every plain account; nothing when that is not the same for all.
  private static func effect(of plan: RulePlan) -> Effect? {
    guard plan.rule.accounts == nil, plan.overdue.isEmpty, plan.until == nil,
      isSettled(plan.when), plan.exit.map({ isSettled($0) && $0.worldTruth != .holds }) ?? true
    else { return nil }
    let isInForce = (plan.when?.worldTruth ?? .holds) == .holds
    switch plan.rule.action {
    case .build(let build):
      // Gates are looked at whether or not the build is in force.
      guard build.steps.count == 1, build.steps[0].gate.delay == nil,
        plan.gates.allSatisfy({ isSettled($0) })
      else { return nil }
      guard isInForce, plan.gates.allSatisfy({ ($0?.worldTruth ?? .holds) == .holds }) else {
        return .nothing
      }
      guard plan.member == nil, !build.isShort, build.target.isEach,
        isOfHeld(build.target.set)
      else { return nil }
      return .builds(build)
    case .trim, .freeze: return isInForce ? nil : .nothing
    case .hold, .hedge, .review: return nil
    }
  }

  /// Whether the world decides a condition, and not by what is missing.
  private static func isSettled(_ clause: RulePlan.Clause?) -> Bool {
    guard let clause else { return true }
    return clause.worldTruth == .holds || clause.worldTruth == .fails || clause.worldTruth == .quiet
  }

  /// Whether `each` of the set means what is held.
  private static func isOfHeld(_ set: InstrumentSet) -> Bool {
    switch set.kind {
    case .tag, .all: true
    default: false
    }
  }

  // MARK: Instruments

  private static func terms(of world: WorldFacts) -> [Terms] {
    let oldest = world.asOf.subtracting(world.rulebook.settings.pricesNoOlderThan)
    return world.market.instruments.enumerated().map { index, instrument in
      var terms = Terms(currency: instrument.currency)
      terms.isLimited = world.sets.isInvestment(index)
      switch instrument.kind {
      case .stock, .fund, .crypto, .cashLike: break
      case .leveragedFund, .inverseFund, .future, .bond: return terms
      }
      guard instrument.multiplier == .one, instrument.leverage == .one,
        let quote = world.market.quotes[index], quote.price.units > 0, quote.at >= oldest
      else { return terms }
      terms.price = quote.price.units
      let (money, rest) = terms.price.quotientAndRemainder(dividingBy: Units.moneyInPrice)
      if rest == 0 { terms.priceInMoney = money }
      terms.lot = instrument.lot.units
      return terms
    }
  }

  /// Scales as literals, which divisions in the loop over positions turn into multiplications.
  enum Units {
    /// Of quantity in one unit held.
    static var quantity: Int64 { 100_000_000 }
    /// Of weight in the whole.
    static var weight: Int64 { 100_000_000 }
    /// Of price in the smallest unit of money.
    static var moneyInPrice: Int64 { 10_000 }

    static var areTrue: Bool {
      quantity == Quantity.scale && weight == Percent.scale && weight == Number.scale
        && moneyInPrice == Price.scale / Amount.scale
    }
  }
}
