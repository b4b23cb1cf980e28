import Evaluator
import Portfolio
import Quantities
import Testing

@Suite("The digest of an account")
struct AccountDigestTests {
  private let day = Instant(secondsSinceEpoch: 1_765_756_800)
  private let dollar: Currency
  private let market: Market
  private let account: Account
  private let journal: Journal

  init() throws {
    dollar = try #require(Currency("USD"))
    market = Self.market(["AMD", "NVDA", "SH"], dollar)
    account = Account(
      name: "main",
      baseCurrency: dollar,
      tags: [Tag(dimension: "desk", value: "growth"), Tag(dimension: "mandate", value: "open")],
      positions: [
        Position(instrument: 0, quantity: Quantity(units: 500), cost: Ratio(7)),
        Position(instrument: 1, quantity: Quantity(units: 100)),
      ],
      cash: [Money(Amount(units: 1_000), dollar)]
    )
    var journal = Journal()
    journal.lastApplied = day
    journal.steps[.init(rule: "scale_in", step: "gcc", instrument: 0)] = .init(
      opened: day,
      goal: Quantity(units: 9),
      filled: Quantity(units: 3)
    )
    journal.putOn[.init(rule: "hedge", instrument: 2)] = Quantity(units: 4)
    journal.states[.init(rule: "risk")] = .init(isActive: true, at: day)
    journal.exits[.init(rule: "scale_in", member: "AMD")] = day
    journal.trimBase[.init(rule: "cut", instrument: 1)] = Quantity(units: 8)
    journal.pending[1] = Quantity(units: 2)
    journal.pendingCash[dollar] = Amount(units: 6)
    journal.trades = [.init(at: day, value: Amount(units: 5))]
    self.journal = journal
  }

  private static func market(_ symbols: [String], _ dollar: Currency) -> Market {
    Market(
      instruments: symbols.map { Instrument(symbol: $0, currency: dollar) },
      quotes: [:],
      numeraire: dollar,
      rates: [:]
    )
  }

  private func digest(
    _ account: Account? = nil,
    _ journal: Journal? = nil,
    _ market: Market? = nil
  ) -> String {
    AccountDigest(
      of: account ?? self.account,
      journal: journal ?? self.journal,
      in: market ?? self.market
    ).hexadecimal
  }

  @Test("Every change of the account changes it") func accountChanges() throws {
    let euro = try #require(Currency("EUR"))
    let changes: [(inout Account) -> Void] = [
      { $0.name = "other" },
      { $0.kind = .margin },
      { $0.baseCurrency = euro },
      { $0.tags.removeLast() },
      { $0.positions[0].quantity = Quantity(units: 501) },
      { $0.positions[0].cost = Ratio(8) },
      { $0.positions[0].cost = nil },
      { $0.positions[1].instrument = 2 },
      { $0.cash[0] = Money(Amount(units: 1_001), dollar) },
      { $0.cash = [] },
    ]
    var seen = Set([digest()])
    for change in changes {
      var account = self.account
      change(&account)
      seen.insert(digest(account))
    }
    #expect(seen.count == changes.count + 1)
  }

  @Test("Every change of the journal changes it") func journalChanges() {
    let later = Instant(secondsSinceEpoch: 1_765_756_801)
    let changes: [(inout Journal) -> Void] = [
      { $0.lastApplied = nil },
      { $0.steps[.init(rule: "scale_in", step: "gcc", instrument: 0)]?.sent = Quantity(units: 1) },
      { $0.steps[.init(rule: "scale_in", step: "gcc", instrument: 0)]?.filledAt = later },
      { $0.putOn = [.init(rule: "hedge", instrument: 2): Quantity(units: 5)] },
      { $0.states[.init(rule: "risk")]?.isActive = false },
      { $0.exits = [.init(rule: "scale_in"): day] },
      { $0.trimBase = [:] },
      { $0.pending[1] = nil },
      { $0.pendingCash[dollar] = Amount(units: 7) },
      { $0.trades.append($0.trades[0]) },
    ]
    var seen = Set([digest()])
    for change in changes {
      var journal = self.journal
      change(&journal)
      seen.insert(digest(nil, journal))
    }
    #expect(seen.count == changes.count + 1)
  }

  @Test("An instrument that is not the account's changes nothing") func otherInstruments() {
    var account = self.account
    account.positions[0].instrument = 1
    account.positions[1].instrument = 2
    var journal = Journal()
    journal.pending[2] = Quantity(units: 2)
    var before = Journal()
    before.pending[1] = Quantity(units: 2)
    let wider = Self.market(["AAPL", "AMD", "NVDA", "SH"], dollar)
    #expect(digest(account, journal, wider) == digest(self.account, before))
  }

  @Test("Several positions of one instrument count as one") func manyPositions() throws {
    var many = account
    many.positions = [
      Position(instrument: 1, quantity: Quantity(units: 160)),
      Position(instrument: 0, quantity: Quantity(units: 200), cost: Ratio(3)),
      Position(instrument: 1, quantity: Quantity(units: -60)),
      Position(instrument: 0, quantity: Quantity(units: 300), cost: Ratio(4)),
      Position(instrument: 2, quantity: Quantity(units: 5)),
      Position(instrument: 2, quantity: Quantity(units: -5)),
    ]
    many.cash = [Money(Amount(units: 400), dollar), Money(Amount(units: 600), dollar)]
    #expect(digest(many) == digest())
    let merged = try many.merged()
    #expect(merged.positions == account.positions)
    #expect(merged.cash == account.cash)
    many.positions[3].cost = nil
    #expect(try many.merged().positions.map(\.cost) == [nil, nil])
  }

  @Test("A proposal carries it") func proposal() throws {
    let example = Example("rule go { build NVDA to 6% of nav }")
    let evaluation = try example.evaluation()
    let account = try example.account(in: evaluation.market)
    let proposal = evaluation.propose(for: account, journal: Journal())
    #expect(proposal.accountHash == digest(account, Journal(), evaluation.market))
  }
}
