internal import Portfolio
internal import Quantities
internal import RuleChecker
internal import RuleSyntax

/// Rulebooks as their checked values.
extension ScenarioGenerator {
  mutating func makeRulebook() -> CheckedRulebook {
    makeSettings()
    makeBaskets()
    let rules = (1...random.int(1...6)).map { number in
      var rule = makeRule("r\(number)")
      rule.accounts = makeAccountsTag()
      return rule
    }
    let limits = (0..<random.pick([0, 0, 1, 1, 2, 3, 4])).map { number in
      var limit = makeLimit("limit\(number)")
      limit.accounts = makeAccountsTag()
      return limit
    }
    return CheckedRulebook(
      name: "generated",
      hash: "0",
      files: [SourceFile(path: "generated.tranche", text: "")],
      dimensions: ["desk", "sector", "theme"].map {
        DimensionDeclaration(name: $0, span: .nowhere)
      },
      topics: [
        Topic(name: "topic_phrase", mentions: [.literal("Alpha Project")], span: .nowhere),
        Topic(name: "topic_symbols", symbols: targets.suffix(1), span: .nowhere),
        Topic(
          name: "topic_theme",
          mentions: [.near("Alpha", "version")],
          themes: ["Chips"],
          span: .nowhere
        ),
      ],
      catalysts: makeCatalysts(),
      baskets: baskets,
      lets: [
        LetBinding(
          name: "thesis",
          value: .compare(
            .news(.sentiment, .topic(0), over: .days(30)),
            .greaterOrEqual,
            .number(.thousandths(100))
          ),
          span: .nowhere
        )
      ],
      rules: rules,
      limits: limits,
      settings: settings
    )
  }

  /// The places of the catalysts with outcomes in the list below.
  var eachCatalyst: Int { 3 }

  private mutating func makeCatalysts() -> [Catalyst] {
    var evidenced = Catalyst(
      name: "cat_evidence",
      topic: random.chance(70) ? 0 : nil,
      evidence: [.literal("shipped widely")],
      span: .nowhere
    )
    if random.chance(30) { evidenced.unless = ["stall*", "in trials"] }
    if random.chance(30) { evidenced.official = ["paper1"] }
    evidenced.isConfirmedByOfficial = !evidenced.official.isEmpty && random.chance(50)
    evidenced.corroboratedBy = random.int(1...3)
    if random.chance(40) { evidenced.expiresAfter = .days(UInt16(random.int(2...20))) }
    var dated = Catalyst(name: "cat_dated", outcomes: ["beat", "miss"], span: .nowhere)
    let day = daysAgo(random.int(-15...15)).date
    dated.schedule = random.pick([.on(day), .by(day), nil])
    if dated.schedule == nil { dated.topic = 0 }
    let each = Catalyst(
      name: "cat_each",
      forEach: MemberVariable(name: "any_one", set: .all),
      evidence: [.near("shipped", "version")],
      outcomes: ["beat", "miss"],
      span: .nowhere
    )
    return [Catalyst(name: "cat_acted", topic: 0, span: .nowhere), evidenced, dated, each]
  }

  private mutating func makeSettings() {
    if random.chance(20) { settings.pricesNoOlderThan = Duration(3, .businessDays) ?? .days(4) }
    if random.chance(30) { settings.newsNoOlderThan = .days(20) }
    switch random.int(0...9) {
    case 0: settings.minimumTrade = .shareOfNav(.zero)
    case 1: settings.minimumTrade = .shareOfNav(.basisPoints(100))
    case 2: settings.minimumTrade = .money(Money(.whole(500), base))
    case 3: settings.minimumTrade = .money(Money(.whole(20), WorkedExample.usd))
    default: break
    }
    settings.allowsFractionalShares = random.chance(20)
    settings.allowsShorting = random.chance(50)
    if random.chance(25) { settings.borrow = .basisPoints(random.pick([500, 2000, 10_000])) }
    if random.chance(35) {
      let currency = random.chance(80) ? base : random.pick(ScenarioGenerator.currencies)
      settings.costs = Settings.Costs(
        perOrder: Money(Amount(units: Int64(random.int(0...5)) * 10_000), currency),
        share: .basisPoints(random.pick([0, 5, 10]))
      )
    }
  }

  private mutating func makeBaskets() {
    let stocks = targets
    for number in 0..<random.int(0...2) {
      let members = random.some(random.int(2...4), of: stocks)
      if members.count < 2 { continue }
      var left = 10_000
      var parts: [Basket.Member] = []
      for (position, symbol) in members.enumerated() {
        let others = members.count - position - 1
        let share = others == 0 ? left : random.int(1...(left / 500 - others)) * 500
        left -= share
        parts.append(
          Basket.Member(symbol: symbol, weight: .basisPoints(share), span: .nowhere)
        )
      }
      baskets.append(Basket(name: "basket\(number)", members: parts, span: .nowhere))
    }
  }

