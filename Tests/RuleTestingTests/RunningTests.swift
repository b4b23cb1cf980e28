import RuleChecker
import RuleSyntax
import RuleTesting
import Testing

/// Runs the tests in a text, on top of a few declarations.
enum Trial {
  static let declarations = """
    language 1
    rulebook trial
    dimension sector
    dimension desk
    topic chips { mentions "chips" symbols NVDA }
    catalyst launch { evidence "has launched" outcomes early, late }

    """

  /// A test with an account of 100,000 dollars and prices of 100 for NVDA and 50 for AMD and SH.
  static func test(_ entries: String, account: String = "") -> String {
    """
    test "t" {
      account {
        cash 100_000 USD  price NVDA 100 USD  price AMD 50 USD  price SH 50 USD
        leverage SH -1
        \(account)
      }
      \(entries)
    }

    """
  }

  static func outcome(
    _ rules: String,
    filter: String? = nil,
    portfolios: any TestPortfolios = NoPortfolios()
  ) throws -> RulebookOutcome {
    let file = SourceFile(path: "trial.tranche", text: declarations + rules)
    let result = RulebookChecker.check([Parser.parse(file)])
    let errors = result.diagnostics.filter { $0.severity == .error }.map(\.message)
    let rulebook = try #require(result.rulebook, "\(errors)")
    return RulebookTester(rulebook, portfolios: portfolios).run(filter: filter)
  }

  /// What failed: `expected: actual`; of a fault its message alone.
  static func failures(_ rules: String, _ entries: String, account: String = "") throws -> [String]
  {
    let outcome = try outcome(rules + test(entries, account: account))
    return outcome.tests.flatMap(\.failures).map { failure in
      failure.kind == .fault ? failure.actual : "\(failure.expected): \(failure.actual)"
    }
  }
}

/// Has no portfolio file at all.
struct NoPortfolios: TestPortfolios {
  func open(_ path: String, besides file: String) throws(TestFault) -> any TestPortfolio {
    throw TestFault("there is no file `\(path)`", help: "check the path and its spelling")
  }
}

@Suite("Facts of tests")
struct FactTests {
  private static let look = "rule look { when sentiment(chips, over: 10d) > 0.2 review NVDA }\n"

  // cites: test-5, test-17
  @Test("A run knows what stands above it, as far as its date has come, and applies nothing")
  func factsInOrder() throws {
    let rules = Self.look + "rule own { build NVDA to 1% of nav }\n"
    let found = try Trial.failures(
      rules,
      """
      signal chips sentiment 0.5 at 2025-12-20
      as of 2025-12-15 { expect look is unknown  expect buy NVDA 10 }
      as of 2025-12-20 { expect look fires  expect buy NVDA 10 }
      signal chips sentiment -0.5 at 2025-12-19
      as of 2025-12-20 { expect look waits }
      """
    )
    #expect(found == [])
  }

  // cites: test-6, file-7
  @Test("The account's currency is that of its cash, and the rulebook is for it")
  func account() throws {
    let file = SourceFile(
      path: "t.tranche",
      text: """
        language 1
        rulebook t for accounts tag desk:growth
        dimension desk
        rule look { when cash > 50 EUR review NVDA }
        rule own for accounts tag desk:growth { build NVDA to 1% of nav }
        test "t" {
          account { price NVDA 108 USD  rate USD EUR 0.5  cash 100 EUR }
          as of 2025-12-15 { expect look fires  expect own fires }
        }
        """
    )
    let rulebook = try #require(RulebookChecker.check([Parser.parse(file)]).rulebook)
    let outcome = RulebookTester(rulebook, portfolios: NoPortfolios()).run()
    #expect(outcome.tests.flatMap(\.failures).map(\.actual) == [])
  }

