import Portfolio
import Quantities

/// One instrument of an account on its way through the stages: what is held, what bounds it, what
/// will be traded. Quantities in bounds, targets and increases are unsigned, on the line's side.
struct Line: Sendable {
  enum Side: Sendable { case long, short }

  /// A bound on the unsigned position, with those who set it. A reference, so that lines stay small.
  final class Bound: Sendable {
    let quantity: Ratio
    let rules: [String]
    /// `rule.step` of the tranches that ask for it.
    let steps: [String]
    /// How the quantity follows for the first of `rules`; nothing of a build, whose ask says it.
    let formula: BoundFormula?
    /// What its basket left of the raise that leads to it, if that is less than all.
    let cut: Cut?

    init(
      quantity: Ratio,
      rules: [String],
      steps: [String] = [],
      formula: BoundFormula? = nil,
      cut: Cut? = nil
    ) {
      self.quantity = quantity
      self.rules = rules
      self.steps = steps
      self.formula = formula
      self.cut = cut
    }
  }

  /// What the market and the rulebook say of the instrument, whatever the account; a reference, as all accounts of one
  /// base currency share it.
  final class Terms: Sendable {
    let instrument: Int
    let listed: Instrument
    let unit: UnitValue
    /// |exposure| of one unit.
    let unitExposure: Ratio?
    /// The smallest quantity that can be traded; above 0.
    let lot: Quantity
    let beta: Number?
    /// Whether a rule hedges with the instrument; and whether it is neither that nor cash-like.
    let isOfHedge: Bool
    let isInvestment: Bool

    init(
      instrument: Int,
      unit: UnitValue,
      lot: Quantity,
      in sets: SetResolver
    ) throws(ArithmeticFailure) {
      self.instrument = instrument
      listed = sets.market.instruments[instrument]
      self.unit = unit
      unitExposure = try unit.exposure?.absolute()
      self.lot = lot
      beta = listed.beta
      isOfHedge = sets.hedgeInstruments.contains(instrument)
      isInvestment = sets.isInvestment(instrument)
    }
  }

  let terms: Terms
  var instrument: Int { terms.instrument }
  var unit: UnitValue { terms.unit }
  var lot: Quantity { terms.lot }
  var isOfHedge: Bool { terms.isOfHedge }
  var isInvestment: Bool { terms.isInvestment }
  /// With what is sent and not yet filled; signed.
  let held: Quantity
  /// Booked, of what is held; nothing without price or rate.
  let value: Amount?
  let exposure: Amount?

  var side: Side
  /// An exit takes something off, whatever else does: what comes off is exempt from the minimum trade.
  var isExiting = false
  /// An undecided protecting rule withholds every increase.
  var isGuarded = false
  /// What most lines have nothing of.
  private var asides = LineAsides()

  /// What is to be added, before rounding to lots.
  var increase: Ratio = .zero
  /// The same before limits on groups.
  var capped: Ratio = .zero
  /// What is to be added, as traded.
  var added: Quantity = .zero
  /// What is to be taken off, as traded.
  var removed: Quantity = .zero
  /// What hedging trades, signed.
  var hedged: Quantity = .zero

  init(_ terms: Terms, held: Quantity) throws(ArithmeticFailure) {
    self.terms = terms
    self.held = held
    value = try terms.unit.bookedValue(of: held)
    exposure = try terms.unit.bookedExposure(of: held)
    side = held.isNegative ? .short : .long
  }

  // MARK: Asides

  /// Whether anything bounds it, or builds want it.
  var isBounded: Bool { asides.storage != nil }

  /// The largest of the bounds from below, and the smallest of those from above.
  var lower: Bound? {
    get { asides.storage?.parts.lower }
    _modify { yield &asides.own.lower }
  }

  var upper: Bound? {
    get { asides.storage?.parts.upper }
    _modify { yield &asides.own.upper }
  }

  /// The lower edges of the holds in force, whether or not more is held.
  var leastHeld: [Ratio] {
    get { asides.storage?.parts.leastHeld ?? [] }
    _modify { yield &asides.own.leastHeld }
  }

  /// Builds that want an instrument that is not held on either side.
  var longBuilds: [String] {
    get { asides.storage?.parts.longBuilds ?? [] }
    _modify { yield &asides.own.longBuilds }
  }

