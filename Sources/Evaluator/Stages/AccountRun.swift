import Portfolio
import Quantities
import RuleChecker

/// One account on its way through the stages. Each stage is an extension in a file of its own and
/// leaves in `lines` what the next one reads.
struct AccountRun {
  /// What the stages read and never change; in one place, so that a copy of the run is cheap.
  final class Basis: Sendable {
    let world: WorldFacts
    let rules: RulePlans
    let account: Account
    let journal: Journal
    let view: MarketView

    init(world: WorldFacts, rules: RulePlans, account: Account, journal: Journal) {
      self.world = world
      self.rules = rules
      self.account = account
      self.journal = journal
      view = world.view(from: account.baseCurrency)
    }
  }

  let basis: Basis
  var world: WorldFacts { basis.world }
  var rules: RulePlans { basis.rules }
  var plans: [RulePlan] { basis.rules.all }
  var account: Account { basis.account }
  var journal: Journal { basis.journal }
  var exchange: Exchange { basis.view.exchange }

  /// In ascending order of instrument: everything held, targeted or hedged with.
  var lines: [Line]
  /// What is held before any change.
  var before: Holdings
  /// The lines by the values of each of the world's groupings.
  var groups: [GroupedLines]
  /// Above zero; nothing when it is unknown.
  var nav: Amount?
  var isNavEstimated = false
  /// Balances by currency, pending orders counted as executed; ascending.
  var cash: [Money]
  /// In the base currency; nothing when a rate is missing.
  var cashTotal: Amount?
  /// The smallest booked value worth an order, in units of an amount, where it is known and fits.
  var leastWorth: Int128?

  /// The state of each plan that applies to this account.
  var firings: [Firing] = []
  /// Builds that fire, with what they ask of each member.
  var asks: [BuildAsk] = []
  /// Whether members of builds that hold enough are counted alone.
  var passesSatisfied = false
  var limits: [LimitCheck] = []
  /// The floor of cash and the limit that sets it, once limits are known.
  var leastCash: (amount: Ratio, limit: String?)?
  var hedges: [HedgeJob] = []
  /// Basis points of increases that cash and turnover leave.
  var factor = 10_000
  /// What made the factor smaller.
  var factorCauses: [String] = []
  var feasible: Feasible?
  /// Whether increases give up the lots with which rounding would lift a limit's figure over its bound.
  var givesUpLots = true

  /// What each stage left of each line, where a reader asks why.
  var trail: StageTrail?

  var blocked: [Blocked] = []
  var reviews: [Review] = []
  var conflicts: [Conflict] = []
  /// Nothing may be added in the whole account.
  var isGuarded = false

  var settings: Settings { world.rulebook.settings }
  var market: Market { world.market }

  /// Index of the line of an instrument.
  func line(of instrument: Int) -> Int? { lines.place(of: instrument) }

  func symbol(_ line: Line) -> String { line.terms.listed.symbol }

  func isHeld(_ instrument: Int) -> Bool { lines.holds(instrument) }

  /// Lines of the members of `set`, ascending.
  func lineIndices(
    of set: InstrumentSet,
    member: Int?,
    reach: SetResolver.Reach = .investments
  ) -> [Int] {
    let lines = lines
    return world.sets.members(of: set, member: member, reach: reach) { lines.holds($0) }
      .compactMap { lines.place(of: $0) }
  }

  /// Lines that a rule's action may trade, ascending: never hedge instruments, which belong to hedges.
  /// With `onlyHeld`, a tag and `all` mean what is held.
  func targetLines(of set: InstrumentSet, member: Int?, onlyHeld: Bool = false) -> [Int] {
    let lines = lines
    return world.sets.members(of: set, member: member, onlyHeld: onlyHeld) { lines.holds($0) }
      .compactMap { lines.place(of: $0) }
      .filter { !lines[$0].isOfHedge }
  }

  /// Lines that a freeze or a no-trade limit of the set binds, ascending.
  func frozenLines(of set: InstrumentSet, member: Int?) -> [Int] {
    lineIndices(of: set, member: member, reach: .everything)
      .filter { world.sets.isBound(lines[$0].instrument, byFreezeOf: set) }
  }

