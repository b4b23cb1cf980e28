import Evaluator
import Portfolio
import Quantities
import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// A made-up world for one sentence of `docs/language.md`: a rulebook, and facts in a few words.
///
/// Both evaluators run on it, and must agree. Unless told otherwise the account has 100,000 dollars
/// in cash, NVDA costs 100 and MSFT 50, prices are of 2025-12-15, and the feed is alive with news of
/// nothing that rules read.
struct Meaning {
  var rules: String
  /// `NVDA 100 held 50 cost 80 kind fund leverage 2 multiplier 5 beta 1.5 lot 10 adv 1000 tag sector:tech`:
  /// a symbol, its price or `unpriced`, and what else is known of it.
  var instruments: [String]
  /// `100_000 USD`, one amount a currency.
  var cash: [String]
  var rates: [String: String] = [:]
  var accountTags: [Portfolio.Tag] = []
  var isMargin = false
  var items: [Item]
  var acts: [CatalystAct] = []
  /// Earlier prices by symbol, `100 2025-12-05`: made and available on that day, or with a second day
  /// available on that one.
  var history: [String: [String]] = [:]
  var corporateActions: [CorporateAction] = []
  var calendar: [CalendarEvent] = []
  var asOf = "2025-12-15"
  /// The reference evaluator knows no calendars.
  var isCompared = true
  /// Fills the journal; the dictionary has the place of each symbol.
  var journal: (inout Journal, [String: Int]) throws -> Void = { _, _ in }

  init(
    _ rules: String,
    _ instruments: [String] = ["NVDA 100", "MSFT 50"],
    cash: String = "100_000 USD"
  ) {
    self.rules = rules
    self.instruments = instruments
    self.cash = [cash]
    items = [Meaning.item("Weather", on: "2025-12-14")]
  }

  static let declarations = """
    dimension sector
    dimension desk
    topic rust { mentions "Rust" }
    catalyst ready { official "maker.com" }
    catalyst later { official "maker.com" }
    catalyst earnings for each s in all { outcomes beat, miss }
    basket pair { NVDA 60% MSFT 40% }

    """

  // MARK: What comes of it

  func propose() throws -> AccountProposal {
    let scenario = try scenario()
    if isCompared {
      #expect(scenario.differences == [], "the two evaluators differ:\n\(rules)")
    }
    return scenario.proposal
  }

  /// `buy NVDA 50`, in order of execution.
  var orders: [String] { get throws { try propose().orders } }

  /// The state of a rule that only asks `condition`.
  func state(of condition: String) throws -> String? {
    var copy = self
    copy.rules += "\nrule asked { when \(condition) review NVDA }"
    let scenario = try copy.scenario()
    if isCompared {
      #expect(scenario.differences == [], "the two evaluators differ on \(condition)")
    }
    let reports = scenario.evaluation.header.rules + scenario.proposal.rules
    return reports.first { $0.rule == "asked" }?.state.rawValue
  }

  func scenario() throws -> Scenario {
    let facts = try instruments.map(Fact.init).sorted {
      $0.instrument.symbol < $1.instrument.symbol
    }
    let places = Dictionary(
      uniqueKeysWithValues: facts.enumerated().map { ($1.instrument.symbol, $0) }
    )
    var journal = Journal()
    try self.journal(&journal, places)
    return Scenario(
      rulebook: try rulebook(),
      market: try market(facts),
      items: items,
      acts: acts,
      account: try account(facts),
      journal: journal,
      asOf: try #require(Instant(parsing: asOf, bareDate: .end)),
      corporateActions: corporateActions,
      calendar: calendar
    )
  }

  func rulebook() throws -> CheckedRulebook {
    let header = rules.hasPrefix("language") ? "" : "language 1\nrulebook meaning\n"
    let text = header.isEmpty ? rules + "\n" + Meaning.declarations : Meaning.declarations + rules
    let file = SourceFile(path: "meaning.tranche", text: header + text)
    let result = RulebookChecker.check([Parser.parse(file)])
    let errors = result.diagnostics.filter { $0.severity == .error }.map(\.message)
    return try #require(result.rulebook, "\(errors)")
  }

