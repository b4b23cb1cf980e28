import Portfolio
import Quantities
import Testing

@testable import Evaluator

/// Unknown is not false. `sentiment(rust, …)` is quiet here, and blind once the feed is stale;
/// `price(GONE)` is blind always.
@Suite struct UnknownMeaningTests {
  static let quiet = "sentiment(rust, over: 3d) > 0"
  static let blind = "price(GONE) > 1 USD"
  static let instruments = ["NVDA 100 held 50", "MSFT 50", "GONE unpriced"]

  private func world(_ rules: String) -> Meaning {
    Meaning(rules, Self.instruments, cash: "95_000 USD")
  }

  private func stale(_ rules: String) -> Meaning {
    var world = world(rules)
    world.items = [Meaning.item("Weather", on: "2025-12-01")]
    return world
  }

  // cites: unknown-1, unknown-5, unknown-6
  @Test(
    arguments: [
      ("QUIET and gross > 99%", "waits"), ("gross > 99% and BLIND", "waits"),
      ("QUIET or gross > 1%", "fires"), ("gross > 1% or BLIND", "fires"),
      ("QUIET and gross > 1%", "quiet"), ("BLIND or gross > 99%", "blind"),
      ("not QUIET", "quiet"), ("not BLIND", "blind"),
      ("QUIET and BLIND", "blind"), ("BLIND or QUIET", "blind"),
      ("at least 2 of (QUIET, gross > 1%, net > 1%)", "fires"),
      ("at least 2 of (BLIND, gross > 99%, net > 99%)", "waits"),
      ("at least 2 of (QUIET, BLIND, net > 1%)", "blind"),
      ("sentiment(rust, over: 3d) + 1 > 0", "quiet"),
      ("QUIET and (BLIND and gross > 99%)", "waits"),
    ]
  )
  func logicIsThreeValued(condition: String, state: String) throws {
    let text = condition.split(separator: "QUIET", omittingEmptySubsequences: false)
      .joined(separator: Self.quiet)
      .split(separator: "BLIND", omittingEmptySubsequences: false).joined(separator: Self.blind)
    #expect(try world("").state(of: text) == state)
  }

  // cites: unknown-2, unknown-3
  @Test func quietAndBlindAreToldApart() throws {
    let scores = ["sentiment(rust, over: 3d) > 0", "impact(rust, over: 3d) > 0", "age(rust) > 1d"]
    for score in scores {
      #expect(try world("").state(of: score) == "quiet", "\(score)")
      #expect(try stale("").state(of: score) == "blind", "\(score)")
    }
    for count in ["articles(rust, over: 3d) = 0", "sources(rust, over: 3d) = 0"] {
      #expect(try world("").state(of: count) == "fires", "\(count)")
      #expect(try stale("").state(of: count) == "blind", "\(count)")
    }
    var unscored = world("")
    unscored.items.append(Meaning.item("Rust", on: "2025-12-14"))
    #expect(try unscored.state(of: Self.quiet) == "blind")
    for missing in ["price(GONE) > 1 USD", "beta(NVDA) > 1", "cash > 1 EUR"] {
      #expect(try world("").state(of: missing) == "blind", "\(missing)")
    }
  }

  // cites: unknown-4
  @Test func aCatalystIsBlindWhileTheFeedIsStaleUnlessAPersonSettledIt() throws {
    for condition in ["ready is confirmed", "ready changed within 7d", "ready is none"] {
      #expect(try stale("").state(of: condition) == "blind", "\(condition)")
      #expect(try world("").state(of: condition) != "blind", "\(condition)")
    }
    var settled = stale("")
    settled.acts = [try Meaning.act(.confirm)]
    #expect(try settled.state(of: "ready is confirmed") == "fires")
    #expect(try settled.state(of: "ready changed within 7d") == "fires")
  }

  // MARK: What it does

  // cites: unknown-7
  @Test(arguments: ["build NVDA to 9% of nav", "hold NVDA at 9% of nav"])
  func aRuleThatAddsNeedsATrueCondition(action: String) throws {
    let quiet = try world("rule own { when \(Self.quiet) \(action) }").propose()
    #expect(quiet.orders == [] && quiet.status == .ready)
    let blind = try world("rule own { when \(Self.blind) \(action) }").propose()
    #expect(blind.orders == [] && blind.blocks == [])
    #expect(blind.reviewCodes == ["own: undecided_rule"])
  }

