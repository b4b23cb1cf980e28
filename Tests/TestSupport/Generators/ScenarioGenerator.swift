internal import Portfolio
internal import Quantities
internal import RuleChecker
internal import RuleSyntax

/// Makes a scenario from a seed: rulebook, market, news, account and journal that fit together.
public struct ScenarioGenerator {
  var random: SeededGenerator
  let seed: UInt64
  var asOf = Instant(secondsSinceEpoch: 0)
  var instruments: [Instrument] = []
  var quotes: [String: Quote] = [:]
  var numeraire = WorkedExample.usd
  var rates: [Currency: RateQuote] = [:]
  /// Symbols that rules may aim at, and those they may hedge with.
  var targets: [String] = []
  var hedges: [String] = []
  /// What hedges may still offset of one set, in tenths.
  var hedgeTenthsLeft = 10
  var baskets: [Basket] = []
  var settings = Settings()
  /// About what the account is worth, in its base currency.
  var size = 100_000
  var base = WorkedExample.usd

  init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
  }

  public static func scenario(seed: UInt64) -> Scenario {
    var generator = ScenarioGenerator(seed: seed)
    return ScenarioPast.added(to: generator.make())
  }

  private mutating func make() -> Scenario {
    // A moment of some day of December 2025, weekends included.
    let day = Instant(parsing: "2025-12-01", bareDate: .start)?.secondsSinceEpoch ?? 0
    asOf = Instant(
      secondsSinceEpoch: day + Int64(random.int(0...30)) * 86_400
        + random.pick([86_399, 86_399, 0, 50_000])
    )
    makeMarket()
    let rulebook = makeRulebook()
    let account = makeAccount()
    let journal = makeJournal(rulebook, account)
    return Scenario(
      seed: seed,
      rulebook: rulebook,
      instruments: instruments,
      quotes: quotes,
      numeraire: numeraire,
      rates: rates,
      items: makeItems(),
      acts: makeActs(rulebook),
      account: account,
      journal: journal,
      asOf: asOf
    )
  }

  /// So many days before `asOf`, at its time of day.
  func daysAgo(_ days: Int) -> Instant {
    Instant(secondsSinceEpoch: asOf.secondsSinceEpoch - Int64(days) * 86_400)
  }
}

// MARK: The market

extension ScenarioGenerator {
  static let currencies = ["EUR", "GBP", "JPY", "USD"].compactMap { Currency($0) }

  private mutating func makeMarket() {
    numeraire = random.pick(ScenarioGenerator.currencies)
    base = random.chance(60) ? numeraire : random.pick(ScenarioGenerator.currencies)
    let perUnit = ["EUR": 1_083, "GBP": 1_270, "JPY": 7, "USD": 1_000]
    for currency in ScenarioGenerator.currencies where currency != numeraire {
      if random.chance(3) { continue }
      let days = random.chance(5) ? 9 : random.int(0...2)
      let own = perUnit["\(currency)"] ?? 1_000
      let other = perUnit["\(numeraire)"] ?? 1_000
      let units = Int64(own) * Number.scale / Int64(other) + Int64(random.int(0...9_999))
      rates[currency] = RateQuote(
        rate: Number(units: units),
        at: daysAgo(days),
        available: daysAgo(days)
      )
    }
    let letters = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG"]
    targets = random.some(random.int(2...6), of: letters)
    hedges = random.some(random.int(0...2), of: ["HHH", "III"])
    for symbol in targets { instruments.append(makeInstrument(symbol, isHedge: false)) }
    for symbol in hedges { instruments.append(makeInstrument(symbol, isHedge: true)) }
    for instrument in instruments { makeQuote(instrument) }
  }

  private mutating func makeInstrument(_ symbol: String, isHedge: Bool) -> Instrument {
    let kinds: [(weight: Int, value: InstrumentKind)] =
      isHedge
      ? [(60, .inverseFund), (20, .future), (20, .fund)]
      : [
        (66, .stock), (8, .fund), (5, .leveragedFund), (6, .inverseFund), (5, .future),
        (3, .bond), (3, .crypto), (4, .cashLike),
      ]
    let kind = random.pick(weighted: kinds)
    var instrument = Instrument(
      symbol: symbol,
      kind: kind,
      currency: random.chance(70) ? base : random.pick(ScenarioGenerator.currencies)
    )
    switch kind {
    case .leveragedFund: instrument.leverage = .thousandths(random.pick([2000, 3000, 1500]))
    case .inverseFund: instrument.leverage = .thousandths(random.pick([-1000, -2000, -3000]))
    case .future: instrument.multiplier = .thousandths(1000 * random.pick([1, 5, 10]))
    case .crypto: instrument.lot = .hundredths(random.pick([1, 10]))
    case .stock, .fund, .bond, .cashLike:
      if random.chance(10) { instrument.lot = random.pick([.whole(10), .hundredths(50)]) }
    }
    if random.chance(85) { instrument.beta = .thousandths(random.int(3...20) * 100) }
    if random.chance(75) { instrument.averageDailyVolume = .whole(random.int(5...5000)) }
    if random.chance(75) {
      let values = random.some(random.pick([1, 1, 1, 2]), of: ["energy", "health", "tech"])
      instrument.tags += values.map { Tag(dimension: "sector", value: $0) }
    }
    if !isHedge, random.chance(40) {
      instrument.tags.append(Tag(dimension: "theme", value: random.pick(["ai", "green"])))
    }
    return instrument
  }

  private mutating func makeQuote(_ instrument: Instrument) {
    if random.chance(3) { return }
    let days = random.chance(5) ? random.int(5...9) : random.int(0...2)
    let price: Price =
      random.chance(85)
      ? .cents(random.int(500...40_000))
      : Price(units: Int64(random.int(50_000...4_000_000)) * 10_000)
    quotes[instrument.symbol] = Quote(
      price: price,
      at: daysAgo(days),
      available: daysAgo(days)
    )
  }
}
