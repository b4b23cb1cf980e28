internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What some scenarios know of the past: what holdings cost, earlier prices, a split, and conditions that
/// read them. Drawn from numbers of their own, so that what else a seed gives does not depend on them.
struct ScenarioPast {
  private var random: SeededGenerator
  private var scenario: Scenario

  /// The scenario with a past, in one of four cases.
  static func added(to scenario: Scenario) -> Scenario {
    var past = ScenarioPast(
      random: SeededGenerator(seed: scenario.seed ^ 0x7061_7374),
      scenario: scenario
    )
    guard past.random.chance(25) else { return scenario }
    past.addCosts()
    past.addHistory()
    if past.random.chance(25) { past.addSplit() }
    past.addConditions()
    return past.scenario
  }

  private func daysAgo(_ days: Int) -> Instant {
    Instant(secondsSinceEpoch: scenario.asOf.secondsSinceEpoch - Int64(days) * 86_400)
  }

  private mutating func addCosts() {
    for place in scenario.account.positions.indices where random.chance(85) {
      let position = scenario.account.positions[place]
      let symbol = scenario.instruments[position.instrument].symbol
      let price = scenario.quotes[symbol]?.price ?? .cents(5000)
      let paid = Int128(price.units) * Int128(random.int(50...150)) / 100
      scenario.account.positions[place].cost = try? Ratio(
        Int128(position.quantity.units) * paid,
        over: Int128(Quantity.scale) * Int128(Price.scale)
      )
    }
  }

  private mutating func addHistory() {
    for instrument in scenario.instruments {
      guard let latest = scenario.quotes[instrument.symbol], random.chance(85) else { continue }
      var quotes = [latest]
      for days in [10, 11, 13, 17, 24, 31, 40] where random.chance(70) {
        let late = random.chance(15) ? 2 : 0
        quotes.append(
          Quote(
            price: Price(units: latest.price.units * Int64(random.int(70...130)) / 100),
            at: daysAgo(days),
            available: daysAgo(days - late)
          )
        )
      }
      scenario.history[instrument.symbol] = quotes
    }
  }

  private mutating func addSplit() {
    let terms: [(Int64, Int64)] = [(2, 1), (10, 1), (1, 5), (3, 2)]
    let (after, before) = random.pick(terms)
    scenario.corporateActions = [
      CorporateAction(
        symbol: random.pick(scenario.instruments).symbol,
        at: daysAgo(random.int(0...20)),
        kind: .split(unitsAfter: after, unitsBefore: before)
      )
    ]
  }

  private mutating func addConditions() {
    for place in scenario.rulebook.rules.indices where random.chance(50) {
      let rule = scenario.rulebook.rules[place]
      let asked = condition(isPerMember: rule.forEach != nil)
      guard let when = rule.when else {
        scenario.rulebook.rules[place].when = asked
        continue
      }
      let both = [when, asked]
      scenario.rulebook.rules[place].when = .condition(random.chance(50) ? .and(both) : .or(both))
    }
  }

  private mutating func condition(isPerMember: Bool) -> RuleChecker.Expression {
    let symbol = InstrumentSet.symbol(random.pick(scenario.instruments).symbol)
    let one = isPerMember && random.chance(60) ? .member : symbol
    let windows: [Duration] = [.days(10), .days(14), .days(30), Duration(9, .businessDays)]
      .compactMap { $0 }
    let figure: RuleChecker.Expression =
      random.chance(50)
      ? .holding(.gain, random.pick([one, .all]))
      : .holding(.priceChange(over: random.pick(windows)), one)
    return .compare(
      figure,
      random.pick([.less, .greaterOrEqual]),
      .number(.thousandths(random.int(-6...6) * 50), type: .percent)
    )
  }
}
