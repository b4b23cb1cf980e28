import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// What the settings decide, on an account worth 100,000.
@Suite struct SettingMeaningTests {
  private let build = "rule own { build NVDA to 5% of nav }\n"

  // cites: setting-1
  @Test(
    arguments: [
      ("", "2025-12-12", true), ("", "2025-12-11", false),
      ("settings { prices no older than 10d }", "2025-12-07", true),
      ("settings { prices no older than 1d }", "2025-12-14", false),
    ]
  )
  func nothingIsBoughtAtAStalePrice(setting: String, day: String, isBought: Bool) throws {
    let proposal = try Meaning(build + setting, ["NVDA 100 priced \(day)"]).propose()
    #expect(proposal.orders == (isBought ? ["buy NVDA 50"] : []))
    #expect(proposal.blocks == (isBought ? [] : ["NVDA: stale_price"]))
  }

  // cites: setting-2, unknown-3
  @Test(
    arguments: [
      ("", "2025-12-09", "quiet"), ("", "2025-12-08", "blind"),
      ("settings { news no older than 10d }", "2025-12-06", "quiet"),
      ("settings { news no older than 1d }", "2025-12-14", "blind"),
    ]
  )
  func withoutNewsTheFeedIsStale(setting: String, day: String, state: String) throws {
    var world = Meaning(setting)
    world.items = [Meaning.item("Weather", on: day)]
    #expect(try world.state(of: "sentiment(rust, over: 30d) > 0") == state)
  }

  // cites: setting-3, trim-5
  @Test func smallTradesAreLeftOut() throws {
    // 0.1% of nav is 100; two MSFT are just that, one is less.
    let hold = { (quantity: Int) in
      Meaning(
        "rule keep { hold MSFT at 1% of nav }",
        ["MSFT 50 held \(quantity)"],
        cash: "\(100_000 - 50 * quantity) USD"
      )
    }
    #expect(try hold(18).orders == ["buy MSFT 2"])
    #expect(try hold(19).orders == [])
    #expect(try hold(21).orders == [])
    var larger = hold(12)
    larger.rules += "\nsettings { minimum trade 500 USD }"
    #expect(try larger.orders == [])
    let close = Meaning("rule cut { trim MSFT to 0% of nav }", ["MSFT 50 held 1"])
    #expect(try close.orders == ["sell MSFT 1"])
  }

  // cites: setting-4
  @Test func sharesAreTradedInTheirLotUnlessFractional() throws {
    let rule = "rule own { build NVDA to 1% of nav }\n"
    #expect(try Meaning(rule, ["NVDA 300"]).orders == ["buy NVDA 3"])
    #expect(try Meaning(rule, ["NVDA 300 lot 2"]).orders == ["buy NVDA 2"])
    let fractional = rule + "settings { shares fractional }"
    #expect(try Meaning(fractional, ["NVDA 300"]).orders == ["buy NVDA 3.33333333"])
    #expect(try Meaning(fractional, ["NVDA 300 lot 2"]).orders == ["buy NVDA 2"])
  }

  // cites: setting-5
  @Test func nothingIsBuiltShortUnlessItIsAllowed() throws {
    let proposal = try Meaning("rule own { build short NVDA to 5% of nav }").propose()
    #expect(proposal.orders == [] && proposal.blocks == ["NVDA: shorting_not_allowed"])
  }

  // cites: setting-5
  @Test func hedgesOpenNoShortUnlessItIsAllowed() throws {
    let rule = "rule guard { when gross > 0% hedge 50% of NVDA by value with FUND }\n"
    let world = { (setting: String) in
      Meaning(rule + setting, ["NVDA 100 held 100", "FUND 50"], cash: "90_000 USD")
    }
    let proposal = try world("").propose()
    #expect(proposal.orders == [] && proposal.blocks == ["FUND: shorting_not_allowed"])
    #expect(try world("settings { shorting allowed }").orders == ["short FUND 100"])
  }

  // cites: setting-6
  @Test func cashGoesAsFarBelowZeroAsMayBeBorrowed() throws {
    var world = Meaning("rule own { build NVDA to 150% of nav }\n")
    world.isMargin = true
    #expect(try world.orders == ["buy NVDA 1000"])
    world.rules += "settings { borrow up to 20% of nav }"
    #expect(try world.orders == ["buy NVDA 1200"])
  }

  // cites: setting-7
  @Test func costsAreTakenFromCash() throws {
    let world = Meaning(build + "settings { costs 2 USD per order plus 10bp }")
    // 5,000 bought, 2 for the order and 5 for 0.1% of it.
    let proposal = try world.propose()
    #expect(proposal.orders == ["buy NVDA 50"])
    #expect(proposal.totals.cashAfter == (try Amount(parsing: "94993")))
    #expect(try Meaning(build).propose().totals.cashAfter == (try Amount(parsing: "95000")))
  }
}
