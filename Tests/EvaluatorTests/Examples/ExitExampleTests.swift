import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// What an exit takes off, worked by hand: NVDA costs 100 in an account worth 100,000, so that 1% are
/// 10 shares. `go` exits.
@Suite("Exits, worked by hand") struct ExitExampleTests {
  private func world(_ rules: String, held: Int, _ past: String...) -> Meaning {
    var world = Meaning(
      "rule go { build NVDA to 9% of nav exit when gross >= 0% }\n" + rules,
      ["NVDA 100 held \(held)"],
      cash: "\(100_000 - 100 * held) USD"
    )
    world.journal = Meaning.noted(past)
    return world
  }

  // cites: clause-2
  @Test("What a person holds stays, and no more is sold than is there")
  func own() throws {
    #expect(try world("", held: 80, "put on go NVDA 50").orders == ["sell NVDA 50"])
    #expect(try world("", held: 30, "put on go NVDA 50").orders == ["sell NVDA 30"])
    #expect(
      try world("", held: 30).orders == [],
      "with a journal nothing put on is nothing to sell"
    )
  }

  // cites: clause-2, build-11
  @Test("What a filled build asks for stays")
  func filledBuild() throws {
    // 60 are held, 40 of them put on by `go`. `stay` asks for 45: 15 go, though 40 might.
    let other = "rule stay { build NVDA to 4.5% of nav }"
    let filled = "stay.all NVDA goal 45 filled 45 on 2025-12-11"
    #expect(
      try world(other, held: 60, "put on go NVDA 40", "put on stay NVDA 20", filled).orders
        == ["sell NVDA 15"]
    )
    // It asks for 45 of 100: the bound is what `go` did not put on, 60.
    #expect(try world(other, held: 100, "put on go NVDA 40", filled).orders == ["sell NVDA 40"])
  }

  // cites: clause-2
  @Test("So does what a build that misses something asks for: it would only buy it again")
  func openBuild() throws {
    // `stay` asks for 90, more than the 60 that are held: nothing goes, and 30 are bought.
    let other = "rule stay { build NVDA to 9% of nav }"
    let proposal = try world(other, held: 60, "put on go NVDA 40").propose()
    #expect(proposal.orders == ["buy NVDA 30"])
    #expect(proposal.conflicts.isEmpty)
  }

  // cites: clause-2, hold-1
  @Test("So does the lower edge of a hold")
  func hold() throws {
    // At 5% within 1% at least 40 are held.
    let other = "rule keep { hold NVDA at 5% of nav within 1% }"
    #expect(try world(other, held: 60, "put on go NVDA 50").orders == ["sell NVDA 20"])
    #expect(try world(other, held: 60, "put on go NVDA 15").orders == ["sell NVDA 15"])
  }

  // cites: clause-2, trim-1
  @Test("A rule that waits keeps nothing, and a trim below goes first")
  func others() throws {
    let waits = "rule stay { when gross > 99% build NVDA to 9% of nav }"
    #expect(try world(waits, held: 60, "put on go NVDA 40").orders == ["sell NVDA 40"])
    let trim = "rule cut { trim NVDA to 1% of nav }"
    #expect(try world(trim, held: 60, "put on go NVDA 40").orders == ["sell NVDA 50"])
  }

  // cites: setting-3
  @Test("The minimum trade does not hold an exit back")
  func small() throws {
    let minimum = "settings { minimum trade 1_000 USD }"
    #expect(try world(minimum, held: 60, "put on go NVDA 5").orders == ["sell NVDA 5"])
    // To 53 by a trim: 7 by themselves are too little, and go with the 5 that go anyway.
    let trim = "rule cut { trim NVDA to 5.3% of nav }\n" + minimum
    #expect(try world(trim, held: 60).orders == [])
    #expect(try world(trim, held: 60, "put on go NVDA 5").orders == ["sell NVDA 7"])
  }

  // cites: clause-2
  @Test("Without any applied run a person is asked, with every quantity named")
  func withoutJournal() throws {
    let world = Meaning(
      "rule go { build pair to 9% of nav exit when gross >= 0% }",
      ["NVDA 100 held 10", "MSFT 50 held 20.5"],
      cash: "97_975 USD"
    )
    let proposal = try world.propose()
    #expect(proposal.orders == [] && proposal.reviewCodes == ["go: exit_without_fills"])
    #expect(proposal.reviews.first?.detail.contains("20.5 MSFT, 10 NVDA") == true)
  }
}
