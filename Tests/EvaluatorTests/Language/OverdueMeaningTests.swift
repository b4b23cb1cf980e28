import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// A catalyst whose date passed asks for a person, wherever a rule waits for it.
@Suite struct OverdueMeaningTests {
  private func world(_ rules: String, on day: String = "2025-12-15") -> Meaning {
    var world = Meaning(
      """
      catalyst past { expected by 2025-12-10 official "a.com" }
      catalyst idle { expected by 2025-12-10 official "a.com" }
      catalyst result for each s in all { expected on 2025-12-10 outcomes beat, miss }
      let came = past is confirmed
      \(rules)
      """,
      ["NVDA 100 held 10", "MSFT 50", "QCOM 10"],
      cash: "99_000 USD"
    )
    world.asOf = day
    return world
  }

  private func overdue(_ world: Meaning) throws -> [String] {
    try world.propose().reviews.filter { $0.code == "overdue" }.map(\.subject)
  }

  // cites: catalyst-10
  @Test func anAccountWithARuleThatReadsItIsListed() throws {
    let rule = "rule own { when came build NVDA to 5% of nav }"
    #expect(try overdue(world(rule)) == ["past"])
    #expect(try overdue(world(rule, on: "2025-12-10")) == [], "its day is not over")
    #expect(try world(rule).propose().status == .review)
    for gate in ["once past is confirmed", "once came"] {
      let steps = "rule own { build NVDA to 5% of nav in tranches { a 100% \(gate) } }"
      #expect(try overdue(world(steps)) == ["past"])
    }
    // Nobody waits for `idle`, nor here for `past`.
    #expect(try overdue(world("rule cut { trim NVDA to 5% of nav }")) == [])
    let elsewhere = "rule own for accounts tag desk:growth { when came build NVDA to 5% of nav }"
    #expect(try overdue(world(elsewhere)) == [])
  }

  // cites: catalyst-10
  @Test func aWordOnWhatBecameOfItEndsIt() throws {
    let rule = "rule own { when came build NVDA to 5% of nav }"
    for kind in [CatalystAct.Kind.confirm, .deny] {
      var settled = world(rule)
      settled.acts = [try Meaning.act(kind, "past", on: "2025-12-12")]
      #expect(try overdue(settled) == [])
    }
  }

  // cites: catalyst-10, catalyst-13
  @Test func ofAnInstrumentsOwnOnlyWhereTheAccountHasToDoWithIt() throws {
    let cut = "rule cut for each s in all { when result(s) is miss trim s to 1% of nav }"
    #expect(try overdue(world(cut)) == ["result[NVDA]"])
    let own = "rule own for each s in pair { when result(s) is beat build s to 1% of nav }"
    #expect(try overdue(world(own)) == ["result[MSFT]", "result[NVDA]"])
    let named = "rule look { when result(QCOM) is miss review NVDA }"
    #expect(try overdue(world(named)) == ["result[QCOM]"])
    var settled = world(cut)
    settled.acts = [try Meaning.act(.outcome("beat"), "result", on: "2025-12-12", of: "NVDA")]
    #expect(try overdue(settled) == [])
    // Confirmed, but how it came out is not known.
    settled.acts = [try Meaning.act(.confirm, "result", on: "2025-12-12", of: "NVDA")]
    #expect(try overdue(settled) == ["result[NVDA]"])
  }
}