  // cites: test-7
  @Test("Holdings are told before the first run")
  func lateHoldings() throws {
    for late in ["holds NVDA 5", "cash 1 USD", "tag desk:growth"] {
      let found = try Trial.failures(Self.look, "as of 2025-12-15 { } account { \(late) }")
      #expect(
        found == ["`cash`, `holds` and a tag of the account stand before the first `as of`"]
      )
    }
  }

  // cites: test-8, test-9
  @Test("Instruments are those that facts speak of; leverage makes a fund")
  func instruments() throws {
    let rules = """
      rule own { build each tag sector:chips to 1% of nav }
      rule one { build NVDA to 1% of nav }
      rule guard { hedge 50% of NVDA by value with SH }

      """
    // 1% of 100,000 at 100 is 10; half of it, 500, is 10 of SH at 50, which falls when NVDA rises.
    let found = try Trial.failures(
      rules,
      """
      as of 2025-12-15 {
        expect buy NVDA 10  expect buy SH 10  expect no trade in INTC
        expect buy INTC
      }
      """
    )
    #expect(found == ["buy INTC: no trade in INTC"])
  }

  // cites: test-10
  @Test("A price without a date is fresh until a dated one is reached, which grows stale")
  func prices() throws {
    let found = try Trial.failures(
      "rule own { build NVDA to 1% of nav }\n",
      """
      price NVDA 200 USD at 2025-12-20
      as of 2025-12-15 { expect buy NVDA 10 }
      as of 2025-12-20 { expect buy NVDA 5 }
      as of 2025-12-31 { expect no trade  expect own is blocked  expect account blocked }
      """
    )
    #expect(found == [])
  }

  // cites: test-40
  @Test("What a holding cost is told with it")
  func costs() throws {
    let rules = """
      rule won { when gain(NVDA) > 50% review NVDA }
      rule lost { when gain(AMD) = 0% review AMD }
      rule even { when gain(SH) = 0% review SH }

      """
    // NVDA: 40 for 50 and 60 for 75 cost 6,500, and are worth 10,000 now.
    let found = try Trial.failures(
      rules,
      "as of 2025-12-15 { expect won fires  expect lost is unknown  expect even fires }",
      account: "holds NVDA 40 @ 50 USD  holds NVDA 60 @ 75 USD  holds AMD 5  holds SH -5 @ 50 USD"
    )
    #expect(found == [])
  }

  // cites: test-41
  @Test("A window over prices begins with the price that a run of that moment would have had")
  func earlierPrices() throws {
    let rules = """
      rule rose { when return(NVDA, over: 30d) = 20% review NVDA }
      rule flat { when return(AMD, over: 30d) = 0% review AMD }
      rule new { when return(INTC, over: 30d) > 0% review INTC }

      """
    let found = try Trial.failures(
      rules,
      """
      price NVDA 150 USD at 2025-11-01
      price NVDA 100 USD at 2025-11-15
      price NVDA 150 USD at 2025-11-15
      price NVDA 180 USD at 2025-12-15
      price INTC 30 USD at 2025-12-15
      as of 2025-12-15 { expect rose fires  expect flat fires  expect new is unknown }
      price NVDA 160 USD at 2025-11-15
      as of 2025-12-15 { expect rose waits }
      """
    )
    #expect(found == [])
  }

  // cites: test-11
  @Test("A rate says what one of the first is worth in the second")
  func rates() throws {
    let rules = "rule own { build SAP to 10% of nav }\n"
    // 10% of 100,000 + 10,000 · 2 is 12,000 dollars; SAP at 100 EUR is 200 dollars: 60.
    let found = try Trial.failures(
      rules,
      "as of 2025-12-15 { expect buy SAP 60 }",
      account: "cash 10_000 EUR  rate EUR USD 2  price SAP 100 EUR"
    )
    #expect(found == [])
    let mixed = try Trial.failures(rules, "", account: "rate EUR USD 2  rate USD GBP 0.8")
    #expect(mixed == ["the rates of a test are all in one currency, and this one is in GBP"])
  }

  // cites: test-12
  @Test("A catalyst is put in any of its states, or given an outcome")
  func catalysts() throws {
    for state in CatalystState.allCases {
      let found = try Trial.failures(
        "rule look { when launch is \(state.rawValue) review NVDA }\n",
        """
        catalyst launch \(state == .none ? "confirmed" : "none") at 2025-12-10
        catalyst launch \(state.rawValue) at 2025-12-14
        as of 2025-12-13 { expect look waits }
        as of 2025-12-15 { expect look fires }
        """
      )
      #expect(found == [], "\(state)")
    }
    let outcome = try Trial.failures(
      "rule look { when launch is late review NVDA }\n",
      """
      catalyst launch early at 2025-12-10
      as of 2025-12-13 { expect look waits }
      catalyst launch late at 2025-12-14
      as of 2025-12-15 { expect look fires }
      """
    )
    #expect(outcome == [])
  }

  // cites: test-39
  @Test("A catalyst that each instrument has is told of all of them")
  func catalystsOfMembers() throws {
    let found = try Trial.failures(
      """
      catalyst report for each stock in all { outcomes hit, miss }
      rule look for each stock in all { when report(stock) is miss review stock }

      """,
      """
      as of 2025-12-15 { expect look waits }
      catalyst report miss at 2025-12-16
      as of 2025-12-16 { expect look fires for NVDA  expect look fires for AMD }
      catalyst report(AMD) hit at 2025-12-17
      as of 2025-12-17 {
        expect look fires for NVDA  expect look waits for AMD  expect look fires for SH
      }
      """
    )
    #expect(found == [])
  }

  // cites: test-42
  @Test("A tag of the account brings it the rules that are for such accounts")
  func accountTags() throws {
    let rules = """
      rule own for accounts tag desk:growth { build NVDA to 1% of nav }
      limit none no buys of AMD for accounts tag desk:"no chips"
      rule other { build AMD to 1% of nav }

      """
    let run = "as of 2025-12-15 {"
    let plain = try Trial.failures(rules, run + " expect no trade in NVDA  expect buy AMD 20 }")
    #expect(plain == [])
    let tagged = try Trial.failures(
      rules,
      run + " expect buy NVDA 10  expect no trade in AMD }",
      account: "tag desk:growth  tag desk:\"no chips\""
    )
    #expect(tagged == [])
  }

  // cites: test-13
  @Test("A signal is about its subject alone, and without a source it is nobody's")
  func signals() throws {
    let found = try Trial.failures(
      """
      rule words { when articles(chips, over: 9d) = 1 and sources(chips, over: 9d) = 1 review NVDA }
      rule stock { when articles(AMD, over: 9d) = 2 and sources(AMD, over: 9d) = 1 review AMD }
      rule other { when articles(NVDA, over: 9d) > 0 review NVDA }
      rule event { when launch is at least reported review NVDA }

      """,
      """
      signal chips sentiment 0.5 impact 0.3 source "one" at 2025-12-14
      signal AMD sentiment 0.5 at 2025-12-14
      signal AMD sentiment 0.5 at 2025-12-15
      as of 2025-12-15 {
        expect words fires  expect stock fires  expect other waits  expect event waits
      }
      """
    )
    #expect(found == [])
  }

  // cites: test-14
  @Test("A series begins at its date and goes on in equal steps")
  func series() throws {
    // 0.1, 0.3, 0.5 on the 10th, 12th and 14th.
    let found = try Trial.failures(
      """
      rule mean { when sentiment(chips, over: 9d) = 0.3 review NVDA }
      rule last { when sentiment(chips, over: 2d) = 0.5 review NVDA }

      """,
      """
      signals chips sentiment from 0.1 by 0.2 times 3 every 2d at 2025-12-10
      as of 2025-12-13 { expect mean waits  expect last waits }
      as of 2025-12-14 { expect mean fires  expect last fires }
      """
    )
    #expect(found == [])
  }

  // cites: test-15
  @Test("The feed is alive unless the news are stale")
  func staleNews() throws {
    let rules = "rule calm { when sentiment(chips, over: 3d) < 0 freeze buys of NVDA }\n"
    let found = try Trial.failures(
      rules,
      """
      as of 2025-12-15 { expect calm is unknown  expect account ready }
      news stale at 2025-12-20
      as of 2025-12-20 { expect calm is unknown  expect account blocked }
      signal AMD sentiment 0.1 at 2025-12-21
      as of 2025-12-21 { expect account ready }
      as of 2025-12-29 { expect account blocked }
      """
    )
    #expect(found == [])
    let impossible = try Trial.failures(
      rules,
      "signal chips sentiment 0.1 at 2025-12-18 news stale at 2025-12-20"
    )
    #expect(
      impossible == [
        "the news can't be stale at 2025-12-20T00:00:00Z: the signal at 2025-12-18T00:00:00Z is within "
          + "`news no older than 7d`"
      ]
    )
  }
}
