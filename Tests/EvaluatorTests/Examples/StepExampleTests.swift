import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Steps of a build, worked by hand: two halves of 10% of an account worth 100,000, so that at 100 a
/// share the first asks for 50 and both for 100. The second is open once `ready` is confirmed.
@Suite("Steps, worked by hand") struct StepExampleTests {
  static let rules = """
    rule own { build NVDA to 10% of nav in tranches { a 50% at once b 50% once ready is confirmed } }
    """

  private func world(
    held: Int,
    price: Int = 100,
    cash: Int? = nil,
    isReady: Bool = true,
    _ past: String...
  ) throws -> Meaning {
    var world = Meaning(
      Self.rules,
      ["NVDA \(price) held \(held)"],
      cash: "\(cash ?? 100_000 - held * price) USD"
    )
    if isReady { world.acts = [try Meaning.act(.confirm)] }
    if !past.isEmpty { world.journal = Meaning.noted(past) }
    return world
  }

  static let firstOpen = "own.a NVDA goal 50 filled 30"
  static let secondOpen = "own.b NVDA goal 50 filled 0"

  // cites: build-9, build-10
  @Test("A second step opens while the first still misses something")
  func bothOpen() throws {
    // a misses 20; b's goal is 100 − 30 held − 20 = 50. Both make 70.
    #expect(try world(held: 30, Self.firstOpen).orders == ["buy NVDA 70"])
    #expect(try world(held: 30, isReady: false, Self.firstOpen).orders == ["buy NVDA 20"])
  }

  // cites: build-7
  @Test("After a fall a goal that is fixed stays; one that is not yet fixed makes up for it")
  func fall() throws {
    // At 80: NAV = 97,000 + 2,400 = 99,400; both ask for 9,940 ÷ 80 = 124.25.
    // Opened, they miss 20 + 50 = 70, and no more is bought.
    let fixed = try world(held: 30, price: 80, cash: 97_000, Self.firstOpen, Self.secondOpen)
    #expect(try fixed.orders == ["buy NVDA 70"])
    // Not opened, b's goal is 124.25 − 30 − 20 = 74.25; with a's 20 that is 94.25.
    let open = try world(held: 30, price: 80, cash: 97_000, Self.firstOpen)
    #expect(try open.orders == ["buy NVDA 94"])
  }

  // cites: build-7
  @Test("After a rise less is bought")
  func rise() throws {
    // At 125: NAV = 97,000 + 3,750 = 100,750; both ask for 10,075 ÷ 125 = 80.6, less 30 = 50.6.
    let both = try world(held: 30, price: 125, cash: 97_000, Self.firstOpen, Self.secondOpen)
    #expect(try both.orders == ["buy NVDA 50"])
    // The first alone asks for 40.3: 10.3 more, of the 20 that it misses.
    let first = try world(held: 30, price: 125, cash: 97_000, isReady: false, Self.firstOpen)
    #expect(try first.orders == ["buy NVDA 10"])
    // At 400 even the 30 held are more than 10%: nothing, and nothing is sold.
    let far = try world(held: 30, price: 400, cash: 97_000, Self.firstOpen, Self.secondOpen)
    #expect(try far.orders == [])
  }

  // cites: build-6
  @Test("What a person already holds counts")
  func ownHolding() throws {
    #expect(try world(held: 60, isReady: false).orders == [])
    #expect(try world(held: 60).orders == ["buy NVDA 40"])
    #expect(try world(held: 120).orders == [])
  }

  // cites: build-11
  @Test("Shares sold by hand are not bought back by a later step")
  func soldByHand() throws {
    // a filled 50, of which 30 were sold. b's goal is 100 − max(20 held, 50 filled) = 50, not 80.
    let filled = "own.a NVDA goal 50 filled 50 on 2025-12-11"
    #expect(try world(held: 20, filled).orders == ["buy NVDA 50"])
    #expect(try world(held: 20, isReady: false, filled).orders == [])
    // Nor is what a person added bought a second time.
    #expect(try world(held: 70, filled).orders == ["buy NVDA 30"])
  }

  // cites: build-11
  @Test("Of what is missing, less than a share or the minimum trade is nothing")
  func filledEnough() throws {
    var world = try world(held: 49, isReady: false, "own.a NVDA goal 49.5 filled 49")
    #expect(try world.orders == [])
    // 20 missing are worth 2,000.
    world = try self.world(held: 30, isReady: false, Self.firstOpen)
    world.rules += "\nsettings { minimum trade 2_000.01 USD }"
    #expect(try world.orders == [])
    world.rules = Self.rules + "\nsettings { minimum trade 2_000 USD }"
    #expect(try world.orders == ["buy NVDA 20"])
  }

  // cites: build-1
  @Test("What is sent and not yet filled counts as held and as paid")
  func pending() throws {
    var world = try world(held: 0, isReady: false, "own.a NVDA goal 50 filled 0")
    let past = world.journal
    world.journal = { journal, places in
      try past(&journal, places)
      journal.pending[try #require(places["NVDA"])] = try Quantity(parsing: "50")
    }
    let proposal = try world.propose()
    #expect(proposal.orders == [])
    #expect(proposal.totals.cashBefore == amount("95000"))
  }
}
