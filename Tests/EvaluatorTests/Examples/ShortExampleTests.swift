import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Short positions, worked by hand: an account worth 100,000; NVDA costs 100 unless said otherwise, so
/// that 5% are 50 shares.
@Suite("Short positions, worked by hand") struct ShortExampleTests {
  private func world(
    _ rules: String,
    held: Int = 0,
    price: Int = 100,
    cash: Int? = nil
  ) -> Meaning {
    Meaning(
      "settings { shorting allowed }\n" + rules,
      ["NVDA \(price) held \(held)", "MSFT 50"],
      cash: "\(cash ?? 100_000 - held * price) USD"
    )
  }

  static let build = "rule own { build short NVDA to 5% of nav exit when weight(NVDA) < -9% }"

  // cites: build-2
  @Test("A partly filled short build goes on to its goal, and not past it")
  func fills() throws {
    #expect(try world(Self.build).orders == ["short NVDA 50"])
    var open = world(Self.build, held: -20)
    open.past("own.all NVDA goal 50 filled 20", "put on own NVDA -20")
    #expect(try open.orders == ["short NVDA 30"])
  }

  // cites: build-2, build-7
  @Test("When the price rises less is shorted, when it falls no more")
  func prices() throws {
    // At 125 with 20 short: NAV = 102,000 − 2,500 = 99,500; 4,975 ÷ 125 = 39.8, less 20 = 19.8.
    var dearer = world(Self.build, held: -20, price: 125, cash: 102_000)
    dearer.past("own.all NVDA goal 50 filled 20", "put on own NVDA -20")
    #expect(try dearer.orders == ["short NVDA 19"])
    // At 80: NAV = 100,400; 5,020 ÷ 80 = 62.75, but only 30 are missing of the goal.
    var cheaper = world(Self.build, held: -20, price: 80, cash: 102_000)
    cheaper.past("own.all NVDA goal 50 filled 20", "put on own NVDA -20")
    #expect(try cheaper.orders == ["short NVDA 30"])
  }

  // cites: clause-2
  @Test("An exit covers what the rule put on, and a person's own short stays")
  func exits() throws {
    // 120 short are 12% of 100,000, of which the rule put on 50.
    var world = world(Self.build, held: -120)
    world.past("own.all NVDA goal 50 filled 50 on 2025-12-11", "put on own NVDA -50")
    #expect(try world.orders == ["cover NVDA 50"])
    world.past("put on own NVDA 50")
    #expect(try world.orders == [], "what was put on long is not what is held")
  }

  // cites: trim-1, trim-2
  @Test("Trims cover")
  func trims() throws {
    #expect(try world("rule cut { trim NVDA to 2% of nav }", held: -80).orders == ["cover NVDA 60"])
    #expect(try world("rule cut { trim NVDA by 30% }", held: -80).orders == ["cover NVDA 24"])
    #expect(try world("rule cut { trim NVDA to 0% of nav }", held: -80).orders == ["cover NVDA 80"])
  }

  // cites: freeze-1
  @Test("A freeze of buys forbids covering, one of sells forbids going further short")
  func freezes() throws {
    let cut = "rule cut { trim NVDA to 2% of nav }\n"
    let more = "rule more { build short NVDA to 9% of nav }\n"
    for (freeze, covers, shorts) in [
      ("buys of", [], ["short NVDA 10"]), ("sells of", ["cover NVDA 60"], []), ("", [], []),
    ] as [(String, [String], [String])] {
      let still = "rule still { freeze \(freeze) NVDA }"
      #expect(try world(cut + still, held: -80).orders == covers)
      #expect(try world(more + still, held: -80).orders == shorts)
    }
  }

  // cites: build-3
  @Test("A build and a short build of what is not held: neither acts, whichever is written first")
  func opposed() throws {
    for (one, other) in [("a", "b"), ("b", "a")] {
      let rules = """
        rule \(one) { build NVDA to 5% of nav }
        rule \(other) { build short NVDA to 3% of nav }
        """
      let proposal = try world(rules).propose()
      #expect(proposal.orders == [])
      #expect(proposal.conflicts.map { $0.rules.sorted() } == [["a", "b"]])
      // 0.05% are half a share: asks for nothing, and stands in nobody's way.
      let small = """
        rule \(one) { build NVDA to 5% of nav }
        rule \(other) { build short NVDA to 0.05% of nav }
        """
      #expect(try world(small).orders == ["buy NVDA 50"])
    }
  }
}
