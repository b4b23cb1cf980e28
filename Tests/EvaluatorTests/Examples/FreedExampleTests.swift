import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Who gave way to an increase, worked by hand: MSFT at 50 is built to 10% of an account worth 100,000,
/// that is by 200 shares for 10,000, where less cash, room or turnover would be left without another rule.
@Suite("Freed by, worked by hand") struct FreedExampleTests {
  private func freed(_ world: Meaning) throws -> [String: [String]] {
    let increases = try world.propose().changes.filter { $0.action == .buy }
    return Dictionary(uniqueKeysWithValues: increases.map { ($0.symbol, $0.freedBy) })
  }

  static let build = "rule own { build MSFT to 10% of nav }\n"

  // cites: limit-6
  @Test("Cash that a sale brings in")
  func sale() throws {
    let trim = "rule cut { trim NVDA to 80% of nav }\n"
    // 90,000 are held and 10,000 in cash: without the sale the buy would fit as well.
    let rich = Meaning(
      Self.build + trim,
      ["NVDA 100 held 900", "MSFT 50"],
      cash: "10_000 USD"
    )
    #expect(try freed(rich) == ["MSFT": []])
    // With 5,000 in cash only half of it would: 95,000 held, 150 NVDA sold for 15,000.
    let poor = Meaning(
      Self.build + trim,
      ["NVDA 100 held 950", "MSFT 50"],
      cash: "5_000 USD"
    )
    #expect(try poor.orders == ["sell NVDA 150", "buy MSFT 200"])
    #expect(try freed(poor) == ["MSFT": ["NVDA"]])
  }

  // cites: limit-6, limit-1
  @Test("Cash that a limit, a freeze or a trim of another keeps from being spent")
  func restraint() throws {
    // 15,000 in cash, and QCOM at 10 would take 10,000 of them.
    let world = ["NVDA 100 held 850", "MSFT 50", "QCOM 10"]
    let wants = Self.build + "rule too { build QCOM to 10% of nav }\n"
    let free = Meaning(wants, world, cash: "15_000 USD")
    #expect(try free.orders == ["buy MSFT 150", "buy QCOM 750"])
    #expect(try freed(free) == ["MSFT": [], "QCOM": []])
    for (rule, orders) in [
      ("limit small weight of tag sector:none <= 1%", ["buy MSFT 150", "buy QCOM 750"]),
      ("limit small weight of QCOM <= 5%", ["buy MSFT 200", "buy QCOM 500"]),
      ("rule cut { trim QCOM to 5% of nav }", ["buy MSFT 200", "buy QCOM 500"]),
      ("rule still { freeze QCOM }", ["buy MSFT 200"]),
    ] {
      let held = Meaning(wants + rule, world, cash: "15_000 USD")
      #expect(try held.orders == orders, "\(rule)")
      let makers = orders.contains("buy MSFT 200") ? ["QCOM"] : []
      #expect(try freed(held)["MSFT"] == makers, "\(rule)")
    }
  }

  // cites: limit-3
  @Test("Room under a limit on a set")
  func room() throws {
    // 12% in the pair: NVDA's 8% would leave MSFT 4%, 80 shares; trimmed to 5% it leaves 7%, 140.
    let limit = Self.build + "limit both weight of pair <= 12%\n"
    let world = ["NVDA 100 held 80", "MSFT 50"]
    let before = Meaning(limit, world, cash: "92_000 USD")
    #expect(try before.orders == ["buy MSFT 80"])
    #expect(try freed(before) == ["MSFT": []])
    let after = Meaning(limit + "rule cut { trim NVDA to 5% of nav }", world, cash: "92_000 USD")
    #expect(try after.orders == ["sell NVDA 30", "buy MSFT 140"])
    #expect(try freed(after) == ["MSFT": ["NVDA"]])
    // To 1% it leaves more than MSFT asks for, and without the sale it would still be cut.
    let wide = Meaning(limit + "rule cut { trim NVDA to 1% of nav }", world, cash: "92_000 USD")
    #expect(try wide.orders == ["sell NVDA 70", "buy MSFT 200"])
    #expect(try freed(wide) == ["MSFT": ["NVDA"]])
  }

  // cites: limit-7
  @Test("Turnover that a frozen sale does not take up")
  func turnover() throws {
    // 7.5% of turnover are 15,000. A sale of 10,000 would leave 5,000, 100 shares; frozen, it leaves all.
    let rules =
      Self.build + "limit churn turnover over 1d <= 7.5%\nrule cut { trim NVDA to 10% of nav }\n"
    let world = ["NVDA 100 held 200", "MSFT 50"]
    let selling = Meaning(rules, world, cash: "80_000 USD")
    #expect(try selling.orders == ["sell NVDA 100", "buy MSFT 100"])
    #expect(try freed(selling) == ["MSFT": []])
    let frozen = Meaning(rules + "rule still { freeze NVDA }", world, cash: "80_000 USD")
    #expect(try frozen.orders == ["buy MSFT 200"])
    #expect(try freed(frozen) == ["MSFT": ["NVDA"]])
  }
}