  /// Lines of a build or hold with each one's share of its weight: a basket's own weights, else 1.
  func weightedLines(of target: Target, _ plan: RulePlan) -> [(line: Int, share: Ratio)] {
    if let tag = plan.tagged {
      return places(of: tag).compactMap { $0.isTarget ? ($0.line, .one) : nil }
    }
    if !target.isEach, case .basket(let index) = target.set.kind {
      return world.rulebook.baskets[index].members.compactMap { member in
        market.indexBySymbol[member.symbol].flatMap { line(of: $0) }
          .map { ($0, member.weight.ratio) }
      }
    }
    return targetLines(of: target.set, member: plan.member, onlyHeld: target.isEach)
      .map { ($0, .one) }
  }

  /// The lines that stand under the tag of an `each`, ascending.
  func places(of tag: (grouping: Int, value: Int?)) -> ArraySlice<GroupedLines.Place> {
    tag.value.map { groups[tag.grouping].places(of: $0) } ?? []
  }

  /// Whether a rule or limit `for accounts` speaks of this account.
  func applies(to tag: TagReference?) -> Bool {
    guard let tag else { return true }
    return account.tags.contains(Tag(dimension: tag.dimension, value: tag.value))
  }

  mutating func block(_ subject: String, _ code: String, _ detail: String) {
    if blocked.contains(where: { $0.subject == subject && $0.code == code }) { return }
    blocked.append(Blocked(subject: subject, code: code, detail: detail))
  }

  mutating func review(_ subject: String, _ code: String, _ detail: String) {
    if reviews.contains(where: { $0.subject == subject && $0.code == code }) { return }
    reviews.append(Review(code: code, subject: subject, detail: detail))
  }

  /// The smallest value worth an order, in the base currency; nothing when it is unknown.
  func minimumTrade() throws(ArithmeticFailure) -> Ratio? {
    switch settings.minimumTrade {
    case .shareOfNav(let share):
      guard let nav else { return nil }
      return try nav.ratio.multiplied(by: share.ratio)
    case .money(let money):
      guard let rate = try exchange.rate(of: money.currency) else { return nil }
      // Booked as the values are that it is compared with.
      return try Amount(try money.amount.ratio.multiplied(by: rate.ratio), rounding: .halfEven)
        .ratio
    }
  }

  /// Whether trading `quantity` of a line is worth less than the minimum trade.
  func isBelowMinimum(_ quantity: Ratio, _ line: Line) throws(ArithmeticFailure) -> Bool {
    guard let value = line.unit.value else { return false }
    return try isBelowMinimum(
      try Amount(try quantity.absolute().multiplied(by: value), rounding: .halfEven)
    )
  }

  func isBelowMinimum(_ quantity: Quantity, _ line: Line) throws(ArithmeticFailure) -> Bool {
    guard let worth = try line.unit.bookedValue(of: quantity) else { return false }
    return try isBelowMinimum(worth.isNegative ? try worth.negated() : worth)
  }

  private func isBelowMinimum(_ worth: Amount) throws(ArithmeticFailure) -> Bool {
    if let leastWorth { return Int128(worth.units) < leastWorth }
    guard let minimum = try minimumTrade() else { return false }
    return worth.ratio < minimum
  }

  /// Why a raise is too small to be asked for: less than one lot, or than the minimum trade.
  func smallness(of raise: Ratio, _ line: Line) throws(ArithmeticFailure) -> Hold.Code? {
    if raise < line.lot.ratio { return .tooSmall }
    return try isBelowMinimum(raise, line) ? .belowMinimumTrade : nil
  }

  /// The account's figures with the quantities that `quantity` gives each line.
  func figures(
    cash: Amount?,
    _ quantity: (Int) throws(ArithmeticFailure) -> Quantity
  ) throws(ArithmeticFailure) -> AccountFigures {
    var holdings: [AccountFigures.Holding] = []
    holdings.reserveCapacity(lines.count)
    for index in lines.indices {
      let held = try quantity(index)
      if held.isZero { continue }
      let unit = lines[index].unit
      holdings.append(
        AccountFigures.Holding(
          instrument: lines[index].instrument,
          quantity: held,
          unit: unit,
          exposure: try lines[index].exposure(of: held),
          value: held == lines[index].held ? lines[index].value : try unit.bookedValue(of: held)
        )
      )
    }
    return AccountFigures(
      holdings: holdings,
      nav: nav,
      cash: cash,
      exchange: exchange,
      positions: account.positions
    )
  }
}