  private func market(_ facts: [Fact]) throws -> Market {
    var quotes: [String: Quote] = [:]
    for fact in facts { quotes[fact.instrument.symbol] = fact.quote }
    let at = try Meaning.moment("2025-12-15")
    var rateQuotes: [Currency: RateQuote] = [:]
    for (code, rate) in rates {
      rateQuotes[try Meaning.currency(code)] = RateQuote(
        rate: try Number(parsing: rate),
        at: at,
        available: at
      )
    }
    return Market(
      instruments: facts.map(\.instrument),
      quotes: quotes,
      numeraire: try Meaning.currency("USD"),
      rates: rateQuotes
    )
    .adding(history: try history.mapValues { try $0.map(Meaning.quote) })
  }

  private static func quote(_ line: String) throws -> Quote {
    let words = line.split(separator: " ").map(String.init)
    let at = try moment(words[1])
    let available = words.count > 2 ? try moment(words[2]) : at
    return Quote(price: try Price(parsing: words[0]), at: at, available: available)
  }

  private func account(_ facts: [Fact]) throws -> Account {
    Account(
      name: "main",
      baseCurrency: try Meaning.currency("USD"),
      kind: isMargin ? .margin : .cash,
      tags: accountTags,
      positions: try facts.enumerated().compactMap { place, fact in
        guard let held = fact.held else { return nil }
        let cost = try fact.cost.map { try held.ratio.multiplied(by: $0.ratio) }
        return Position(instrument: place, quantity: held, cost: cost)
      },
      cash: try cash.map { text in
        let words = text.split(separator: " ").map(String.init)
        return Money(
          try Amount(parsing: words[0], allowsUnderscores: true),
          try Meaning.currency(words[1])
        )
      }
    )
  }

  // MARK: Facts

  static func moment(_ day: String) throws -> Instant {
    try #require(Instant(parsing: day, bareDate: .start))
  }

  static func currency(_ code: String) throws -> Currency { try #require(Currency(code)) }

  static func item(
    _ title: String,
    on day: String,
    sentiment: Int? = nil,
    impact: Int? = nil,
    by owner: String = "wire",
    about symbol: String? = nil
  ) -> Item {
    Item(
      identifier: "\(title) \(day) \(owner)",
      provider: "test",
      title: title,
      source: owner,
      available: Instant(parsing: day, bareDate: .start),
      sentiment: sentiment.map { .thousandths($0 * 10) },
      impact: impact.map { .thousandths($0 * 10) },
      subjects: symbol.map { [ItemSubject(kind: .symbol, name: $0)] } ?? []
    )
  }

  static func act(
    _ kind: CatalystAct.Kind,
    _ catalyst: String = "ready",
    on day: String = "2025-12-10",
    of symbol: String? = nil
  ) throws -> CatalystAct {
    let at = try moment(day)
    return CatalystAct(catalyst: catalyst, member: symbol, kind: kind, at: at, recorded: at)
  }
}

/// One instrument, as a line of words says it.
private struct Fact {
  var instrument: Instrument
  var quote: Quote?
  var held: Quantity?
  /// Of one unit.
  var cost: Price?

  init(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    instrument = Instrument(symbol: words[0], currency: try Meaning.currency("USD"))
    var day = "2025-12-15"
    var place = 2
    while place < words.count {
      let value = place + 1 < words.count ? words[place + 1] : ""
      switch words[place] {
      case "held": held = try Quantity(parsing: value)
      case "cost": cost = try Price(parsing: value)
      case "kind": instrument.kind = try #require(InstrumentKind(rawValue: value))
      case "multiplier": instrument.multiplier = try Number(parsing: value)
      case "leverage": instrument.leverage = try Number(parsing: value)
      case "beta": instrument.beta = try Number(parsing: value)
      case "multiplier": instrument.multiplier = try Number(parsing: value)
      case "lot": instrument.lot = try Quantity(parsing: value)
      case "adv": instrument.averageDailyVolume = try Quantity(parsing: value)
      case "in": instrument.currency = try Meaning.currency(value)
      case "priced": day = value
      case "tag":
        let parts = value.split(separator: ":").map(String.init)
        instrument.tags.append(Portfolio.Tag(dimension: parts[0], value: parts[1]))
      default: throw Unreadable(word: words[place])
      }
      place += 2
    }
    guard words[1] != "unpriced" else { return }
    let at = try Meaning.moment(day)
    quote = Quote(price: try Price(parsing: words[1]), at: at, available: at)
  }

  struct Unreadable: Error {
    let word: String
  }
}
