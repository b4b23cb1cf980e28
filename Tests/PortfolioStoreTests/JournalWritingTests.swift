import Portfolio
import PortfolioStore
import Quantities
import Testing

/// What `apply`, fills, cancellations, undoings, splits and renamings leave in a file. Account `growth`
/// holds 330 AAPL and cash in USD and EUR in the sample.
@Suite struct JournalWritingTests {
  let scratch: Scratch
  let path: String
  let market: Market
  let author: EntryAuthor

  init() throws {
    scratch = try Scratch()
    path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
    market = try PortfolioFile.open(at: path).market(asOf: try instant("2025-12-14"))
    author = EntryAuthor(recorded: try instant("2025-12-15T14:00Z"), who: "ana")
  }

  // MARK: Applying

  @Test func aFilledRunIsWhatThePureJournalSays() throws {
    let (account, _) = try growth()
    let run = try run()
    var history = try AccountHistory(of: account)
    try history.apply(run)
    try history.fill(Percent(units: Percent.scale))
    try apply(run, isFilled: true)
    let (booked, journal) = try growth()
    // What they cost is told by lots here, and by the average there.
    let held = history.account.positions.map {
      Position(instrument: $0.instrument, quantity: $0.quantity)
    }
    #expect(booked.positions == held)
    #expect(booked.cash == history.account.cash)
    #expect(try journal == history.journal(of: "house"))
    #expect(journal.putOn.isEmpty == false)
  }

  @Test func aSentRunChangesNoHoldingAndIsPending() throws {
    let (account, _) = try growth()
    let run = try run()
    var history = try AccountHistory(of: account)
    try history.apply(run)
    try apply(run, isFilled: false)
    let (booked, journal) = try growth()
    #expect(booked.positions == account.positions)
    #expect(booked.cash == account.cash)
    #expect(try journal == history.journal(of: "house"))
    #expect(journal.pending.count == 2)
  }

  @Test func aProposalIsAppliedOnce() throws {
    #expect(try apply(try run(), isFilled: false).isRepeated == false)
    let before = try contents(of: path)
    let again = try apply(try run(), isFilled: false)
    #expect(again.isRepeated)
    #expect(again.run == 1)
    #expect(try contents(of: path) == before)
  }

