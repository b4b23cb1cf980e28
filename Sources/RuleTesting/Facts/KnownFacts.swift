import Evaluator
import Portfolio
import Quantities
import RuleChecker

/// All that a test has told of so far: what the next run knows.
struct KnownFacts {
  let rulebook: CheckedRulebook
  let instruments: TestInstruments
  let portfolio: (any TestPortfolio)?
  private var prices = TestPrices()
  private var news: TestNews
  private var acts: [CatalystAct] = []
  /// Units of now for one unit of the portfolio file, of what a step split.
  private var splits: [String: Ratio] = [:]

  init(
    _ rulebook: CheckedRulebook,
    _ instruments: TestInstruments,
    _ portfolio: (any TestPortfolio)?
  ) {
    self.rulebook = rulebook
    self.instruments = instruments
    self.portfolio = portfolio
    news = TestNews(limit: rulebook.settings.newsNoOlderThan)
  }

  mutating func learn(_ fact: TestFact) throws(TestFault) {
    switch fact.kind {
    case .account(let facts): for fact in facts { try learn(fact.kind) }
    case .portfolio: return
    case .price(let symbol, let price, _, let at): prices.learn(symbol, price, at: at)
    case .catalyst(let index, let member, let state, let at): learn(index, member, state, at)
    case .newsStale(let at): try news.becomeStale(at: at)
    case .signals(let told): news.learn(told, rulebook)
    }
  }

  private mutating func learn(_ fact: AccountFact.Kind) throws(TestFault) {
    switch fact {
    case .price(let symbol, let price, _): prices.learn(symbol, price)
    case .rate(let currency, let quoted, let rate):
      try prices.learn(currency, in: quoted, rate)
    case .cash, .holds, .figure, .kind, .tag, .accountTag: return
    }
  }

  /// A person's word where one leads to the state, else the state itself.
  private mutating func learn(
    _ index: Int,
    _ member: String?,
    _ state: CatalystTest.State,
    _ at: Instant
  ) {
    guard rulebook.catalysts.indices.contains(index) else { return }
    let kind: CatalystAct.Kind =
      switch state {
      case .outcome(let name): .outcome(name)
      case .state(.confirmed): .confirm
      case .state(.denied): .deny
      case .state(let state): .state(state.rawValue)
      }
    let catalyst = rulebook.catalysts[index]
    // One that each instrument has is meant of all that the test speaks of.
    let everyone = instruments.bySymbol.keys.sorted().map { Optional($0) }
    for member in catalyst.forEach == nil || member != nil ? [member] : everyone {
      acts.append(
        CatalystAct(
          catalyst: catalyst.name,
          member: member,
          kind: kind,
          at: at,
          recorded: at,
          who: "test"
        )
      )
    }
  }

  mutating func split(_ symbol: String, _ new: Int, for old: Int) throws(ArithmeticFailure) {
    let ratio = try Ratio(Int128(new), over: Int128(old))
    try prices.split(symbol, by: ratio)
    splits[symbol] = try (splits[symbol] ?? .one).multiplied(by: ratio)
  }

  // MARK: A run

  func market(at moment: Instant) throws(TestFault) -> Market {
    let base = try portfolio?.contents(at: moment).market
    if let base, let told = prices.numeraire, told != base.numeraire {
      throw TestFault(
        "the rates of the portfolio file are in \(base.numeraire), and this test's in \(told)",
        help: "write them in \(base.numeraire)"
      )
    }
    var rates = base?.rates ?? [:]
    rates.merge(prices.rateQuotes(at: moment)) { _, told in told }
    var known: [Instrument] = []
    for instrument in instruments.bySymbol.values { known.append(try split(instrument)) }
    // The file's quotes are in the units of now already; told ones are as they were made, and one
    // without a date is of now.
    let market = Market(
      instruments: known,
      quotes: prices.quotes(at: moment),
      numeraire: prices.numeraire ?? base?.numeraire ?? instruments.baseCurrency,
      rates: rates,
      corporateActions: base?.corporateActions.values.flatMap { $0 }
        .filter { !prices.isUndated($0.symbol) } ?? []
    )
    return try adding(history: market.replacing(quotes: quotes(of: base, untold: market)), moment)
  }

  /// The latest quotes of the portfolio file where the test tells of none.
  private func quotes(
    of base: Market?,
    untold market: Market
  ) throws(TestFault) -> [String: Quote] {
    var found: [String: Quote] = [:]
    for (index, instrument) in (base?.instruments ?? []).enumerated() {
      guard let quote = base?.quotes[index], let place = market.indexBySymbol[instrument.symbol],
        market.quotes[place] == nil
      else { continue }
      found[instrument.symbol] = try split(quote, of: instrument.symbol)
    }
    return found
  }

  /// With the quotes that windows over prices begin with: what a run of that moment would have known.
  private func adding(history market: Market, _ asOf: Instant) throws(TestFault) -> Market {
    var history: [String: [Quote]] = [:]
    var untold: [Instant: [String]] = [:]
    for (moment, symbols) in RulebookNeeds(rulebook).pastPrices(in: market, asOf: asOf) {
      let told = prices.quotes(at: moment)
      for symbol in symbols {
        if let quote = told[symbol] {
          history[symbol, default: []].append(quote)
        } else {
          untold[moment, default: []].append(symbol)
        }
      }
    }
    for (symbol, quotes) in try portfolio?.quotes(at: untold) ?? [:] {
      for quote in quotes {
        history[symbol, default: []].append(try split(quote, of: symbol))
      }
    }
    return market.adding(history: history)
  }

  /// A quote of the portfolio file after the splits of the test.
  private func split(_ quote: Quote, of symbol: String) throws(TestFault) -> Quote {
    guard let ratio = splits[symbol] else { return quote }
    return try exactly { () throws(ArithmeticFailure) in try quote.split(by: ratio) }
  }

  /// With the average daily volume in the units of now.
  private func split(_ instrument: Instrument) throws(TestFault) -> Instrument {
    guard let ratio = splits[instrument.symbol], let volume = instrument.averageDailyVolume
    else { return instrument }
    var instrument = instrument
    instrument.averageDailyVolume = try exactly { () throws(ArithmeticFailure) in
      try Quantity(try volume.ratio.multiplied(by: ratio), rounding: .halfEven)
    }
    return instrument
  }

  /// The dated events that the rulebook waits for.
  func calendar(at moment: Instant) throws(TestFault) -> [CalendarEvent] {
    try portfolio?.calendar(kinds: RulebookNeeds(rulebook).calendarKinds, at: moment) ?? []
  }

  func evaluation(at moment: Instant) throws(TestFault) -> (items: [Item], acts: [CatalystAct]) {
    let base = try portfolio?.contents(at: moment)
    return ((base?.items ?? []) + news.items(at: moment), (base?.acts ?? []) + acts)
  }
}