  /// Half of these name a tag that the account has.
  private mutating func makeAccountsTag() -> TagReference? {
    if random.chance(88) { return nil }
    return TagReference(
      dimension: "desk",
      value: random.pick(["growth", "income"]),
      span: .nowhere
    )
  }

  // MARK: Rules

  private mutating func makeRule(_ name: String) -> Rule {
    let hedging = hedges.isEmpty || hedgeTenthsLeft == 0 ? 0 : 16
    switch random.pick(weighted: [(40, 0), (9, 1), (18, 2), (8, 3), (hedging, 4), (6, 5)]) {
    case 0: return makeBuild(name)
    case 1: return makeHold(name)
    case 2: return makeTrim(name)
    case 3: return makeFreeze(name)
    case 4: return makeHedge(name)
    default:
      return Rule(
        name,
        when: condition(ConditionPlace(inAccount: true, mayGuess: true)),
        .review(makeSet())
      )
    }
  }

  private mutating func makeBuild(_ name: String) -> Rule {
    let isShort = settings.allowsShorting && random.chance(25)
    let isPerMember = random.chance(12)
    let target = isPerMember ? Target(isEach: false, set: .member) : makeTarget()
    let place = ConditionPlace(inAccount: random.chance(30), member: isPerMember)
    let build = Build(
      isShort: isShort,
      target: target,
      weight: .basisPoints(random.int(1...60) * 25),
      steps: makeSteps(place)
    )
    var exit = place
    exit.rarelyTrue = true
    exit.mayGuess = true
    var rule = Rule(
      name,
      forEach: isPerMember ? makeVariable() : nil,
      when: random.chance(55) ? nil : condition(place),
      .build(build),
      exit: random.chance(30) ? condition(exit) : nil
    )
    if rule.exit != nil, random.chance(30) { rule.cooldown = .days(UInt16(random.int(2...9))) }
    return rule
  }

  private mutating func makeVariable() -> MemberVariable {
    MemberVariable(name: "one", set: makeSet())
  }

  private mutating func makeSteps(_ place: ConditionPlace) -> [Step] {
    let shares = random.pick([[10_000], [10_000], [5000, 5000], [3400, 3300, 3300]])
    var parts: [(name: String, share: Percent, gate: Gate)] = []
    for (position, share) in shares.enumerated() {
      var gate = Gate()
      if position > 0 {
        if random.chance(60) { gate.condition = condition(place) }
        if random.chance(40) {
          gate.delay = Gate.Delay(
            duration: .days(UInt16(random.int(1...20))),
            afterStep: random.int(0...(position - 1))
          )
        }
      }
      parts.append((shares.count == 1 ? "all" : "s\(position + 1)", .basisPoints(share), gate))
    }
    return Step.sequence(parts)
  }

  private mutating func makeHold(_ name: String) -> Rule {
    let isPerMember = random.chance(15)
    let place = ConditionPlace(inAccount: random.chance(30), member: isPerMember)
    var end = place
    end.rarelyTrue = true
    return Rule(
      name,
      forEach: isPerMember ? makeVariable() : nil,
      when: random.chance(60) ? nil : condition(place),
      .hold(
        Hold(
          target: isPerMember ? Target(isEach: false, set: .member) : makeTarget(),
          weight: .basisPoints(random.int(2...40) * 25),
          band: .basisPoints(random.pick([0, 25, 50, 100]))
        )
      ),
      exit: random.chance(20) ? condition(end) : nil,
      until: random.chance(15) ? condition(end) : nil
    )
  }

  private mutating func makeTrim(_ name: String) -> Rule {
    let isPerMember = random.chance(35)
    let target: Target
    if isPerMember {
      target = Target(isEach: false, set: .member)
    } else {
      target = Target(isEach: random.chance(40), set: makeSet())
    }
    let bound: Trim.Bound =
      random.chance(70)
      ? .toWeight(.basisPoints(random.pick([0, 100, 250, 500, 1000])))
      : .by(.basisPoints(random.pick([1000, 3300, 5000])))
    return Rule(
      name,
      forEach: isPerMember ? makeVariable() : nil,
      when: random.chance(30)
        ? nil
        : condition(
          ConditionPlace(inAccount: true, member: isPerMember, mayGuess: true)
        ),
      .trim(Trim(target: target, bound: bound)),
      until: random.chance(40)
        ? condition(ConditionPlace(member: isPerMember, rarelyTrue: true)) : nil
    )
  }

