import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

@testable import Evaluator

/// Each promise of the change list, broken by hand, is seen by the verifier and by nothing that it takes
/// for another promise.
@Suite struct PlantedPromiseTests {
  struct Plant: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the verifier says of it; nothing for a list that keeps its promises.
    let says: [String]
    let plant: @Sendable (inout PlantedPromise) -> Void

    init(
      _ name: String,
      _ says: String...,
      plant: @escaping @Sendable (inout PlantedPromise) -> Void
    ) {
      self.name = name
      self.says = says
      self.plant = plant
    }

    var testDescription: String { name }
  }

  @Test(arguments: orders + cash + limits + knowledge + hedges)
  func thePlantIsSeen(_ plant: Plant) {
    var planted = PlantedPromise()
    plant.plant(&planted)
    #expect(planted.verification.brokenPromises() == plant.says)
  }

  /// What reductions break by themselves can't be mended by withdrawing increases.
  @Test(arguments: orders)
  func reductionsAreJudgedByThemselves(_ plant: Plant) {
    var planted = PlantedPromise()
    plant.plant(&planted)
    planted.changes.removeAll { $0.isIncrease }
    let isOfReduction = plant.says.contains {
      $0.hasPrefix("AAA") && !$0.contains("sold short") || $0.hasPrefix("DDD: covered")
        || $0.hasPrefix("ZZZ")
    }
    #expect(planted.verification.promisesBrokenByReductions().isEmpty == !isOfReduction)
  }

  // MARK: One order

  static let orders: [Plant] = [
    Plant("nothing") { _ in },
    Plant("an unknown symbol", "ZZZ is not an instrument") { $0.add(.sell, "ZZZ", 1) },
    Plant("a change of nothing", "BBB: a change of nothing") {
      $0.changes[1].quantity = .zero
    },
    Plant("a sale past zero", "AAA: sold more than is held") {
      $0.changes[0].quantity = .whole(11)
      $0.premise.bounds[0]?.upper = .zero
    },
    Plant("a cover past zero", "DDD: covered more than is short") {
      $0.add(.cover, "DDD", 6)
      $0.premise.bounds[3]?.upper = .zero
    },
    Plant("a buy of a short holding", "DDD: bought on a short holding") {
      $0.changes.insert($0.changes[1], at: 1)
      $0.changes[1].symbol = "DDD"
      $0.changes[1].quantity = .whole(1)
    },
    Plant("a short sale of a long holding", "AAA: sold short on a long holding") {
      $0.rulebook.settings.allowsShorting = true
      $0.changes[0].action = .short
    },
    Plant("a broken lot", "BBB: not a whole number of lots") {
      $0.changes[1].quantity = .hundredths(350)
    },
    Plant("a fraction of a share where they are allowed") {
      $0.rulebook.settings.allowsFractionalShares = true
      $0.changes[1].quantity = .hundredths(350)
    },
    Plant("a close of dust") {
      $0.account.positions[0].quantity = .hundredths(1050)
      $0.changes[0].quantity = .hundredths(1050)
      $0.premise.bounds[0]?.upper = .zero
    },
    Plant("a wrong price", "AAA: 99 is not its price") { $0.changes[0].price = .cents(9900) },
    Plant("a wrong value", "AAA: 201 is not its value") { $0.changes[0].value = .whole(201) },
    Plant("past the target", "BBB: past its target") { $0.changes[1].quantity = .whole(6) },
    Plant("a lot past the target", "AAA: a lot or more past its target") {
      $0.changes[0].quantity = .whole(3)
    },
    Plant("nobody asks", "BBB: no rule asks for it") { $0.premise.bounds[1] = nil },
    Plant("a freeze of sales", "AAA: still forbids it") {
      $0.decide(Rule("still", .freeze(Freeze(side: .sells, set: .symbol("AAA")))))
    },
    Plant("a freeze of buys", "BBB: still forbids it", "EEE: still forbids it") {
      $0.decide(Rule("still", .freeze(Freeze(side: .buys, set: .all))))
    },
    Plant("a freeze that waits") {
      $0.decide(Rule("still", .freeze(Freeze(side: .both, set: .all))), .waits)
    },
    Plant("a no-trade limit", "AAA: list forbids it") {
      $0.rulebook.limits.append(
        Limit(name: "list", subject: .noTrade(.trade, .symbol("AAA")), span: .nowhere)
      )
    },
    Plant("a short sale that is not allowed", "DDD: shorting is not allowed") {
      $0.add(.short, "DDD", 1)
    },
  ]

  // MARK: Cash

  static let cash: [Plant] = [
    Plant("under the floor of a limit", "cash is 96430 after buy EEE, its floor is 96500") {
      $0.limit(.cash, .atLeast, 965)
    },
    Plant("under the floor between two orders", "cash is 96650 after buy BBB, its floor is 96700") {
      $0.rulebook.settings.allowsShorting = true
      $0.limit(.cash, .atLeast, 967)
      $0.changes.removeLast()
      $0.add(.short, "DDD", 1)
    },
    Plant("a currency under zero", "EUR is -200 after buy EEE") {
      $0.account.cash = [Money(.whole(97_250), PlantedPromise.usd)]
    },
    Plant("a currency under zero on margin") {
      $0.account.kind = .margin
      $0.account.cash = [Money(.whole(97_250), PlantedPromise.usd)]
    },
    Plant("a conversion of what is not there", "USD is -10.999 after convert EUR") {
      $0.account.cash = [Money(.whole(-190), PlantedPromise.usd), Money(.whole(99_000), .eur)]
      $0.changes.remove(at: 1)
      $0.changes.insert(
        Change(
          symbol: "EUR",
          action: .convert,
          quantity: .hundredths(1909),
          price: nil,
          currency: PlantedPromise.usd,
          value: nil
        ),
        at: 1
      )
    },
    Plant("costs that nobody paid for", "cash is 96427 after buy EEE, its floor is 96430") {
      $0.rulebook.settings.costs = .init(
        perOrder: Money(.whole(1), PlantedPromise.usd),
        share: .zero
      )
      $0.limit(.cash, .atLeast, 964)
      $0.rulebook.limits[0].subject = .bound(.cash, .atLeast, Number(units: 96_430_000))
    },
    Plant("borrowed money") {
      $0.account.kind = .margin
      $0.account.cash = [Money(.whole(500), PlantedPromise.usd)]
      $0.rulebook.settings.borrow = .basisPoints(10_000)
    },
    Plant("more than may be borrowed", "cash is -100 after buy BBB, its floor is 0") {
      $0.account.kind = .margin
      $0.account.cash = [Money(.whole(500), PlantedPromise.usd)]
    },
  ]

  // MARK: Limits

  static let limits: [Plant] = [
    Plant("an instrument", "limit cap on BBB would be broken") {
      $0.limit(.weightOfEachInstrument, .atMost, 7)
    },
    Plant("an instrument, advisory") { $0.limit(.weightOfEachInstrument, .atMost, 7, .advisory) },
    Plant("a value", "limit cap on tech would be broken") {
      $0.limit(.weightOfEachValue(dimension: "sector"), .atMost, 20)
    },
    Plant("untagged", "limit cap on untagged would be broken") {
      $0.add(.buy, "CCC", 30)
      $0.limit(.weightOfEachValue(dimension: "sector"), .atMost, 23)
      $0.rulebook.limits[0].subject = .bound(
        .weightOfEachValue(dimension: "sector"),
        .atMost,
        Number(units: 8_000_00)
      )
      $0.changes.removeSubrange(1...2)
    },
    Plant("a set", "limit cap on its set would be broken") {
      $0.limit(.weightOfSet(.symbol("EEE")), .atMost, 2)
    },
    Plant("gross", "limit cap on account would be broken") { $0.limit(.gross, .atMost, 40) },
    Plant("net from above", "limit cap on account would be broken") {
      $0.limit(.net, .atMost, -5)
    },
    Plant("net from below", "limit cap on account would be broken") {
      $0.rulebook.settings.allowsShorting = true
      $0.limit(.net, .atLeast, -14)
      $0.changes.removeSubrange(1...2)
      $0.add(.short, "DDD", 1)
    },
    Plant("beta", "limit cap on account would be broken") { $0.limit(.beta, .atMost, -5) },
    Plant("a beta that is missing", "limit cap on account would be broken") {
      $0.limit(.beta, .atMost, 900)
      $0.instruments[1].beta = nil
    },
    Plant("broken and not made worse") {
      $0.changes.removeSubrange(1...2)
      $0.limit(.gross, .atMost, 1)
    },
    Plant("turnover", "limit cap would be broken") {
      $0.limit(.turnover(over: .days(1)), .atMost, 6)
    },
    Plant("turnover with the journal's trades", "limit cap would be broken") {
      $0.limit(.turnover(over: .days(1)), .atMost, 7)
      $0.journal.trades = [Journal.Trade(at: PlantedPromise.noon, value: .whole(500))]
    },
    Plant("volume", "limit cap on BBB would be broken") {
      $0.limit(.tradeOfEachInstrument, .atMost, 30)
    },
    Plant("no volume", "limit cap on BBB has no volume") {
      $0.limit(.tradeOfEachInstrument, .atMost, 500)
      $0.instruments[1].averageDailyVolume = nil
    },
  ]

  // MARK: What is not known

  static let knowledge: [Plant] = [
    Plant("no price", "BBB: an increase without a price or rate") { $0.prices["BBB"] = nil },
    Plant(
      "stale prices",
      "BBB: an increase at a stale price or rate",
      "EEE: an increase at a stale price or rate"
    ) { $0.pricedAt = PlantedPromise.noon.subtracting(.days(5)) },
    Plant("a stale rate", "EEE: an increase at a stale price or rate") {
      $0.ratedAt = PlantedPromise.noon.subtracting(.days(5))
    },
    Plant("no net asset value", "an increase without a net asset value") {
      $0.prices["HHH"] = nil
    },
    Plant("a blind trim", "BBB: watch is undecided and guards it") {
      let target = Target(isEach: false, set: .symbol("BBB"))
      $0.decide(
        Rule("watch", .trim(Trim(target: target, bound: .toWeight(.zero)))),
        .blind
      )
      $0.premise.blocked = [Blocked(subject: "watch", code: "undecided_rule", detail: "")]
    },
    Plant("a blind exit", "EEE: watch is undecided and guards it") {
      let steps = Step.sequence([("all", .basisPoints(10_000), Gate())])
      let target = Target(isEach: false, set: .symbol("EEE"))
      $0.decide(
        Rule("watch", .build(Build(target: target, weight: .basisPoints(100), steps: steps)))
      )
      $0.premise.blocked = [Blocked(subject: "watch", code: "undecided_exit", detail: "")]
    },
    Plant(
      "a limit of the account that can't be decided",
      "BBB: cap is undecided and guards it",
      "EEE: cap is undecided and guards it"
    ) {
      $0.limit(.net, .atMost, 900)
      $0.premise.blocked = [Blocked(subject: "cap", code: "undecided_limit", detail: "")]
    },
  ]

  // MARK: Hedges

  static let hedges: [Plant] = [
    // 8 AAA and 4 BBB are worth 1,600: 100% of it is 80 HHH at 20.
    Plant("within what is wanted") {
      $0.hedge(.all, percent: 100)
      $0.account.positions[2].quantity = .whole(50)
    },
    Plant("past what is wanted", "HHH: more than hedges of 78.5 want") {
      $0.hedge(.all, percent: 100)
      $0.account.positions[2].quantity = .whole(50)
      $0.add(.buy, "HHH", 29)
    },
    Plant("undecided, and it grows", "HHH: a hedge grows that is undecided") {
      $0.hedge(.all, percent: 100)
      $0.premise.undecidedHedges = [5]
      $0.add(.buy, "HHH", 1)
    },
    Plant("more left than is wanted", "HHH: 21.5 too much of a hedge") {
      $0.hedge(.all, percent: 100)
    },
    Plant("a hedge that ended stays", "HHH: 50 too much of a hedge") {
      $0.hedge(.all, percent: 100, .ended)
    },
    Plant("a hedge that ended comes off") {
      $0.hedge(.all, percent: 100, .ended)
      $0.changes.insert($0.changes[0], at: 1)
      $0.changes[1].symbol = "HHH"
      $0.changes[1].quantity = .whole(50)
    },
    Plant("a hedge that ended is frozen") {
      $0.hedge(.all, percent: 100, .ended)
      $0.decide(Rule("still", .freeze(Freeze(side: .sells, set: .symbol("HHH")))))
    },
    Plant(
      "raises net past a limit",
      "limit cap on account would be broken"
    ) {
      // Net is −2,200 of shorts less AAA, and the hedge of AAA leads to −3,000.
      $0.hedge(.symbol("AAA"), percent: 100)
      $0.journal.putOn = [:]
      $0.account.positions[1].quantity = .whole(-60)
      $0.account.positions.removeLast()
      $0.changes.removeSubrange(1...2)
      $0.add(.buy, "HHH", 40)
      $0.limit(.net, .atLeast, -25)
    },
  ]
}

extension Currency {
  fileprivate static var eur: Currency { PlantedPromise.eur ?? PlantedPromise.usd }
}