  // cites: unknown-8, unknown-13
  @Test(arguments: ["trim NVDA to 1% of nav", "freeze NVDA", "hedge 9% of NVDA by value with HEDG"])
  func aRuleThatProtectsBlocksIncreasesOnlyWhenBlind(action: String) throws {
    let build = "rule own { build each pair to 9% of nav }\n"
    var world = world(build + "rule shield { when \(Self.quiet) \(action) }")
    world.instruments.append("HEDG 50 kind inverse_fund leverage -1")
    let quiet = try world.propose()
    #expect(quiet.orders == ["buy MSFT 180", "buy NVDA 40"])
    #expect(quiet.blocks == [] && quiet.status == .ready)
    let states = try world.scenario().evaluation.header.rules + quiet.rules
    #expect(states.first { $0.rule == "shield" }?.state == .quiet)
    let notices = try world.scenario().evaluation.header.notices
    #expect(notices.map(\.code) == ["quiet_rules"])
    world.rules = build + "rule shield { when \(Self.blind) \(action) }"
    let blind = try world.propose()
    #expect(blind.orders == ["buy MSFT 180"])
    #expect(blind.blocks == ["shield: undecided_rule"])
    #expect(blind.status == .blocked)
  }

  // cites: unknown-9, unknown-13
  @Test func aBlindExitBlocksOnlyWhatItsRuleHasOrWants() throws {
    let other = "rule two { build NVDA to 9% of nav }\n"
    let exit = { (when: String, cause: String) in
      other + "rule own { when \(when) build NVDA to 6% of nav exit when \(cause) }"
    }
    #expect(try world(exit("gross > 1%", Self.quiet)).orders == ["buy NVDA 40"])
    let wanting = try world(exit("gross > 1%", Self.blind)).propose()
    #expect(wanting.orders == [] && wanting.blocks == ["own: undecided_exit"])
    var idle = world(exit("gross > 99%", Self.blind))
    #expect(try idle.orders == ["buy NVDA 40"])
    idle.journal = { journal, places in
      journal.lastApplied = try Meaning.moment("2025-12-10")
      let nvidia = try #require(places["NVDA"])
      journal.putOn[.init(rule: "own", instrument: nvidia)] = try Quantity(parsing: "5")
    }
    #expect(try idle.propose().blocks == ["own: undecided_exit"])
  }

  // cites: unknown-10, unknown-13
  @Test func aBlindLimitBlocksItsSubject() throws {
    var world = world(
      "rule own { build NVDA to 9% of nav }\nrule two { build MSFT to 9% of nav }\n"
        + "limit b beta <= 5"
    )
    world.instruments[1] = "MSFT 50 beta 1"
    let account = try world.propose()
    #expect(account.orders == [] && account.blocks == ["b: undecided_limit"])
  }

  // cites: unknown-13
  @Test func anUnknownNavBlocksTheAccount() throws {
    var world = world("rule own { build MSFT to 9% of nav }")
    world.instruments[2] = "GONE unpriced held 1"
    let proposal = try world.propose()
    #expect(proposal.orders == [] && proposal.blocks.contains("account: nav_unknown"))
  }

  // cites: unknown-11
  @Test func aBlindGateKeepsItsStepLockedAndAsks() throws {
    let rule = { (gate: String) in
      """
      rule own {
        build MSFT to 4% of nav in tranches { one 50% at once two 50% once \(gate) }
      }
      """
    }
    let quiet = try world(rule(Self.quiet)).propose()
    #expect(quiet.orders == ["buy MSFT 40"] && quiet.reviewCodes == [])
    let blind = try world(rule(Self.blind)).propose()
    #expect(blind.orders == ["buy MSFT 40"])
    #expect(blind.reviewCodes == ["own.two: undecided_step"])
  }

  // cites: unknown-12
  @Test(arguments: [quiet, blind])
  func anUnknownUntilLeavesTheRuleAsItWas(cause: String) throws {
    var world = world("rule cut { when gross > 99% trim NVDA to 1% of nav until \(cause) }")
    #expect(try world.orders == [])
    world.journal = { journal, _ in
      let at = try Meaning.moment("2025-12-14")
      journal.lastApplied = at
      journal.states[.init(rule: "cut")] = .init(isActive: true, at: at)
    }
    #expect(try world.orders == ["sell NVDA 40"])
  }

  // cites: unknown-15
  @Test func reductionsAreNeverWithheld() throws {
    let trim = "rule cut { trim NVDA to 1% of nav }\n"
    let guards = [
      "rule shield { when \(Self.blind) trim NVDA to 3% of nav }", "limit b beta <= 1",
      "rule shield { when \(Self.blind) freeze NVDA }",
      "rule shield { when gross > 0% hedge 50% of NVDA by beta with MSFT }",
    ]
    for guarding in guards {
      #expect(try world(trim + guarding).orders == ["sell NVDA 40"], "\(guarding)")
    }
    var unpriced = world("rule cut { trim GONE to 0% of nav }")
    unpriced.instruments[2] = "GONE unpriced held 1"
    #expect(try unpriced.orders == ["sell GONE 1"])
    for still in ["rule still { freeze NVDA }", "limit still no trade of NVDA"] {
      #expect(try world(trim + still).orders == [], "\(still)")
    }
  }