  @Test func whatChangedMeanwhileIsNotAppliedOver() throws {
    let state = try PortfolioFile.open(at: path).state()
    try execute(path, "UPDATE cash SET amount_e4 = amount_e4 + 1")
    let before = try contents(of: path)
    #expect(throws: PortfolioFileError.changedMeanwhile(path: path)) {
      try PortfolioFile.apply(
        record(try run()),
        in: market,
        ifStill: state,
        isFilled: false,
        by: author,
        to: path
      )
    }
    #expect(try contents(of: path) == before)
  }

  // MARK: Fills

  @Test func partialFillsGoToTheirOrderAndAreKnownAgain() throws {
    try apply(try run(), isFilled: false)
    let rows = [
      try fill(1, "AAPL", .sell, "30", "190.50", fee: "1.25"),
      try fill(2, "MSFT", .buy, "4", "481", fee: "1"),
      try fill(3, "MSFT", .buy, "4", "481", fee: "1"),
      try fill(4, "MSFT", .buy, "90", "481"),
      try fill(5, "NVDA", .buy, "1", "180"),
    ]
    let before = try growth().account
    let outcome = try PortfolioFile.record(fills: rows, by: author, in: path)
    #expect(outcome.booked == 3)
    #expect(outcome.repeated == 0)
    #expect(outcome.refused.map(\.row) == [4, 5])
    #expect(outcome.refused.first?.reason.message.contains("has 2 `MSFT` open") == true)
    let (account, journal) = try growth()
    #expect(try held("AAPL", account) == held("AAPL", before).subtracting(quantity("30")))
    #expect(try held("MSFT", account) == quantity("8"))
    #expect(journal.pending == [try #require(market.indexBySymbol["MSFT"]): try quantity("2")])
    // 30 × 190.50 − 1.25 − 2 × (4 × 481 + 1)
    let paid = try Amount(parsing: "1863.75")
    #expect(try dollars(account) == dollars(before).adding(paid))
    let again = try PortfolioFile.record(fills: rows, by: author, in: path)
    #expect(again.booked == 0)
    #expect(again.repeated == 3)
    #expect(again.entry == nil)
    #expect(try growth().account.cash == account.cash)
  }

  @Test func lotsFollowFills() throws {
    let lots = { try PortfolioFile.open(at: self.path).lots(of: "growth") }
    let before = try lots().filter { $0.symbol == "AAPL" }
    try #require(before.count > 1, "the sample has several lots of AAPL")
    try apply(try run(), isFilled: true)
    let after = try lots()
    let first = try #require(before.first)
    let expected = try first.quantity.subtracting(quantity("30"))
    #expect(after.first { $0.symbol == "AAPL" }?.quantity == expected)
    let bought = after.filter { $0.symbol == "MSFT" }
    #expect(bought.map(\.quantity) == [try quantity("10")])
    #expect(bought.map(\.cost) == [try Price(parsing: "480")])
  }

  // MARK: Taking back

  @Test(arguments: [false, true]) func undoingARunRestoresTheFile(isFilled: Bool) throws {
    let before = try holdings()
    try apply(try run(), isFilled: isFilled)
    if !isFilled {
      let row = try fill(1, "AAPL", .sell, "7", "191", fee: "0.5")
      _ = try PortfolioFile.record(fills: [row], by: author, in: path)
    }
    #expect(try PortfolioFile.undo(1, by: author, in: path) == (isFilled ? 2 : 3))
    #expect(try holdings() == before)
    #expect(try growth().journal == Journal())
    // The same proposal may be applied again: nothing of it stands.
    #expect(try apply(try run(), isFilled: false).isRepeated == false)
  }

  @Test func undoingFillsLeavesTheRunOpen() throws {
    try apply(try run(), isFilled: false)
    let sent = try growth()
    let before = try holdings()
    _ = try PortfolioFile.record(
      fills: [try fill(1, "AAPL", .sell, "30", "191")],
      by: author,
      in: path
    )
    _ = try PortfolioFile.undo(2, by: author, in: path)
    #expect(try holdings() == before)
    #expect(try growth().journal == sent.journal)
  }

  @Test func aRunThatAnotherStandsOnIsNotUndone() throws {
    try apply(try run(), isFilled: true)
    try apply(try run(proposal: "second"), isFilled: false, proposal: "second")
    let error = #expect(throws: JournalRefusal.self) {
      try PortfolioFile.undo(1, by: author, in: path)
    }
    #expect(error?.message == "entry 1 can't be undone: entry 2 (run) stands on it")
    _ = try PortfolioFile.undo(2, by: author, in: path)
    _ = try PortfolioFile.undo(1, by: author, in: path)
    let undone = #expect(throws: JournalRefusal.self) {
      try PortfolioFile.undo(1, by: author, in: path)
    }
    #expect(undone?.message == "entry 1 was undone")
  }

  @Test func aCancelledRunIsPendingNoMoreAndCanBeReopened() throws {
    try apply(try run(), isFilled: false)
    let sent = try growth().journal
    let done = try PortfolioFile.cancel(run: 1, by: author, in: path)
    #expect(done.entry == 2)
    #expect(done.orders == 2)
    #expect(try growth().journal.pending.isEmpty)
    #expect(throws: JournalRefusal.self) { try PortfolioFile.cancel(run: 1, by: author, in: path) }
    _ = try PortfolioFile.undo(2, by: author, in: path)
    #expect(try growth().journal == sent)
  }

  /// The cancellation still tells what it cancelled.
  @Test func aCancelledRunCanBeUndone() throws {
    let before = try holdings()
    try apply(try run(), isFilled: false)
    _ = try PortfolioFile.cancel(run: 1, by: author, in: path)
    _ = try PortfolioFile.undo(1, by: author, in: path)
    #expect(try holdings() == before)
    #expect(try growth().journal == Journal())
    #expect(try PortfolioFile.open(at: path).entries(2).first?.orders.count == 2)
  }

  // MARK: Instruments and names

  /// 5 of 10 were filled before the split; the broker tells of it afterwards, in the units of then.
  @Test func aSplitRestatesHoldingsOrdersAndLateFills() throws {
    try apply(try run(), isFilled: false)
    let lots = { try PortfolioFile.open(at: self.path).lots(of: "growth") }
    let cost = try #require(try lots().first { $0.symbol == "AAPL" }).cost
    let later = EntryAuthor(recorded: try instant("2025-12-17T09:00Z"))
    let entry = try PortfolioFile.split(
      "AAPL",
      into: 10,
      for: 1,
      at: try instant("2025-12-17"),
      by: later,
      in: path
    )
    #expect(entry == 2)
    #expect(try held("AAPL", growth().account) == quantity("3300"))
    let split = try #require(try lots().first { $0.symbol == "AAPL" })
    #expect(split.cost == (try Price(cost.ratio.divided(by: Ratio(10)), rounding: .halfEven)))
    let (_, journal) = try growth()
    let apple = try #require(market.indexBySymbol["AAPL"])
    #expect(journal.pending[apple] == (try quantity("-300")))
    _ = try PortfolioFile.record(
      fills: [try fill(1, "AAPL", .sell, "5", "190", at: "2025-12-16T15:00Z")],
      by: later,
      in: path
    )
    #expect(try held("AAPL", growth().account) == quantity("3250"))
    #expect(try growth().journal.pending[apple] == (try quantity("-250")))
    let again = #expect(throws: JournalRefusal.self) {
      try PortfolioFile.split(
        "AAPL",
        into: 10,
        for: 1,
        at: try instant("2025-12-17"),
        by: later,
        in: path
      )
    }
    #expect(again?.message.contains("recorded already") == true)
  }

  @Test func aNewSymbolKeepsWhatItsOrdersPutOn() throws {
    try apply(try run(), isFilled: true)
    let before = try growth().journal
    let microsoft = try #require(market.indexBySymbol["MSFT"])
    _ = try PortfolioFile.changeSymbol(
      "MSFT",
      to: "MSX",
      at: try instant("2025-12-15"),
      by: author,
      in: path
    )
    let (account, journal) = try growth()
    let now = try PortfolioFile.open(at: path).market(asOf: try instant("2025-12-16"))
    let renamed = try #require(now.indexBySymbol["MSX"])
    #expect(account.positions.contains { $0.instrument == renamed })
    let key = Journal.HoldingKey(rule: "scale_in", instrument: microsoft)
    #expect(
      journal.putOn[Journal.HoldingKey(rule: "scale_in", instrument: renamed)] == before.putOn[key]
    )
  }

  @Test func aRenamedRuleKeepsWhatItPutOn() throws {
    try apply(try run(), isFilled: true)
    let before = try growth().journal
    let former = try #require(JournalKey("house.scale_in"))
    let present = try #require(JournalKey("house.ladder"))
    let unknown = try #require(JournalKey("house.scale_on"))
    let refusal = #expect(throws: JournalRefusal.self) {
      try PortfolioFile.rename(unknown, to: present, by: author, in: path)
    }
    #expect(refusal?.help == "did you mean `house.scale_in`?")
    _ = try PortfolioFile.rename(former, to: present, by: author, in: path)
    let journal = try growth().journal
    #expect(Set(journal.putOn.keys.map(\.rule)) == ["ladder"])
    #expect(Set(journal.steps.keys.map(\.rule)) == ["ladder"])
    #expect(Array(journal.putOn.values) == Array(before.putOn.values))
    // What was renamed is not there any more.
    #expect(throws: JournalRefusal.self) {
      try PortfolioFile.rename(former, to: unknown, by: author, in: path)
    }
  }

  // MARK: For people

  @Test func entriesTellWhatHappened() throws {
    try apply(try run(), isFilled: false)
    _ = try PortfolioFile.record(
      fills: [try fill(1, "MSFT", .buy, "4", "481")],
      by: author,
      in: path
    )
    _ = try PortfolioFile.cancel(run: 1, by: author, in: path)
    let entries = try PortfolioFile.open(at: path).entries()
    #expect(entries.map(\.kind) == [.run, .fills, .cancel])
    #expect(entries.first?.run?.accounts == ["growth"])
    #expect(entries.first?.run?.documents == ["house.tranche"])
    #expect(entries.first?.orders.map(\.state) == [.cancelled, .cancelled])
    #expect(entries.first?.orders.last?.causes == ["scale_in.foothold"])
    #expect(entries.first?.orders.last?.fills.map(\.quantity) == [try quantity("4")])
    #expect(try PortfolioFile.open(at: path).entries(2).map(\.number) == [2])
    #expect(try PortfolioFile.open(at: path).entries(9).isEmpty)
  }
}
