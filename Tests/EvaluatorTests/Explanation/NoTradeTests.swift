import Evaluator
import Portfolio
import Quantities
import Testing

@Suite("What a no-trade limit does, as `tranche why` tells it")
struct NoTradeTests {
  private func rows(
    _ rules: String,
    about symbol: String? = nil,
    _ change: (inout Example) -> Void = { _ in }
  ) throws -> [String] {
    var example = Example(rules)
    change(&example)
    let explanation = try example.explain()
    return (symbol.map { explanation.noTrades(about: $0) } ?? explanation.noTrades).map { row in
      let withheld = row.withheld.map { "\($0.symbol) \($0.units)" }
      let against = row.against.map { "\($0.action.rawValue) \($0.symbol) \($0.quantity)" }
      return "\(row.limit): \(row.text) \(withheld) \(against)"
        + (row.isAdvisory ? " advisory" : "")
    }
  }

  @Test("What it withholds is said with its size, a sale below zero") func withholds() throws {
    let rules = "rule go { build NVDA to 10% of nav }\nlimit banned no buys of NVDA"
    #expect(try rows(rules) == ["banned: no buys of NVDA [\"NVDA 55.555556\"] []"])
    #expect(try rows(rules, about: "NVDA") == (try rows(rules)))
    #expect(try rows(rules, about: "MSFT") == [])
    let kept = "rule cut { trim all to 0% of nav }\nlimit keep no trade of held in all"
    #expect(
      try rows(kept) { $0.holds = ["MSFT": "3", "NVDA": "7"] }
        == ["keep: no trade of held in all [\"MSFT -3\", \"NVDA -7\"] []"]
    )
    #expect(
      try rows(kept, about: "NVDA") { $0.holds = ["MSFT": "3", "NVDA": "7"] }
        == ["keep: no trade of held in all [\"NVDA -7\"] []"]
    )
  }

  @Test("One that nothing runs against is a row, too") func idle() throws {
    let rules = "rule go { build NVDA to 10% of nav }\n"
    #expect(try rows(rules + "limit banned no sells of NVDA") == ["banned: no sells of NVDA [] []"])
    // Neither held nor wanted.
    #expect(
      try rows(rules + "limit banned no trade of MSFT", about: "MSFT")
        == ["banned: no trade of MSFT [] []"]
    )
  }

  @Test("An advisory one names what is proposed against it") func advisory() throws {
    let rules = "rule go { build NVDA to 10% of nav }\n"
    #expect(
      try rows(rules + "limit rather no buys of NVDA advisory")
        == ["rather: no buys of NVDA [] [\"buy NVDA 55\"] advisory"]
    )
    #expect(
      try rows(rules + "limit rather no sells of NVDA advisory")
        == ["rather: no sells of NVDA [] [] advisory"]
    )
  }

  @Test("It withholds a hedge by the hedge's own name, not by a set") func hedges() throws {
    let hold: (inout Example) -> Void = { $0.holds = ["NVDA": "100"] }
    let rules = "rule hedge_it { hedge 40% of NVDA by beta with PSQ }\n"
    let named = try rows(rules + "limit banned no buys of PSQ", about: "PSQ", hold)
    #expect(named == ["banned: no buys of PSQ [\"PSQ 268\"] []"])
    #expect(
      try rows(rules + "limit banned no sells of PSQ", hold) == [
        "banned: no sells of PSQ [] []"
      ]
    )
  }
}
