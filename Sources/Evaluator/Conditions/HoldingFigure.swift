import Portfolio
import Quantities
import RuleChecker

/// Figures of a set of holdings: what `weight(…)`, `value(…)` and the like read.
struct HoldingFigure {
  let figures: AccountFigures
  let world: WorldFacts
  let member: Int?

  func reading(
    of measure: HoldingMeasure,
    over set: InstrumentSet
  ) throws(ArithmeticFailure) -> Reading<Ratio> {
    let members = world.sets.members(of: set, member: member) { figures.isHeld($0) }
    switch measure {
    case .weight:
      guard let nav = figures.nav, let sum = try figures.sum(over: members, \.exposure) else {
        return .blind
      }
      return .known(try sum.ratio.divided(by: nav.ratio))
    case .value:
      return known(try figures.sum(over: members, \.value))
    case .exposure:
      return known(try figures.sum(over: members, \.exposure))
    case .quantity:
      guard let instrument = members.first else { return .known(.zero) }
      return .known(figures.holding(of: instrument)?.quantity.ratio ?? .zero)
    case .price:
      guard let instrument = members.first else { return .blind }
      let unit = try figures.exchange.unitValue(of: instrument)
      guard unit.defect == nil, let price = unit.price,
        let rate = try figures.exchange.rate(of: world.market.instruments[instrument].currency)
      else { return .blind }
      return .known(try price.ratio.multiplied(by: rate.ratio))
    case .beta:
      return try beta(of: members)
    case .gain: return try gain(of: members)
    case .priceChange(let over):
      guard let instrument = members.first else { return .blind }
      return try priceChange(of: instrument, over: over)
    }
  }

  private func known(_ amount: Amount?) -> Reading<Ratio> {
    amount.map { .known($0.ratio) } ?? .blind
  }

  /// Of one instrument its own; of several Σ E·b ÷ Σ E over what is held.
  private func beta(of members: [Int]) throws(ArithmeticFailure) -> Reading<Ratio> {
    if members.count == 1, let only = members.first {
      return world.market.instruments[only].beta.map { .known($0.ratio) } ?? .blind
    }
    var weighted = Ratio.zero
    var total = Ratio.zero
    for instrument in members {
      guard let holding = figures.holding(of: instrument) else { continue }
      guard let exposure = holding.exposure, let beta = world.market.instruments[instrument].beta
      else { return .blind }
      weighted = try weighted.adding(try exposure.ratio.multiplied(by: beta.ratio))
      total = try total.adding(exposure.ratio)
    }
    return .known(try weighted.divided(by: total))
  }
}

// MARK: - Against the past

extension HoldingFigure {
  /// Σ (value − cost) ÷ Σ |cost| over what is held, both at today's rates: a profit is positive on
  /// either side. Quiet when nothing is held; blind when a holding lacks a price, a rate or its cost.
  private func gain(of members: [Int]) throws(ArithmeticFailure) -> Reading<Ratio> {
    let held = members.compactMap { figures.holding(of: $0) }
    if held.isEmpty { return .quiet }
    var profit = Ratio.zero
    var paid = Ratio.zero
    for holding in held {
      guard let value = holding.unit.value, let price = holding.unit.price?.ratio,
        let cost = try figures.cost(of: holding)
      else { return .blind }
      let inBase = try cost.multiplied(by: try value.divided(by: price))
      let worth = try holding.quantity.ratio.multiplied(by: value)
      profit = try profit.adding(try worth.subtracting(inBase))
      paid = try paid.adding(try inBase.absolute())
    }
    return .known(try profit.divided(by: paid))
  }

  /// Price now ÷ price then − 1, in the instrument's own currency and in the units of now. Blind when
  /// either price is missing, or was older at its moment than prices may be.
  private func priceChange(
    of instrument: Int,
    over duration: Duration
  ) throws(ArithmeticFailure) -> Reading<Ratio> {
    let past = PastPrice(world: world, instrument: instrument, over: duration)
    guard let now = world.market.quotes[instrument], now.price.units > 0,
      now.at >= figures.exchange.oldest, let then = past.quote
    else { return .blind }
    let before = try then.price(after: world.market.corporateActions[instrument] ?? [])
    return .known(try now.price.ratio.divided(by: before).subtracting(.one))
  }
}

/// The price that a window over prices begins with.
struct PastPrice {
  /// The start of the window.
  let moment: Instant
  /// The latest quote available then, if it was not too old then.
  let quote: Quote?

  init(world: WorldFacts, instrument: Int, over duration: Duration) {
    moment = world.asOf.subtracting(duration)
    let oldest = moment.subtracting(world.rulebook.settings.pricesNoOlderThan)
    let found = world.market.quote(of: instrument, at: moment)
    quote = found.flatMap { $0.price.units > 0 && $0.at >= oldest ? $0 : nil }
  }
}

extension AccountFigures {
  /// What a holding cost in its own currency per unit of multiplier; what is sent or planned beyond the
  /// recorded position counts as traded at today's price. Nothing when it is not known.
  func cost(of holding: Holding) throws(ArithmeticFailure) -> Ratio? {
    let position =
      position(of: holding.instrument)
      ?? Position(instrument: holding.instrument, quantity: .zero)
    return try position.cost(of: holding.quantity.ratio, tradedAt: holding.unit.price?.ratio)
  }

  func reading(of measure: AccountMeasure) throws(ArithmeticFailure) -> Reading<Ratio> {
    switch measure {
    case .cash: return cash.map { .known($0.ratio) } ?? .blind
    case .nav: return nav.map { .known($0.ratio) } ?? .blind
    case .gross, .net:
      guard let nav,
        let sum = try sum(over: nil, magnitudes: measure == .gross, \.exposure)
      else { return .blind }
      return .known(try sum.ratio.divided(by: nav.ratio))
    }
  }
}
