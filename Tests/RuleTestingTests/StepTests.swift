import RuleSyntax
import RuleTesting
import Testing

@Suite("Steps between runs")
struct StepTests {
  private static let own = "rule own { build NVDA to 1% of nav }\n"

  // cites: test-18, test-20
  @Test("What is sent counts as held; what is cancelled does not")
  func applying() throws {
    let found = try Trial.failures(
      Self.own,
      """
      as of 2025-12-15 { expect buy NVDA 10 }
      apply
      as of 2025-12-15 { expect no trade }
      cancel
      as of 2025-12-16 { expect buy NVDA 10 }
      """
    )
    #expect(found == [])
  }

  // cites: test-19, test-21
  @Test("A fill right behind a run sends it first, and what it leaves is cancelled or stays open")
  func filling() throws {
    let found = try Trial.failures(
      Self.own,
      """
      as of 2025-12-15 { }
      fill 50%
      as of 2025-12-16 { expect buy NVDA 5 }
      fill 50% left open
      as of 2025-12-17 { expect no trade }
      cancel
      as of 2025-12-18 { expect buy NVDA 3 }
      fill 100%
      as of 2025-12-19 { expect no trade }
      """
    )
    // 50% of 5 is 2.5: 2 whole shares are filled, 3 stay open.
    #expect(found == [])
  }

  // cites: test-22
  @Test("A person's own trades change what is held and the cash")
  func byHand() throws {
    let found = try Trial.failures(
      Self.own + "rule low { when cash < 99_500 USD trim AMD to 9% of nav }\n",
      """
      as of 2025-12-15 { expect low waits }
      buy NVDA 6 by hand
      as of 2025-12-16 { expect buy NVDA 4  expect low fires }
      sell NVDA 2 by hand
      as of 2025-12-17 { expect buy NVDA 6  expect low waits }
      """
    )
    #expect(found == [])
  }

  // cites: test-23
  @Test("A split changes what is held and divides the prices told above it")
  func splitting() throws {
    let found = try Trial.failures(
      Self.own,
      """
      price NVDA 200 USD at 2025-12-16
      as of 2025-12-15 { expect buy NVDA 10 }
      fill 100%
      split NVDA 10 for 1
      as of 2025-12-15 { expect no trade }
      sell NVDA 50 by hand
      as of 2025-12-15 { expect no trade }
      """
    )
    // 50 of 100 are left at 10; a filled step is not bought again.
    #expect(found == [])
  }

  // cites: test-22, test-23
  @Test("A person's trade behind a split is at the price of the units after it")
  func tradingAfterSplit() throws {
    let found = try Trial.failures(
      Self.own + "rule rich { when cash > 99_900 USD review AMD }\n",
      """
      as of 2025-12-15 { expect buy NVDA 10 }
      fill 100%
      split NVDA 10 for 1
      sell NVDA 50 by hand
      as of 2025-12-15 { expect rich waits }
      sell NVDA 50 by hand
      as of 2025-12-15 { expect rich fires }
      """
    )
    // 10 for 1,000 dollars became 100 at 10: each half brings 500.
    #expect(found == [])
  }

  // cites: test-23
  @Test("A split changes no gain and no return")
  func pastOfSplit() throws {
    let found = try Trial.failures(
      """
      rule won { when gain(NVDA) = 25% review NVDA }
      rule rose { when return(NVDA, over: 30d) = 100% review NVDA }

      """,
      """
      price NVDA 50 USD at 2025-11-15
      price NVDA 100 USD at 2025-12-15
      as of 2025-12-15 { expect won fires  expect rose fires }
      split NVDA 10 for 1
      as of 2025-12-15 { expect won fires  expect rose fires }
      price NVDA 5 USD at 2025-12-16
      as of 2025-12-16 { expect won waits  expect rose waits }
      """,
      account: "holds NVDA 40 @ 80 USD"
    )
    #expect(found == [])
  }

  // cites: test-44
  @Test("Behind a split the average daily volume is in the new units")
  func volumeOfSplit() throws {
    let found = try Trial.failures(
      Self.own + "limit slow trade of each instrument <= 5% of adv\n",
      """
      as of 2025-12-15 { expect buy NVDA 5 }
      split NVDA 10 for 1
      as of 2025-12-15 { expect buy NVDA 50 }
      """,
      account: "adv NVDA 100"
    )
    // 1% of 100,000 is 10 at 100 or 100 at 10; 5% of 100 is 5, and of 1,000 is 50.
    #expect(found == [])
  }

  // cites: test-24
  @Test("What can't be ends the test where it is")
  func faults() throws {
    #expect(try Trial.failures(Self.own, "apply") == ["nothing was evaluated yet"])
    #expect(
      try Trial.failures(Self.own, "as of 2025-12-15 { } apply apply")
        == ["the last run is applied already"]
    )
    #expect(
      try Trial.failures(Self.own, "as of 2025-12-15 { } buy INTC 5 by hand")
        == ["the account knows no `INTC`"]
    )
    let outcome = try Trial.outcome(
      Self.own + "test \"t\" { as of 2025-12-15 { expect buy NVDA 1 } }"
    )
    #expect(outcome.tests.flatMap(\.failures).map(\.actual) == ["the test has no account"])
    let place = Trial.declarations.utf8.count + Self.own.utf8.count
    #expect(outcome.tests.flatMap(\.failures).map { Int($0.span.start) } == [place + 5])
  }
}
