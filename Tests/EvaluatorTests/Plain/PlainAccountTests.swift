import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Plain accounts are decided beside the stages: both must come to the same, to the share, the cause and the
/// exit status.
@Suite struct PlainAccountTests {
  /// A rulebook and an account, most of them plain.
  private struct Draw {
    var random: SeededGenerator
    let symbols = ["AA", "BB", "CC", "DD", "EE", "FF"]

    mutating func pick<Value>(_ values: [Value]) -> Value {
      values[Int.random(in: values.indices, using: &random)]
    }

    mutating func chance(_ percent: Int) -> Bool {
      Int.random(in: 0..<100, using: &random) < percent
    }

    mutating func rules() -> String {
      var text = ""
      for number in 0..<Int.random(in: 1...5, using: &random) {
        let condition = pick([
          "", "", "", "when not ready is confirmed", "when later is confirmed",
          "when sentiment(rust, over: 7d) > 0.1", "when ready is confirmed or 1 > 0",
        ])
        let action = pick([
          "build each tag sector:a to \(pick(["5%", "7.5%", "10%"])) of nav",
          "build each tag sector:b to \(pick(["5%", "8%", "20%"])) of nav",
          "build each tag desk:x to \(pick(["3%", "10%"])) of nav", "build each all to 4% of nav",
        ])
        text += "rule r\(number) { \(condition) \(action) }\n"
      }
      if chance(15) { text += "rule cut { when later is confirmed trim AA to 1% of nav }\n" }
      if chance(5) { text += "rule act { trim AA to 1% of nav }\n" }
      if chance(60) {
        text += "limit single weight of each instrument <= \(pick(["20%", "25%", "60%"]))\n"
      }
      if chance(40) { text += "limit floor cash >= \(pick(["1%", "5%", "30%"]))\n" }
      let minimum = pick(["0% of nav", "0.1% of nav", "1% of nav"])
      return text + "settings { minimum trade \(minimum) }\n"
    }

    mutating func instrument(_ symbol: String) -> String {
      let price = pick(["100", "33.3333", "7.25", "412.123456", "0.00012345", "1999.99"])
      let held = pick(["10", "0.5", "123.456789", "1", "40", "7"])
      let lot = chance(20) ? " lot \(pick(["10", "0.1"]))" : ""
      var words = "\(symbol) \(chance(3) ? "unpriced" : price)\(lot)"
      if chance(80) { words += " held \(chance(5) ? "-" : "")\(held)" }
      if chance(60) { words += " tag sector:\(pick(["a", "b"]))" }
      if chance(30) { words += " tag desk:x" }
      if chance(5) { words += " kind cash_like" }
      return words
    }

    mutating func meaning() -> Meaning {
      var meaning = Meaning("")
      meaning.rules = rules()
      meaning.instruments = symbols.map { instrument($0) }
      meaning.cash = [pick(["100_000 USD", "500 USD", "12_345.6789 USD", "0 USD"])]
      if chance(4) { meaning.cash.append("10 EUR") }
      if chance(5) { meaning.isMargin = true }
      meaning.rates = ["EUR": "1.17"]
      meaning.isCompared = false
      return meaning
    }
  }

  private struct Outcome: Equatable {
    var changes: [String]
    var status: AccountProposal.Status

    init(_ proposal: AccountProposal) {
      changes = proposal.changes.map {
        "\($0.action) \($0.symbol) \($0.quantity) at \(String(describing: $0.price)) "
          + "for \($0.rules) \($0.steps)"
      }
      status = proposal.status
    }

    init(_ purchases: [PlainPurchase], _ rulebook: PlainRulebook, _ market: Market) {
      changes = purchases.map {
        let causes = rulebook.causes[$0.instrument]
        let rules = causes.map { $0.replacing(".all", with: "") }
        return "buy \(market.instruments[$0.instrument].symbol) \($0.quantity) "
          + "at \(String(describing: Optional(rulebook.prices[$0.instrument]))) for \(rules) \(causes)"
      }
      status = .ready
    }
  }

  private static func columns(of account: Account) -> AccountColumns {
    var columns = AccountColumns(baseCurrency: account.baseCurrency)
    columns.name = account.name
    columns.kind = account.kind
    columns.tags = account.tags
    columns.instruments = account.positions.map(\.instrument)
    columns.quantities = account.positions.map(\.quantity)
    columns.cash = account.cash
    return columns
  }

  @Test(arguments: 0..<8) func plainAccountsComeToWhatTheStagesSay(part: Int) throws {
    let cases = Property.count / 8
    var (plain, buying) = (0, 0)
    for seed in 0..<cases {
      var draw = Draw(random: SeededGenerator(seed: UInt64(Property.first + part * cases + seed)))
      let meaning = draw.meaning()
      let scenario = try meaning.scenario()
      let evaluation = scenario.evaluation
      guard let rulebook = PlainRulebook(evaluation) else { continue }
      var decision = PlainDecision()
      let columns = Self.columns(of: scenario.account)
      guard rulebook.decide(columns, into: &decision) else { continue }
      plain += 1
      if !decision.purchases.isEmpty { buying += 1 }
      let expected = Outcome(evaluation.propose(for: scenario.account, journal: Journal()))
      let found = Outcome(decision.purchases, rulebook, evaluation.market)
      #expect(found == expected, "seed \(Property.first + part * cases + seed): \(meaning)")
    }
    // A generator that made none would prove nothing.
    #expect(plain * 10 >= cases && buying * 40 >= cases, "\(plain) plain, \(buying) with purchases")
  }

  @Test func scalesAreThoseOfTheNumbers() {
    #expect(Quantity.scale == 100_000_000 && Percent.scale == 100_000_000)
    #expect(Number.scale == Percent.scale && Price.scale / Amount.scale == 10_000)
  }
}