  var shortBuilds: [String] {
    get { asides.storage?.parts.shortBuilds ?? [] }
    _modify { yield &asides.own.shortBuilds }
  }

  /// What holds miss of their lower edge, by rule.
  var holdMissing: [String: Ratio] {
    get { asides.storage?.parts.holdMissing ?? [:] }
    _modify { yield &asides.own.holdMissing }
  }

  /// Rules and limits that forbid buying or covering, and selling or shorting.
  var noBuys: [String] {
    get { asides.storage?.parts.noBuys ?? [] }
    _modify { yield &asides.own.noBuys }
  }

  var noSells: [String] {
    get { asides.storage?.parts.noSells ?? [] }
    _modify { yield &asides.own.noSells }
  }

  /// Every bound that was set, where a reader asks why; else nothing is kept.
  var marks: [BoundMark]? {
    get { asides.storage?.parts.marks }
    _modify { yield &asides.own.marks }
  }

  var cuts: [Cut] {
    get { asides.storage?.parts.cuts ?? [] }
    _modify { yield &asides.own.cuts }
  }

  var hold: (code: Hold.Code, detail: String)? {
    get { asides.storage?.parts.hold }
    _modify { yield &asides.own.hold }
  }

  // MARK: Quantities

  /// What is held, unsigned.
  func size() throws(ArithmeticFailure) -> Quantity {
    held.isNegative ? try held.negated() : held
  }

  /// The point of its bounds that is nearest to what is held; where they exclude each other, the upper.
  func target() throws(ArithmeticFailure) -> Ratio {
    var target = try size().ratio
    if let lower { target = max(target, lower.quantity) }
    if let upper { target = min(target, upper.quantity) }
    return target
  }

  /// |exposure| of one unit.
  var unitExposure: Ratio? { terms.unitExposure }

  /// `quantity` on the line's side, signed.
  func signed(_ quantity: Quantity) throws(ArithmeticFailure) -> Quantity {
    side == .long ? quantity : try quantity.negated()
  }

  /// What is held once reductions are done, and nothing else.
  func afterReduction() throws(ArithmeticFailure) -> Quantity {
    removed.isZero ? held : try held.subtracting(try signed(removed))
  }

  /// Whether anything is done with it.
  var isTraded: Bool { !removed.isZero || !added.isZero || !hedged.isZero }

  /// What is held once everything is done.
  func afterAll() throws(ArithmeticFailure) -> Quantity {
    if !isTraded { return held }
    return try afterReduction().adding(try signed(added)).adding(hedged)
  }

  mutating func raise(
    to quantity: Ratio,
    by rule: String,
    steps: [String] = [],
    cut: Cut? = nil,
    as formula: BoundFormula? = nil
  ) {
    if marks != nil {
      marks?.append(BoundMark(.lower, quantity, by: rule, steps: steps, formula))
    }
    guard let bound = lower, quantity <= bound.quantity else {
      lower = Bound(quantity: quantity, rules: [rule], steps: steps, formula: formula, cut: cut)
      return
    }
    if quantity == bound.quantity {
      // Of cuts to one quantity, the one that took most off says what it would be without.
      let isLargerCut = if let cut { cut.from > bound.cut?.from ?? .zero } else { false }
      lower = Bound(
        quantity: quantity,
        rules: bound.rules + [rule],
        steps: bound.steps + steps,
        formula: bound.formula,
        cut: isLargerCut ? cut : bound.cut
      )
    }
  }

  mutating func cap(
    at quantity: Ratio,
    by rule: String,
    as formula: BoundFormula? = nil
  ) {
    if marks != nil { marks?.append(BoundMark(.upper, quantity, by: rule, formula)) }
    guard let bound = upper, quantity >= bound.quantity else {
      upper = Bound(quantity: quantity, rules: [rule], formula: formula)
      return
    }
    if quantity == bound.quantity {
      upper = Bound(quantity: quantity, rules: bound.rules + [rule], formula: bound.formula)
    }
  }
}

/// In ascending order of instrument. Closures take the lines with them and not the run, a copy of which is dear.
extension [Line] {
  /// Index of the line of an instrument.
  func place(of instrument: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].instrument < instrument { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].instrument == instrument ? low : nil
  }

  func holds(_ instrument: Int) -> Bool {
    place(of: instrument).map { !self[$0].held.isZero } ?? false
  }
}
