import Quantities
import RuleChecker
import RuleSyntax
import Testing

/// Good rulebooks and what they become.
@Suite struct LoweringTests {
  /// The shape of the condition of the only rule.
  private func condition(_ text: String, with declarations: String = "") throws -> Expression {
    let result = check(
      "\(declarations)\nrule look for each stock in all { when \(text) review stock }"
    )
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    return try #require(rulebook.rules.first?.when)
  }

  /// The only rule's action.
  private func action(_ text: String, with declarations: String = "") throws -> Action {
    let result = check("\(declarations)\nrule only { \(text) }")
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    return try #require(rulebook.rules.first).action
  }

  // MARK: Expressions

  // cites: news-13
  @Test(arguments: [
    ("strongly_negative", "-0.75"), ("moderately_negative", "-0.45"), ("mildly_negative", "-0.15"),
    ("neutral", "0"), ("mildly_positive", "0.15"), ("moderately_positive", "0.45"),
    ("strongly_positive", "0.75"),
  ])
  func scoreWordsStandForTheNearEdgeOfTheirBand(word: String, value: String) throws {
    let expression = try condition("sentiment(stock, over: 3d) >= \(word)")
    guard case .comparison(.greaterOrEqual, _, let right) = expression.kind,
      case .number(let number) = right.kind
    else {
      Issue.record("no comparison with a number")
      return
    }
    #expect(number.description == value)
    #expect(right.type == .score)
  }

  @Test func chainsOfOneOperatorAreFlat() throws {
    let expression = try condition("gross > 1% and (net > 2% and gross > 3%) and net > 4%")
    guard case .and(let parts) = expression.kind else {
      Issue.record("no conjunction")
      return
    }
    #expect(parts.count == 4)
  }

  // cites: test-3
  @Test func minusIsPartOfTheNumber() throws {
    let expression = try condition("net < -5%")
    guard case .comparison(_, _, let right) = expression.kind else {
      Issue.record("no comparison")
      return
    }
    #expect(right.kind == .number(Number(units: -5_000_000)) && right.type == .percent)
  }

