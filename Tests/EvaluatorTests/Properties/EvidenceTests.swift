import BigInt
import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 11: each change cites what it rests on, and that is enough to work it out again.
@Suite struct EvidenceTests {
  @Test(arguments: Property.chunks)
  func everyChangeCitesItsRulesAndFacts(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      let evaluation = one.scenario.evaluation
      // A catalyst is cited by its name, and one of an instrument as `name(SYMBOL)`.
      let facts = Set(evaluation.header.facts.map(\.id))
        .union(one.scenario.rulebook.catalysts.map(\.name))
      let names =
        one.scenario.rulebook.rules.map(\.name)
        + one.scenario.rulebook.limits.map(\.name)
      for change in one.proposal.changes where change.action != .convert {
        if change.rules.isEmpty { return "\(change.shown) cites no rule" }
        for rule in change.rules where !names.contains(String(rule.prefix { $0 != "[" })) {
          return "\(change.shown) cites \(rule)"
        }
        for fact in change.facts
        where !facts.contains(fact) && !facts.contains(String(fact.prefix { $0 != "(" }))
          && !change.isSilence(fact)
        {
          return "\(change.shown) cites \(fact)"
        }
        for step in change.steps where !change.rules.contains(where: { step.hasPrefix($0 + ".") }) {
          return "\(change.shown) cites \(step)"
        }
      }
      return nil
    }
  }

  /// A cut increase is its last cut, rounded down to lots; each cut goes on from the one before.
  @Test(arguments: Property.chunks)
  func theCutsOfAChangeGiveItsQuantity(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      for change in one.proposal.changes where change.adds && !change.cuts.isEmpty {
        guard let index = one.scenario.market.indexBySymbol[change.symbol],
          !one.scenario.hedgeSymbols.contains(change.symbol)
        else { continue }
        var last: Ratio?
        for cut in change.cuts {
          if let last, cut.from != last { return "\(change.shown): \(cut) after \(last)" }
          if cut.to > cut.from { return "\(change.shown): \(cut) is no cut" }
          if let factor = cut.factor, let product = try? cut.from.multiplied(by: factor),
            product != cut.to
          {
            return "\(change.shown): \(cut) is not its factor"
          }
          last = cut.to
        }
        guard let last,
          let units = try? last.scaled(by: Quantity.scale, rounding: .towardZero)
        else { continue }
        let lot = Int128(one.scenario.lot(index))
        let rounded = Quantity(units: Int64(units / lot * lot))
        let missing = Fraction(rounded) - Fraction(change.quantity)
        let most = one.scenario.mostGivenUp(of: change, lot: Fraction(Quantity(units: Int64(lot))))
        if missing < .zero || missing > most { return "\(change.shown) from \(last)" }
      }
      return nil
    }
  }
}

extension Change {
  /// News of a `for each` rule's member that has none: the header leaves it out.
  fileprivate func isSilence(_ fact: String) -> Bool {
    rules.contains { rule in
      let member = rule.drop { $0 != "[" }.dropFirst().dropLast()
      return !member.isEmpty && fact.contains("(\(member)")
    }
  }
}

extension Scenario {
  /// The units that an increase may give up to the rounding of exposures: for each limit, what half of
  /// 0.0001 of every instrument sums to, 0.0001 more, and rounding to a lot.
  fileprivate func mostGivenUp(of change: Change, lot: Fraction) -> Fraction {
    guard case .bounds(let evidence) = change.evidence, let price = change.price,
      let rate = evidence.unit.rate
    else { return .zero }
    let unit = Fraction(price) * Fraction(evidence.unit.multiplier) * Fraction(rate)
    let exposure = (unit * Fraction(evidence.unit.leverage)).size
    // A limit on beta counts an exposure as often as its beta says.
    let betas = instruments.compactMap { $0.beta.map { Fraction($0).size } }
    let own = instrument(change.symbol)?.beta.map { Fraction($0).size } ?? .one
    let spread = own == .zero ? .one : max(.one, (betas.max() ?? .one) / own)
    let half = Fraction(BigInt(instruments.count), over: 20_000) * spread
    let excess = half + Fraction(1, over: 10_000)
    return Fraction(BigInt(rulebook.limits.count)) * (excess / exposure + lot)
  }
}
