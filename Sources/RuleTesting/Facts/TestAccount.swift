import Portfolio
import Quantities
import RuleChecker
import RuleSyntax

/// The account that a test tells of: a cash account with what it holds.
struct TestAccount {
  private let test: RuleTest
  private let instruments: TestInstruments
  private let market: Market
  private let tag: TagReference?

  /// - Parameter tag: of the accounts that the rulebook is for; a test's account is one of them.
  init(
    _ test: RuleTest,
    _ instruments: TestInstruments,
    _ market: Market,
    _ tag: TagReference?
  ) {
    self.test = test
    self.instruments = instruments
    self.market = market
    self.tag = tag
  }

  func account() throws(ArithmeticFailure) -> Account {
    var held: [Int: Position] = [:]
    var cash: [Currency: Amount] = [:]
    var tags = Set([tag].compactMap { $0.map { Tag(dimension: $0.dimension, value: $0.value) } })
    for fact in facts {
      switch fact {
      case .cash(let money):
        cash[money.currency] = try (cash[money.currency] ?? .zero).adding(money.amount)
      case .holds(let symbol, let quantity, let cost):
        guard let index = market.indexBySymbol[symbol] else { continue }
        var position = held[index] ?? Position(instrument: index, quantity: .zero)
        let sum = try position.quantity.adding(quantity)
        position.cost = try position.cost(of: sum.ratio, tradedAt: cost?.ratio)
        position.quantity = sum
        held[index] = position
      case .accountTag(let dimension, let value):
        tags.insert(Tag(dimension: dimension, value: value))
      case .price, .figure, .kind, .tag, .rate: continue
      }
    }
    return Account(
      name: "test",
      baseCurrency: instruments.baseCurrency,
      tags: tags.sorted { ($0.dimension, $0.value) < ($1.dimension, $1.value) },
      positions: held.values.filter { !$0.quantity.isZero },
      cash: cash.map { Money($0.value, $0.key) }
    )
  }

  private var facts: [AccountFact.Kind] {
    test.entries.flatMap { entry -> [AccountFact.Kind] in
      guard case .fact(let fact) = entry, case .account(let facts) = fact.kind else { return [] }
      return facts.map(\.kind)
    }
  }
}

extension AccountFact.Kind {
  /// Whether it says what the account is and holds, which is so before the first run.
  var isOfAccount: Bool {
    switch self {
    case .cash, .holds, .accountTag: true
    case .price, .figure, .kind, .tag, .rate: false
    }
  }
}

extension RuleTest.Entry {
  var span: Span {
    switch self {
    case .fact(let fact): fact.span
    case .run(let run): run.span
    case .between(let step): step.span
    }
  }
}

extension RuleTest {
  /// The moment of the first run; any will do for a test without one.
  var firstMoment: Instant {
    for entry in entries {
      if case .run(let run) = entry { return run.asOf }
    }
    return Instant(secondsSinceEpoch: 0)
  }
}