  private mutating func makeFreeze(_ name: String) -> Rule {
    Rule(
      name,
      when: random.chance(40) ? nil : condition(ConditionPlace(inAccount: true, mayGuess: true)),
      .freeze(Freeze(side: random.pick([.buys, .sells, .both]), set: makeSet())),
      until: random.chance(20)
        ? condition(ConditionPlace(inAccount: random.chance(30), rarelyTrue: true)) : nil
    )
  }

  private mutating func makeHedge(_ name: String) -> Rule {
    // Hedges that can meet sum to 100% at most: `check` refuses more.
    let tenths = random.int(1...hedgeTenthsLeft)
    hedgeTenthsLeft -= tenths
    let isPerMember = random.chance(15)
    let place = ConditionPlace(inAccount: true, member: isPerMember, mayGuess: true)
    let end = ConditionPlace(inAccount: random.chance(30), member: isPerMember, rarelyTrue: true)
    return Rule(
      name,
      forEach: isPerMember ? makeVariable() : nil,
      when: random.chance(50) ? nil : condition(place),
      .hedge(
        Hedge(
          ratio: .basisPoints(tenths * 1000),
          set: isPerMember ? .member : makeSet(),
          basis: random.pick([.value, .beta, .betaOtherwiseValue]),
          instrument: random.pick(hedges),
          instrumentSpan: .nowhere,
          tolerance: .basisPoints(random.pick([0, 0, 500, 2000]))
        )
      ),
      until: random.chance(35) ? condition(end) : nil
    )
  }

  // MARK: Sets

  private mutating func makeTarget() -> Target {
    if !baskets.isEmpty, random.chance(40) {
      return Target(
        isEach: random.chance(25),
        set: .basket(random.int(0...(baskets.count - 1)))
      )
    }
    if random.chance(20) { return Target(isEach: true, set: makeSet()) }
    return Target(isEach: false, set: .symbol(random.pick(targets)))
  }

  mutating func makeSet(depth: Int = 0) -> InstrumentSet {
    if random.chance(1) { return .symbol("ZZZ") }
    switch random.int(0...11) {
    case 0, 1, 2: return .symbol(random.pick(targets))
    case 3, 4:
      if baskets.isEmpty { return .all }
      return .basket(random.int(0...(baskets.count - 1)))
    case 5, 6: return .tag("theme", random.pick(["ai", "green"]))
    case 7 where depth == 0:
      return InstrumentSet(.held(makeSet(depth: 1)), span: .nowhere)
    case 8 where depth == 0:
      let left = makeSet(depth: 1)
      return InstrumentSet(.except(left, makeSet(depth: 1)), span: .nowhere)
    case 9: return .tag("sector", random.pick(["energy", "health", "tech"]))
    default: return .all
    }
  }

  // MARK: Limits

  private mutating func makeLimit(_ name: String) -> Limit {
    let force: Limit.Force = random.pick(weighted: [
      (70, .normal), (15, .enforced), (15, .advisory),
    ])
    func share(_ percents: [Int]) -> Number { .thousandths(10 * random.pick(percents)) }
    switch random.int(0...12) {
    case 0, 1: return Limit(name, .weightOfEachInstrument, .atMost, share([2, 5, 10, 20]), force)
    case 2, 3:
      return Limit(
        name,
        .weightOfEachValue(dimension: random.pick(["sector", "theme"])),
        .atMost,
        share([3, 8, 15, 30]),
        force
      )
    case 4: return Limit(name, .weightOfSet(makeSet()), .atMost, share([3, 8, 20]), force)
    case 5: return Limit(name, .gross, .atMost, share([10, 40, 80, 150]), force)
    case 6:
      return random.chance(60)
        ? Limit(name, .net, .atMost, share([5, 20, 60]), unenforced(force))
        : Limit(name, .net, .atLeast, share([-20, 0, 5]), unenforced(force))
    case 7: return Limit(name, .beta, .atMost, share([20, 60, 120]), unenforced(force))
    case 8: return Limit(name, .cash, .atLeast, share([2, 10, 60]), unenforced(force))
    case 9:
      return Limit(
        name,
        .turnover(over: .days(UInt16(random.pick([1, 10])))),
        .atMost,
        share([1, 3, 15]),
        unenforced(force)
      )
    case 11:
      let measure: Limit.Measure = random.pick([.gross, .weightOfSet(makeSet())])
      return Limit(name, measure, .atLeast, share([5, 20, 60]), unenforced(force))
    case 10:
      return Limit(name, .tradeOfEachInstrument, .atMost, share([1, 5, 20]), unenforced(force))
    default:
      return Limit(
        name: name,
        subject: .noTrade(random.pick([.trade, .buys, .sells]), makeSet()),
        span: .nowhere
      )
    }
  }

  private func unenforced(_ force: Limit.Force) -> Limit.Force {
    force == .enforced ? .normal : force
  }
}
