import Evaluator
import Portfolio
import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// A small made-up world for one worked example: prices fresh on 2025-12-15, an account in dollars.
struct Example {
  var rules: String
  var prices: [String: String] = ["NVDA": "180", "GOOGL": "310", "MSFT": "480", "PSQ": "38"]
  var stale: Set<String> = []
  var betas: [String: String] = ["NVDA": "1.7", "GOOGL": "1.1", "MSFT": "1", "PSQ": "1.2"]
  var sectors: [String: String] = [:]
  var holds: [String: String] = [:]
  var cash = "100000"
  var sentiment: String? = "0.30"
  var impact: String? = "0.28"
  var publishedOn = "2025-12-13"
  var acts: [CatalystAct] = []
  var asOf = "2025-12-15"
  var journal = Journal()
  /// In the words of rules.
  var assumptions: [String] = []

  init(_ rules: String) { self.rules = rules }

  /// The flagship's declarations, for examples that only add a rule.
  static let names = """
    language 1
    rulebook example
    dimension sector
    topic kernel_rust { mentions "Rust" }
    catalyst default_build { topic kernel_rust }
    basket beneficiaries { NVDA 40% GOOGL 30% MSFT 30% }

    """

  func propose() throws -> AccountProposal { try explain().proposal }

  func explain() throws -> AccountExplanation {
    let evaluation = try evaluation()
    return evaluation.explain(try account(in: evaluation.market), journal: journal)
  }

  func account(in market: Market) throws -> Account {
    let dollars = try #require(Currency("USD"))
    let positions = try holds.map { symbol, quantity in
      Position(
        instrument: try #require(market.indexBySymbol[symbol]),
        quantity: try Quantity(parsing: quantity)
      )
    }
    return Account(
      name: "example",
      baseCurrency: dollars,
      positions: positions,
      cash: [Money(try Amount(parsing: cash), dollars)]
    )
  }

  func rulebook() throws -> CheckedRulebook {
    let parsed = Parser.parse(SourceFile(path: "example.tranche", text: Example.names + rules))
    let result = RulebookChecker.check([parsed])
    let errors = result.diagnostics.filter { $0.severity == .error }.map(\.message)
    return try #require(result.rulebook, "\(errors)")
  }

  func evaluation() throws -> Evaluation {
    let rulebook = try rulebook()
    return Evaluation(
      rulebook: rulebook,
      market: try market(),
      items: try items(),
      acts: acts,
      asOf: try #require(Instant(parsing: asOf, bareDate: .end)),
      assumptions: try assumed()
    )
  }

  func assumed() throws -> [Assumption] {
    let result = AssumptionChecker.check(assumptions, against: try rulebook(), origin: "assumed")
    try #require(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    return result.assumptions
  }

  private func market() throws -> Market {
    let dollars = try #require(Currency("USD"))
    let fresh = try #require(Instant(parsing: "2025-12-15", bareDate: .start))
    let old = try #require(Instant(parsing: "2025-10-01", bareDate: .start))
    var instruments: [Instrument] = []
    var quotes: [String: Quote] = [:]
    for symbol in Set(prices.keys).union(holds.keys).sorted() {
      var instrument = Instrument(symbol: symbol, currency: dollars)
      instrument.beta = try betas[symbol].map { try Number(parsing: $0) }
      if symbol == "PSQ" {
        instrument.kind = .inverseFund
        instrument.leverage = try Number(parsing: "-1")
      }
      if let sector = sectors[symbol] {
        instrument.tags = [Tag(dimension: "sector", value: sector)]
      }
      instruments.append(instrument)
      if let price = prices[symbol] {
        let at = stale.contains(symbol) ? old : fresh
        quotes[symbol] = Quote(price: try Price(parsing: price), at: at, available: at)
      }
    }
    return Market(instruments: instruments, quotes: quotes, numeraire: dollars, rates: [:])
  }

  private func items() throws -> [Item] {
    guard sentiment != nil || impact != nil else { return [] }
    return [
      Item(
        identifier: "page",
        provider: "test",
        title: "Rust in a title",
        source: "wire",
        available: try #require(Instant(parsing: publishedOn, bareDate: .start)),
        sentiment: try sentiment.map { try Number(parsing: $0) },
        impact: try impact.map { try Number(parsing: $0) }
      )
    ]
  }
}

extension AccountProposal {
  /// `buy NVDA 4`, in order of execution.
  var orders: [String] { changes.map { "\($0.action.rawValue) \($0.symbol) \($0.quantity)" } }

  /// `NVDA: stale_price`, ascending.
  var blocks: [String] { blocked.map { "\($0.subject): \($0.code)" } }

  var reviewCodes: [String] { reviews.map { "\($0.subject): \($0.code)" } }

  func state(of rule: String) -> RuleReport.State? { rules.first { $0.rule == rule }?.state }
}

/// A person's confirmation of `catalyst` on `day`.
func confirmation(of catalyst: String, on day: String) throws -> CatalystAct {
  let moment = try #require(Instant(parsing: day, bareDate: .start))
  return CatalystAct(catalyst: catalyst, kind: .confirm, at: moment, recorded: moment)
}
