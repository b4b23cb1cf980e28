public import Portfolio
public import Quantities
public import RuleChecker

/// The example of the language's page, as values: rulebook, market and news of its test.
public struct WorkedExample: Sendable {
  public static let usd: Currency = {
    guard let usd = Currency("USD") else { preconditionFailure("USD is a currency") }
    return usd
  }()

  /// A moment or a day that the example names is malformed.
  public struct Malformed: Error {}

  public var rulebook: CheckedRulebook
  public var market: Market
  public var items: [Item]
  public var acts: [CatalystAct] = []

  public init() {
    rulebook = WorkedExample.makeRulebook()
    // A test of the language keeps the feed alive unless it says otherwise.
    rulebook.settings.newsNoOlderThan = .days(30)
    market = WorkedExample.makeMarket()
    items = [
      Item(
        identifier: "1",
        provider: "test",
        title: "Rust for Linux moves on",
        source: "test",
        available: Instant(parsing: "2025-12-13", bareDate: .start),
        sentiment: .thousandths(300),
        impact: .thousandths(280)
      )
    ]
  }

  public mutating func confirm(_ catalyst: String, at day: String) throws {
    guard let at = Instant(parsing: day, bareDate: .start) else { throw Malformed() }
    acts.append(CatalystAct(catalyst: catalyst, kind: .confirm, at: at, recorded: at))
  }

  public func evaluate(asOf day: String, _ account: Account, _ journal: Journal) throws
    -> ReferenceOutcome
  {
    guard let asOf = Instant(parsing: day, bareDate: .end) else { throw Malformed() }
    return ReferenceEvaluator.evaluate(
      rulebook: rulebook,
      market: market,
      items: items,
      acts: acts,
      account: account,
      journal: journal,
      asOf: asOf
    )
  }

  /// The journal once the first tranche was filled, on 2025-12-15.
  public func journal(of held: [String: Int]) throws -> Journal {
    guard let day = Instant(parsing: "2025-12-15", bareDate: .end) else { throw Malformed() }
    var journal = Journal()
    journal.lastApplied = day
    for (symbol, count) in held {
      guard let index = market.indexBySymbol[symbol] else { throw Malformed() }
      let rule = symbol == "PSQ" ? "hedge_toolchain" : "scale_in"
      journal.putOn[Journal.HoldingKey(rule: rule, instrument: index)] = .whole(count)
      if symbol == "PSQ" { continue }
      journal.steps[Journal.StepKey(rule: rule, step: "foothold", instrument: index)] =
        Journal.OpenStep(
          opened: day,
          goal: .whole(count),
          filled: .whole(count),
          filledAt: day
        )
    }
    return journal
  }
}

extension WorkedExample {
  private static func makeMarket() -> Market {
    let at = Instant(parsing: "2025-12-20", bareDate: .start) ?? Instant(secondsSinceEpoch: 0)
    func instrument(_ symbol: String, beta: Int, leverage: Int = 1) -> Instrument {
      Instrument(
        symbol: symbol,
        kind: leverage < 0 ? .inverseFund : .stock,
        currency: usd,
        leverage: .thousandths(1000 * leverage),
        beta: .thousandths(beta),
        tags: [Tag(dimension: "sector", value: symbol)]
      )
    }
    let prices = ["NVDA": 180, "GOOGL": 310, "MSFT": 480, "PSQ": 38]
    return Market(
      instruments: [
        instrument("NVDA", beta: 1700), instrument("GOOGL", beta: 1100),
        instrument("MSFT", beta: 1000), instrument("PSQ", beta: 1200, leverage: -1),
      ],
      quotes: prices.mapValues { Quote(price: .cents(100 * $0), at: at, available: at) },
      numeraire: usd,
      rates: [:]
    )
  }

  private static func makeRulebook() -> CheckedRulebook {
    let names = ["default_build", "gcc_support", "toolchain_stable"]
    let weights = [("GOOGL", 3000), ("MSFT", 3000), ("NVDA", 4000)]
    return CheckedRulebook(
      name: "rust_for_linux",
      topics: [Topic(name: "kernel_rust", mentions: [.literal("Rust for Linux")], span: .nowhere)],
      catalysts: names.map { Catalyst(name: $0, topic: 0, span: .nowhere) },
      baskets: [
        Basket(
          name: "beneficiaries",
          members: weights.map {
            Basket.Member(symbol: $0.0, weight: .basisPoints($0.1), span: .nowhere)
          },
          span: .nowhere
        )
      ],
      rules: [hedge, reassess, scaleIn],
      limits: [
        Limit("cash_floor", .cash, .atLeast, .thousandths(20)),
        Limit("churn", .turnover(over: .days(1)), .atMost, .thousandths(150)),
        Limit("sectors", .weightOfEachValue(dimension: "sector"), .atMost, .thousandths(250)),
        Limit("single_name", .weightOfEachInstrument, .atMost, .thousandths(100)),
      ]
    )
  }

  private static var scaleIn: Rule {
    let thesis = Expression.condition(
      .and([
        .compare(
          .news(.sentiment, .topic(0), over: .days(30)),
          .greaterOrEqual,
          .number(.thousandths(250))
        ),
        .compare(
          .news(.impact, .topic(0), over: .days(30)),
          .greaterOrEqual,
          .number(.thousandths(200))
        ),
      ])
    )
    let steps = Step.sequence([
      ("foothold", .basisPoints(3400), Gate()),
      ("default_on", .basisPoints(3300), Gate(condition: .catalyst(0, is: .confirmed))),
      (
        "gcc", .basisPoints(3300),
        Gate(
          condition: .catalyst(1, is: .confirmed),
          delay: Gate.Delay(duration: .days(20), afterStep: 1)
        )
      ),
    ])
    let bad = Expression.compare(
      .news(.sentiment, .topic(0), over: .days(14)),
      .less,
      .number(.thousandths(-250))
    )
    return Rule(
      "scale_in",
      when: thesis,
      .build(
        Build(
          target: Target(isEach: false, set: .basket(0)),
          weight: .basisPoints(600),
          steps: steps
        )
      ),
      exit: .condition(.or([bad, .catalyst(0, is: .denied)]))
    )
  }

  private static var hedge: Rule {
    Rule(
      "hedge_toolchain",
      when: .compare(.holding(.weight, .basket(0)), .greater, .number(.thousandths(10))),
      .hedge(
        Hedge(
          ratio: .basisPoints(4000),
          set: .basket(0),
          basis: .betaOtherwiseValue,
          instrument: "PSQ",
          instrumentSpan: .nowhere,
          tolerance: .zero
        )
      ),
      until: .catalyst(2, is: .confirmed)
    )
  }

  private static var reassess: Rule {
    let changed = [0, 1].map { index in
      Expression.condition(
        .catalyst(CatalystReference(catalyst: index), .changedWithin(.days(7)))
      )
    }
    return Rule("reassess", when: .condition(.atLeast(1, changed)), .review(.basket(0)))
  }
}
