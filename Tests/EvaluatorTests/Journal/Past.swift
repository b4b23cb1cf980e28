import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// An account that lives through days: evaluated, applied, filled, traded by hand. The world is a
/// `Meaning` whose instruments, news and acts the test may change between days.
struct Past {
  var world: Meaning
  var history: AccountHistory

  /// What `world` says is held and in cash is where the past begins.
  init(_ world: Meaning) throws {
    self.world = world
    history = try AccountHistory(of: world.scenario().account)
  }

  init(_ rules: String, _ instruments: [String] = ["NVDA 100", "MSFT 50"]) throws {
    try self.init(Meaning(rules, instruments))
  }

  /// What is proposed on `day` (at its end); nothing is recorded.
  func proposal(on day: String) throws -> AccountProposal {
    var today = world
    today.asOf = day
    var scenario = try today.scenario()
    scenario.account = history.account
    scenario.journal = try journal
    if world.isCompared {
      #expect(scenario.differences == [], "the two evaluators differ on \(day)")
    }
    return scenario.proposal
  }

  /// What is proposed on `day`, which is applied.
  @discardableResult
  mutating func apply(on day: String) throws -> [String] {
    let proposal = try proposal(on: day)
    try history.apply(try #require(proposal.run))
    return proposal.orders
  }

  func orders(on day: String) throws -> [String] { try proposal(on: day).orders }

  /// Applies what is proposed on `day`, and fills all of it.
  @discardableResult
  mutating func settle(on day: String) throws -> [String] {
    let orders = try apply(on: day)
    try fill("100")
    return orders
  }

  /// `percent` in hundredths.
  mutating func fill(_ percent: String, leavingOpen: Bool = false) throws {
    let share = try Number(parsing: percent).units / 100
    try history.fill(Percent(units: share), leavingOpen: leavingOpen)
  }

  mutating func byHand(_ symbol: String, _ quantity: String) throws {
    let scenario = try world.scenario()
    let place = try #require(scenario.market.indexBySymbol[symbol])
    try history.tradeByHand(place, Quantity(parsing: quantity), in: scenario.market)
  }

  var journal: Journal {
    get throws { try history.journal(of: world.rulebook().name) }
  }

  func place(_ symbol: String) throws -> Int {
    try #require(world.scenario().market.indexBySymbol[symbol])
  }

  /// What `rule` has put on of a symbol.
  func putOn(_ rule: String, _ symbol: String) throws -> Quantity {
    let key = Journal.HoldingKey(rule: rule, instrument: try place(symbol))
    return try journal.putOn[key] ?? .zero
  }

  func step(_ rule: String, _ step: String, _ symbol: String) throws -> Journal.OpenStep? {
    let key = Journal.StepKey(rule: rule, step: step, instrument: try place(symbol))
    return try journal.steps[key]
  }

  func held(_ symbol: String) throws -> Quantity {
    let place = try place(symbol)
    return history.account.positions.first { $0.instrument == place }?.quantity ?? .zero
  }

  var cash: Amount { history.account.cash.first?.amount ?? .zero }
}
