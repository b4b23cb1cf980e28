import Portfolio
import Quantities
import RuleChecker
import TestSupport

@testable import Evaluator

/// A small account with a change list that keeps every promise, to plant broken ones into.
///
/// NAV is 100,000 USD: 10 AAA at 100, 5 DDD short at 50, 100 HHH (an inverse fund) at 20 of which hedges put
/// on 50, 1,000 EUR at 1.1, and cash. The list sells 2 AAA, buys 4 BBB at 200 and 2 EEE at 100 EUR.
struct PlantedPromise {
  static let eur = Currency("EUR")
  static let usd = WorkedExample.usd
  static let noon = Instant(secondsSinceEpoch: 1_765_800_000)

  var rulebook = CheckedRulebook(name: "planted")
  var instruments: [Instrument]
  var prices = ["AAA": 100, "BBB": 200, "CCC": 30, "DDD": 50, "EEE": 100, "HHH": 20]
  var pricedAt = noon
  var ratedAt = noon
  var account: Account
  var journal = Journal()
  var premise = VerificationPremise(
    decisions: [],
    blocked: [],
    bounds: [:],
    hedgesByBeta: [],
    undecidedHedges: []
  )
  var changes: [Change] = []

  init() {
    let usd = Self.usd
    let eur = Self.eur ?? usd
    instruments = ["AAA", "BBB", "CCC", "DDD", "EEE", "HHH"].map { symbol in
      Instrument(
        symbol: symbol,
        kind: symbol == "HHH" ? .inverseFund : .stock,
        currency: symbol == "EEE" ? eur : usd,
        leverage: symbol == "HHH" ? .thousandths(-1000) : .one,
        beta: .one,
        averageDailyVolume: .whole(100),
        tags: symbol == "CCC" ? [] : [Tag(dimension: "sector", value: "tech")]
      )
    }
    account = Account(
      name: "planted",
      baseCurrency: usd,
      positions: [(0, 10), (3, -5), (5, 100)].map {
        Position(instrument: $0.0, quantity: .whole($0.1))
      },
      cash: [Money(.whole(96_150), usd), Money(.whole(1000), eur)]
    )
    premise.bounds = [
      0: .init(lower: nil, upper: Ratio(8)), 1: .init(lower: Ratio(5), upper: nil),
      2: .init(lower: Ratio(40), upper: nil), 3: .init(lower: Ratio(6), upper: nil),
      4: .init(lower: Ratio(3), upper: nil),
    ]
    rulebook.settings.minimumTrade = .shareOfNav(.zero)
    add(.sell, "AAA", 2)
    add(.buy, "BBB", 4)
    add(.buy, "EEE", 2)
  }

  mutating func add(_ action: Change.Action, _ symbol: String, _ quantity: Int) {
    add(action, symbol, .whole(quantity))
  }

  mutating func add(_ action: Change.Action, _ symbol: String, _ quantity: Quantity) {
    changes.append(
      Change(
        symbol: symbol,
        action: action,
        quantity: quantity,
        price: nil,
        currency: symbol == "EEE" ? Self.eur ?? Self.usd : Self.usd,
        value: nil
      )
    )
  }

  mutating func limit(
    _ measure: Limit.Measure,
    _ side: Limit.Side,
    _ thousandths: Int,
    _ force: Limit.Force = .normal
  ) {
    rulebook.limits.append(Limit("cap", measure, side, .thousandths(thousandths), force))
  }

  /// A rule that stage 2 decided.
  mutating func decide(_ rule: Rule, _ state: RuleReport.State = .fires, member: Int? = nil) {
    rulebook.rules.append(rule)
    premise.decisions.append(.init(rule: rule, member: member, state: state))
  }

  /// `hedge R of SET by value with HHH`, in force, which has put on 50.
  mutating func hedge(_ set: InstrumentSet, percent: Int, _ state: RuleReport.State = .fires) {
    decide(
      Rule(
        "cover",
        .hedge(
          Hedge(
            ratio: .basisPoints(100 * percent),
            set: set,
            basis: .value,
            instrument: "HHH",
            instrumentSpan: .nowhere,
            tolerance: .zero
          )
        )
      ),
      state
    )
    journal.putOn[Journal.HoldingKey(rule: "cover", instrument: 5)] = .whole(50)
  }

  var verification: Verification {
    Verification(
      world: VerifiedWorld(
        rulebook: rulebook,
        market: Market(
          instruments: instruments,
          quotes: prices.mapValues {
            Quote(price: .cents(100 * $0), at: pricedAt, available: pricedAt)
          },
          numeraire: Self.usd,
          rates: Self.eur.map {
            [$0: RateQuote(rate: .thousandths(1100), at: ratedAt, available: ratedAt)]
          } ?? [:]
        ),
        asOf: Self.noon
      ),
      account: account,
      journal: journal,
      premise: premise,
      changes: changes
    )
  }
}
