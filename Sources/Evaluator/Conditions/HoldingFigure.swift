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
    case .gain, .priceChange:
      // A rulebook that reads these is refused before it is evaluated: `UnsupportedParts`.
      return .blind
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

extension AccountFigures {
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