  // cites: unknown-16
  @Test func anUndecidedHedgeStaysAsItIs() throws {
    for cause in [Self.quiet, Self.blind] {
      var world = world("rule shield { when \(cause) hedge 50% of NVDA by value with HEDG }")
      world.instruments.append("HEDG 50 kind inverse_fund leverage -1 held 10")
      world.journal = { journal, places in
        journal.lastApplied = try Meaning.moment("2025-12-10")
        let fund = try #require(places["HEDG"])
        journal.putOn[.init(rule: "shield", instrument: fund)] = try Quantity(parsing: "10")
      }
      #expect(try world.orders == [], "\(cause)")
    }
  }

  // cites: unknown-17
  @Test func aTrimOfAnInverseFundBlocksNothing() throws {
    var world = world(
      "rule own { build FUND to 5% of nav }\nrule cut { when \(Self.blind) trim FUND to 9% of nav }"
    )
    world.instruments.append("FUND 50 kind inverse_fund leverage -1")
    let proposal = try world.propose()
    #expect(proposal.orders == ["buy FUND 100"])
    #expect(proposal.blocks == [] && proposal.reviewCodes == ["cut: undecided_rule"])
  }

  // cites: unknown-17
  @Test func anExitOfAnInverseFundBlocksNothing() throws {
    func rules(_ target: String) -> String {
      """
      basket bears { FUND 50% BEAR 50% }
      basket mixed { FUND 50% NVDA 50% }
      rule own { build \(target) to 5% of nav exit when \(Self.blind) }
      """
    }
    let funds = ["FUND 50 kind inverse_fund leverage -1", "BEAR 50 kind inverse_fund leverage -2"]
    // 5% of 100,000 at 50 a unit; half of it of each of two, whose units of leverage 2 weigh twice.
    for (target, orders) in [
      ("FUND", ["buy FUND 100"]), ("bears", ["buy BEAR 25", "buy FUND 50"]),
    ] {
      var world = world(rules(target))
      world.instruments += funds
      let proposal = try world.propose()
      #expect(proposal.orders == orders)
      #expect(proposal.blocks == [] && proposal.reviewCodes == ["own: undecided_exit"])
    }
    var mixed = world(rules("mixed"))
    mixed.instruments += funds
    #expect(try mixed.orders == [])
    #expect(try mixed.propose().blocks == ["own: undecided_exit"])
    // Covering a short inverse fund takes exposure off: that exit protects.
    var short = world("rule own { build short FUND to 5% of nav exit when \(Self.blind) }")
    short.rules += "\nsettings { shorting allowed }"
    short.instruments += funds
    #expect(try short.orders == [])
    #expect(try short.propose().blocks == ["own: undecided_exit"])
  }

  // cites: unknown-8, set-6
  @Test(
    arguments: [
      // Half of 5,000 at 50 a unit, and 2.1% of 100,000 at 50.
      ("all", []), ("HEDG", ["buy MSFT 42"]), ("MSFT", ["buy HEDG 50"]),
      ("tag sector:bear", ["buy HEDG 50", "buy MSFT 42"]),
    ] as [(String, [String])]
  )
  func aBlindFreezeHoldsBackTheHedgesThatItWouldBind(set: String, orders: [String]) throws {
    var world = world(
      """
      rule guard { when gross > 1% hedge 50% of NVDA by value with HEDG }
      rule own { build MSFT to 2.1% of nav }
      rule still { when \(Self.blind) freeze buys of \(set) }
      """
    )
    world.instruments.append("HEDG 50 kind inverse_fund leverage -1 tag sector:bear")
    let proposal = try world.propose()
    #expect(proposal.orders == orders)
    #expect(proposal.blocks == ["still: undecided_rule"])
  }

  // cites: unknown-18, unknown-19
  @Test(
    arguments: [
      ("known(\(quiet))", "waits"), ("known(\(blind))", "waits"), ("known(gross)", "fires"),
      ("known(gross > 99%)", "fires"), ("not known(price(GONE))", "fires"),
      ("sentiment(rust, over: 3d) otherwise 0.5 = 0.5", "fires"),
      ("gross otherwise 50% < 10%", "fires"), ("(\(blind)) otherwise (gross > 1%)", "fires"),
      ("(gross > 99%) otherwise (gross > 1%)", "waits"),
    ]
  )
  func knownAndOtherwiseSettleWhatIsUnknown(condition: String, state: String) throws {
    #expect(try world("").state(of: condition) == state)
  }

  // cites: check-6
  @Test func aSymbolThatTheFileLacksIsTold() throws {
    let rules = [
      ("rule r { trim LOST to 1% of nav }", "error"), ("limit r no trade of LOST", "error"),
      ("rule r { freeze tag sector:lost }", "error"), ("rule r { review LOST }", "warning"),
      ("rule r { build LOST to 1% of nav }", "warning"),
    ]
    for (rule, severity) in rules {
      let notices = try world(rule).scenario().evaluation.header.notices
      let found = notices.filter { $0.code == "unknown_instrument" }
      #expect(found.map(\.severity.rawValue) == [severity], "\(rule)")
    }
  }
}
