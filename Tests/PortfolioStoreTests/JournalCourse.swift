import Portfolio
import PortfolioStore
import Quantities
import TestSupport
import Testing

/// One account on its way through random acts, each told to a file and to the pure history.
///
/// Three instruments in an order that new symbols keep: what a rule builds in two steps, what two rules
/// hedge with, and what a rule for each member trims. Each act is a day later than the one before.
final class JournalCourse {
  /// What undoing an entry leads back to.
  private struct Before {
    let entry: Int64
    let history: AccountHistory
    let changes: [Int: Int64]
    let tradedByHand: Bool
    /// A run that was applied while nothing was on order: all fills and cancellations that follow are its
    /// own, and go with it.
    var isRunAlone = false
    var isRun = false
  }

  private(set) var told: [String] = []
  private let scratch: Scratch
  private let path: String
  var random: SeededGenerator
  private var day = 0
  var history: AccountHistory
  private(set) var symbols = ["A0", "B0", "C0"]
  let prices: [Int64] = [270, 81, 540]
  /// The file's number of each open order and conversion of the history.
  private var changes: [Int: Int64] = [:]
  /// Entries that may be undone now, the last one last.
  private var undoable: [Before] = []
  /// A file learns of trades by hand from the next run that reads it.
  private var tradedByHand = false

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    scratch = try Scratch()
    path = scratch.path("f.sqlite")
    let dollar = try currency("USD")
    var account = Account(
      name: "a",
      baseCurrency: dollar,
      kind: .margin,
      cash: [Money(Amount(units: 90_000 * Amount.scale), dollar)]
    )
    var set = HoldingsSet()
    set.accounts = [HoldingsSet.AccountRow(name: "a", baseCurrency: dollar, kind: .margin)]
    set.instruments = symbols.map { Instrument(symbol: $0, currency: dollar) }
    for index in symbols.indices where Bool.random(using: &random) {
      let held = Int64.random(in: -20...60, using: &random)
      if held == 0 { continue }
      account.positions.append(
        Position(instrument: index, quantity: Quantity(units: held * Quantity.scale))
      )
    }
    history = try AccountHistory(of: account)
    set.positions = try rows(of: account)
    set.cash = account.cash.map { HoldingsSet.CashRow(account: "a", money: $0) }
    _ = try PortfolioFile.create(at: path, numeraire: dollar, holding: set)
  }

  // MARK: Acts

  /// Does something, if it can be done now, and says what.
  func step() throws -> String? {
    day += 1
    let act = Int.random(in: 0..<12, using: &random)
    let done: String? =
      switch tradedByHand ? 0 : act {
      case 0...3: try apply()
      case 4...6: try fill()
      case 7: try cancel()
      case 8, 9: try undo()
      case 10: try Bool.random(using: &random) ? split() : changeSymbol()
      default: try tradeByHand()
      }
    if let done { told.append(done) }
    return done
  }

  private var author: EntryAuthor {
    get throws { EntryAuthor(recorded: try moment(hour: 14), who: "ana") }
  }

  func moment(hour: Int64) throws -> Instant {
    Instant(
      secondsSinceEpoch: try instant("2025-01-01").secondsSinceEpoch + Int64(day) * 86_400
        + hour * 3600
    )
  }

  private func before(_ entry: Int64) -> Before {
    Before(entry: entry, history: history, changes: changes, tradedByHand: tradedByHand)
  }

  private func market() throws -> Market {
    try PortfolioFile.open(at: path).market(asOf: try moment(hour: 23))
  }

  // MARK: Runs

  private func apply() throws -> String {
    let run = try run()
    let isFilled = changes.isEmpty && Int.random(in: 0..<3, using: &random) == 0
    let file = try PortfolioFile.open(at: path)
    let state = try file.state()
    let part = RunRecord.AccountPart(account: history.account, digest: "d", nav: nil, run: run)
    try file.close()
    let applied = try PortfolioFile.apply(
      RunRecord(
        rulebook: run.rulebook,
        rulebookHash: "h",
        at: run.at,
        proposal: "day \(day)",
        parts: [part]
      ),
      in: try market(),
      ifStill: state,
      isFilled: isFilled,
      by: author,
      to: path
    )
    var undoing = before(applied.run)
    undoing.isRun = true
    undoing.isRunAlone = changes.isEmpty
    undoable.append(undoing)
    let known = Set(history.ledger.open.keys).union(history.ledger.openConversions.keys)
    try history.apply(run)
    let sent = Set(history.ledger.open.keys).union(history.ledger.openConversions.keys)
    let last =
      Int64(try contents(of: path, asking: "SELECT coalesce(max(id), 0) FROM change").first ?? "")
      ?? 0
    let new = sent.subtracting(known).sorted()
    for (offset, number) in new.enumerated() {
      changes[number] = last - Int64(new.count) + Int64(offset) + 1
    }
    if isFilled { try history.fill(Percent(units: Percent.scale)) }
    forgetClosed()
    tradedByHand = false
    return "apply \(run.rulebook) \(run.orders.map { "\($0.instrument):\($0.quantity)" })"
      + "\(run.conversions.isEmpty ? "" : " and convert")\(isFilled ? " filled" : "")"
  }

  // MARK: Fills and cancellations

  private func fill() throws -> String? {
    guard !changes.isEmpty else { return nil }
    let share = [25, 50, 70, 100].randomElement(using: &random) ?? 100
    let rows = try rows(filling: share)
    guard !rows.isEmpty else { return nil }
    let outcome = try PortfolioFile.record(fills: rows, by: author, in: path)
    #expect(outcome.refused == [] && outcome.repeated == 0, "\(told): \(rows)")
    // The same file again books nothing.
    #expect(try PortfolioFile.record(fills: rows, by: author, in: path).entry == nil)
    if let entry = outcome.entry { undoable.append(before(entry)) }
    try history.fill(Percent(units: Int64(share) * 1_000_000), leavingOpen: true)
    forgetClosed()
    return "fill \(share)%"
  }

  /// What the pure history fills of each order: whole lots of its whole quantity, at most what is open.
  private func rows(filling share: Int) throws -> [FillRow] {
    var rows: [FillRow] = []
    for (number, change) in changes.sorted(by: { $0.key < $1.key }) {
      if let conversion = history.ledger.openConversions[number] {
        rows.append(try row(of: conversion, change))
      }
      guard let sent = history.ledger.open[number] else { continue }
      let size = abs(sent.order.quantity.units)
      let part = size * Int64(share) / 100
      let wanted = share == 100 ? size : part / sent.order.lot.units * sent.order.lot.units
      let quantity = Quantity(units: min(wanted, size - sent.filled.units))
      guard quantity.units > 0, let price = sent.order.price else { continue }
      var fee = try quantity.ratio.multiplied(by: sent.order.feePerUnit)
      if sent.filled.isZero { fee = try fee.adding(sent.order.feePerOrder) }
      rows.append(
        FillRow(
          row: rows.count + 1,
          order: change,
          symbol: symbols[sent.order.instrument],
          side: sent.order.quantity.isNegative ? .sell : .buy,
          quantity: quantity,
          price: price,
          fee: try Amount(fee, rounding: .halfEven),
          at: try moment(hour: 12)
        )
      )
    }
    return rows
  }

  private func row(of conversion: CurrencyConversion, _ change: Int64) throws -> FillRow {
    let rate = try conversion.sold.amount.ratio.divided(by: conversion.bought.amount.ratio)
    return FillRow(
      row: 0,
      order: change,
      symbol: conversion.bought.currency.description,
      side: .buy,
      quantity: try Quantity(conversion.bought.amount.ratio, rounding: .halfEven),
      price: try Price(rate, rounding: .halfEven),
      at: try moment(hour: 12)
    )
  }

  private func forgetClosed() {
    let (orders, conversions) = (history.ledger.open, history.ledger.openConversions)
    changes = changes.filter { orders[$0.key] != nil || conversions[$0.key] != nil }
  }

  /// All runs that have something open: the pure history cancels everything at once.
  private func cancel() throws -> String? {
    guard !changes.isEmpty else { return nil }
    let ids = changes.values.map(String.init).joined(separator: ", ")
    let runs = try contents(
      of: path,
      asking: "SELECT DISTINCT run FROM change WHERE id IN (\(ids)) ORDER BY run"
    )
    var entries: [Int64] = []
    for run in runs.compactMap({ Int64($0) }) {
      entries.append(try PortfolioFile.cancel(run: run, by: author, in: path).entry)
    }
    undoable = entries.count == 1 ? undoable + [before(entries[0])] : []
    try history.cancel()
    changes = [:]
    return "cancel \(runs)"
  }

  // MARK: Undoing

  private func undo() throws -> String? {
    let run = undoable.lastIndex { $0.isRunAlone }
    if let run, Bool.random(using: &random),
      !undoable[(run + 1)...].contains(where: { $0.isRun })
    {
      undoable.removeSubrange((run + 1)...)
    }
    guard let last = undoable.popLast() else { return nil }
    _ = try PortfolioFile.undo(last.entry, by: author, in: path)
    history = last.history
    changes = last.changes
    tradedByHand = last.tradedByHand
    return "undo \(last.entry)"
  }

  // MARK: By hand

  private func split() throws -> String {
    let index = Int.random(in: 0..<3, using: &random)
    let (new, old) = [(2, 1), (3, 1), (3, 2), (1, 2)].randomElement(using: &random) ?? (2, 1)
    _ = try PortfolioFile.split(
      symbols[index],
      into: Int64(new),
      for: Int64(old),
      at: try moment(hour: 0),
      by: author,
      in: path
    )
    try history.split(index, into: new, for: old)
    undoable = []
    forgetClosed()
    return "split \(symbols[index]) \(new) for \(old)"
  }

  private func changeSymbol() throws -> String {
    let index = Int.random(in: 0..<3, using: &random)
    let (former, present) = (symbols[index], "\(symbols[index].prefix(1))\(day)")
    let before = try market()
    _ = try PortfolioFile.changeSymbol(
      former,
      to: present,
      at: try moment(hour: 0),
      by: author,
      in: path
    )
    history.changeSymbol(of: former, to: present, from: before, to: try market())
    symbols[index] = present
    undoable = []
    return "symbol \(former) to \(present)"
  }

  /// A trade that the file is told of as a new position, as an import tells it.
  private func tradeByHand() throws -> String {
    let index = Int.random(in: 0..<3, using: &random)
    let size = Int64.random(in: -30...30, using: &random) * Quantity.scale
    try history.tradeByHand(index, Quantity(units: size), in: try market())
    var set = HoldingsSet()
    set.accounts = [
      HoldingsSet.AccountRow(name: "a", baseCurrency: try currency("USD"), kind: .margin)
    ]
    set.positions = try rows(of: history.account)
    _ = try PortfolioFile.importHoldings(set, into: path)
    undoable = []
    tradedByHand = true
    return "hand \(symbols[index]) \(size / Quantity.scale)"
  }

  private func rows(of account: Account) throws -> [HoldingsSet.PositionRow] {
    account.positions.map {
      HoldingsSet.PositionRow(
        account: "a",
        symbol: symbols[$0.instrument],
        quantity: $0.quantity
      )
    }
  }

  // MARK: Comparing

  /// What the file gives otherwise than the history.
  func differences() throws -> [String] {
    let file = try PortfolioFile.open(at: path)
    let market = try file.market(asOf: try moment(hour: 23))
    var found: [String] = []
    for rulebook in ["house", "other"] {
      let journal = try history.journal(of: rulebook)
      try file.forEachAccount(market: market, rulebook: rulebook) { account, told in
        if told != journal { found.append("\(rulebook): file \(told), history \(journal)") }
        let (file, pure) = (holdings(account), holdings(history.account))
        if file != pure { found.append("file \(file), history \(pure)") }
      }
    }
    return found
  }

  /// What positions cost is told by lots in a file, and by the average in the history.
  private func holdings(_ account: Account) -> [String] {
    account.positions.map { "\(symbols[$0.instrument]) \($0.quantity)" }
      + account.cash.filter { !$0.amount.isZero }.map { "\($0.currency) \($0.amount)" }
  }
}