  // cites: ask-5
  @Test func quantifiersCountTheirOperands() throws {
    let declarations = """
      catalyst one { official "a.com" outcomes beat, miss }
      catalyst two { official "b.com" outcomes beat, miss }
      """
    let all = try condition("all of (one, two) is (beat, miss)", with: declarations)
    guard case .atLeast(2, let parts) = all.kind else {
      Issue.record("no quantifier")
      return
    }
    let outcomes = CatalystTest.isOneOf([.outcome("beat"), .outcome("miss")])
    #expect(parts[0].kind == .catalyst(CatalystReference(catalyst: 0), outcomes))
    let any = try condition("any of (one, two) changed within 7d", with: declarations)
    guard case .atLeast(1, let changed) = any.kind else {
      Issue.record("no quantifier")
      return
    }
    #expect(
      changed[1].kind == .catalyst(CatalystReference(catalyst: 1), .changedWithin(.days(7)))
    )
    let some = try condition(
      "at least 2 of (gross > 1%, net > 1%, one is at least reported)",
      with: declarations
    )
    guard case .atLeast(2, let mixed) = some.kind else {
      Issue.record("no quantifier")
      return
    }
    #expect(
      mixed[2].kind == .catalyst(CatalystReference(catalyst: 0), .isAtLeast(.reported))
    )
  }

  @Test func catalystsForEachTakeTheirInstrument() throws {
    let declarations = "catalyst earnings for each s in all { outcomes beat, miss }"
    let own = try condition("earnings(stock) is miss", with: declarations)
    #expect(
      own.kind
        == .catalyst(
          CatalystReference(catalyst: 0, member: .member),
          .isOneOf([.outcome("miss")])
        )
    )
    let other = try condition("days_since(earnings(NVDA)) < 5", with: declarations)
    guard case .comparison(_, let left, _) = other.kind else {
      Issue.record("no comparison")
      return
    }
    #expect(left.kind == .days(.since, CatalystReference(catalyst: 0, member: .symbol("NVDA"))))
  }

  // cites: news-12
  @Test func argumentsMayBeLets() throws {
    let expression = try condition(
      "sentiment(stock, over: window, half_life: 2d, relevance: 0.5, articles: 3, sources: 2) > 0",
      with: "let window = 14d"
    )
    guard case .comparison(_, let left, _) = expression.kind, case .news(let call) = left.kind
    else {
      Issue.record("no news")
      return
    }
    #expect(
      call
        == NewsCall(
          function: .sentiment,
          subject: .instrument(.member),
          over: .days(14),
          halfLife: .days(2),
          minimumRelevance: Number(units: 50_000_000),
          minimumArticles: 3,
          minimumSources: 2
        )
    )
  }

  @Test(arguments: [
    "age(stock) > 10d", "age(stock, over: 30d) > 10d", "price(stock) > 1.1 * price(stock)",
    "price(NVDA) >= 150.5 USD", "value(held in all) > 5% * nav + 100 EUR", "quantity(stock) > 3",
    "nav / cash > 2", "known(price(stock))", "weight(all except (NVDA)) otherwise 0% > 1%",
    "sentiment(stock, over: 3d) - sentiment(NVDA, over: 3d) > 1.5", "beta(stock) * gross < 2%",
    "not gross > 100%", "50bp < net", "weight(\"0700.HK\") > 1%",
    "sentiment(stock, over: 3d) otherwise 0 > neutral", "exposure(NVDA) < -100 USD",
  ])
  func goodConditions(text: String) throws {
    #expect(try condition(text).type == .boolean)
  }

  // cites: let-2
  @Test func letsAreReferredToAndMayStandInAnyOrder() throws {
    let result = check(
      """
      rule look { when zone review NVDA }
      let zone = calm and not hot
      let hot = gross > ceiling
      let calm = net < ceiling
      let ceiling = 90%
      """
    )
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    #expect(rulebook.lets.map(\.name) == ["calm", "ceiling", "hot", "zone"])
    #expect(rulebook.lets.map(\.value.type) == [.boolean, .percent, .boolean, .boolean])
    #expect(rulebook.rules[0].when?.kind == .reference(3))
  }

  // MARK: Actions

  // cites: set-5
  @Test func setsNest() throws {
    guard
      case .freeze(let freeze) = try action(
        "freeze buys of held in (tag sector:tech except NVDA except AMD)",
        with: "dimension sector"
      )
    else {
      Issue.record("no freeze")
      return
    }
    #expect(freeze.side == .buys)
    guard case .held(let inner) = freeze.set.kind, case .except(let outer, let amd) = inner.kind,
      case .except(let tag, let nvda) = outer.kind
    else {
      Issue.record("\(shape(freeze.set))")
      return
    }
    #expect(amd.kind == .symbol("AMD") && nvda.kind == .symbol("NVDA"))
    #expect(tag.kind == .tag(dimension: "sector", value: "tech"))
  }

  // cites: build-8
  @Test func aBuildWithoutTranchesIsOneStep() throws {
    guard
      case .build(let build) = try action(
        "build each tag sector:tech to 2.5% of nav",
        with: "dimension sector"
      )
    else {
      Issue.record("no build")
      return
    }
    #expect(build.steps.map(\.name) == ["all"])
    #expect(build.steps[0].cumulativeShare == .whole && build.target.isEach)
    #expect(build.weight.units == 2_500_000)
  }

  @Test func holdsTrimsAndHedgesKeepTheirNumbers() throws {
    guard case .hold(let hold) = try action("hold NVDA at 5% of nav within 1%"),
      case .trim(let part) = try action("trim tag sector:tech by 50%", with: "dimension sector"),
      case .trim(let all) = try action("trim NVDA to 0% of nav"),
      case .hedge(let hedge) = try action(
        "when gross > 9% hedge 40% of NVDA by beta with PSQ within 5%"
      )
    else {
      Issue.record("other actions")
      return
    }
    #expect(hold.weight.description == "5%" && hold.band.description == "1%")
    #expect(part.bound == .by(Percent(units: 50_000_000)))
    #expect(all.bound == .toWeight(.zero))
    #expect(hedge.basis == .beta && hedge.tolerance.description == "5%")
  }

  // MARK: Limits and settings

  @Test func limitsOfEveryKind() throws {
    let result = check(
      """
      dimension sector
      limit a weight of each instrument <= 10% enforced
      limit b weight of each sector <= 25% advisory
      limit c weight of (all except NVDA) <= 90%
      limit d gross <= 150% for accounts tag sector:growth
      limit e net >= -20%
      limit f beta <= 1.2
      limit g cash >= 2%
      limit h turnover over 5bd <= 15%
      limit i trade of each instrument <= 5% of adv
      limit j no buys of NVDA
      """
    )
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    #expect(rulebook.limits.map(\.force.rawValue).prefix(3) == ["enforced", "advisory", "normal"])
    #expect(rulebook.limits[3].accounts?.value == "growth")
    let bounds = rulebook.limits.compactMap { limit -> String? in
      guard case .bound(_, let side, let number) = limit.subject else { return nil }
      return "\(side.rawValue) \(number)"
    }
    #expect(
      bounds == [
        "<= 0.1", "<= 0.25", "<= 0.9", "<= 1.5", ">= -0.2", "<= 1.2", ">= 0.02", "<= 0.15",
        "<= 0.05",
      ]
    )
    guard case .noTrade(.buys, let set) = rulebook.limits[9].subject else {
      Issue.record("no `no buys`")
      return
    }
    #expect(set.kind == .symbol("NVDA"))
  }

  // cites: setting-8
  @Test func settingsMerge() throws {
    let result = check(
      """
      settings { prices no older than 2d shares fractional shorting allowed }
      settings { news no older than 12h minimum trade 100 USD borrow up to 20% of nav }
      settings { costs 1.5 USD per order plus 2bp prices no older than 2d }
      """
    )
    let settings = try #require(result.rulebook, "\(result.diagnostics.map(\.message))").settings
    #expect(settings.pricesNoOlderThan == .days(2))
    #expect(settings.newsNoOlderThan.description == "12h")
    #expect(settings.allowsFractionalShares && settings.allowsShorting)
    #expect(shape(settings.minimumTrade) == shape(Settings.MinimumTrade.money(try usd("100"))))
    #expect(settings.borrow.description == "20%")
    #expect(settings.costs?.perOrder == (try usd("1.5")))
    #expect(settings.costs?.share.units == 20_000)
  }

  private func usd(_ amount: String) throws -> Money {
    Money(try Amount(parsing: amount), try #require(Currency("USD")))
  }

  @Test func headersMayNameAccounts() throws {
    let result = check(
      """
      language 1
      rulebook steady "Steady" for accounts tag desk:growth
      dimension desk
      rule look for accounts tag desk:"special one" { review NVDA }
      """
    )
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    #expect(rulebook.accounts?.dimension == "desk" && rulebook.accounts?.value == "growth")
    #expect(rulebook.rules[0].accounts?.value == "special one")
  }

  // cites: order-2
  @Test func equalRulesOfOneNameAreOne() throws {
    let result = check("rule look { review NVDA }\nrule look {\n  review NVDA // again\n}")
    #expect(result.diagnostics.isEmpty)
    #expect(result.rulebook?.rules.count == 1)
    #expect(result.rulebook?.hash == check("rule look { review NVDA }").rulebook?.hash)
  }

  // cites: hedge-7
  @Test func hedgesOfTwoValuesOfOneDimensionMayBeAsLargeAsTheyLike() throws {
    let codes = codes(
      """
      dimension sector
      rule one { when gross > 90% hedge 80% of tag sector:tech by value with PSQ }
      rule two { when gross > 90% hedge 80% of tag sector:energy by value with DUG }
      """
    )
    #expect(codes.isEmpty)
  }
}
