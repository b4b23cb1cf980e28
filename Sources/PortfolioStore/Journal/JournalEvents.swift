internal import Portfolio
internal import Quantities

/// The journal rows of one account as events, told to a `Ledger` in the order of the entries that
/// recorded them; within one entry first what it did to instruments and names, then its run, then fills.
/// Orders of which nothing more is to come are withdrawn at the end.
struct JournalEvents {
  struct Change {
    let run: Int64
    /// Whether nothing more is to come.
    let isClosed: Bool
    /// Nothing for a conversion.
    var order: Order?
    var conversion: CurrencyConversion?
    var fills: [Fill] = []
    /// What to throw when its sums do not fit.
    let overflow: PortfolioFileError
  }

  struct Fill {
    let entry: Int64
    let at: Instant
    /// In the units of `at`.
    let quantity: Quantity
  }

  struct Run {
    var applied: AppliedRun
    /// What was held when it was applied, as far as the run wrote it down.
    var held: [Int: Quantity]?
  }

  private enum Event {
    case action(instrument: Int, CorporateAction)
    case rename(JournalKey, to: JournalKey)
    case run(Int64)
    case fill(change: Int64, Quantity)
  }

  let entries: JournalEntries
  var runs: [Int64: Run] = [:]
  var changes: [Int64: Change] = [:]

  init(entries: JournalEntries) { self.entries = entries }

  /// - Throws: the change's error when its sums do not fit, `ArithmeticFailure` for a split.
  func ledger(of account: Account, in market: Market) throws -> Ledger {
    var ledger = try told(in: market)
    var held = [Int: Quantity](minimumCapacity: account.positions.count)
    for position in account.positions { held[position.instrument] = position.quantity }
    try ledger.record(held: held)
    return ledger
  }

  /// What the entries say alone, whatever the account holds now.
  func told(in market: Market) throws -> Ledger {
    var ledger = Ledger()
    var numbers: [Int64: Int] = [:]
    let changesByRun = Dictionary(grouping: changes.keys.sorted()) { changes[$0]?.run ?? 0 }
    for event in try events(in: market) {
      switch event {
      case .action(let instrument, let action): try ledger.take(action, of: instrument)
      case .rename(let former, let present): ledger.rename(former, to: present)
      case .run(let id):
        guard let run = runs[id] else { continue }
        if let held = run.held { try ledger.record(held: held) }
        let own = changesByRun[id] ?? []
        try apply(run.applied, own, to: &ledger, &numbers)
      case .fill(let id, let quantity):
        guard let number = numbers[id], let change = changes[id] else { continue }
        if change.order == nil {
          ledger.fill(conversion: number)
        } else {
          do { try ledger.fill(order: number, quantity) } catch { throw change.overflow }
        }
      }
    }
    for (id, change) in changes where change.isClosed {
      guard let number = numbers[id] else { continue }
      do {
        try ledger.cancel(order: number)
        ledger.cancel(conversion: number)
      } catch {
        throw change.overflow
      }
    }
    return ledger
  }

  private func apply(
    _ run: AppliedRun,
    _ ids: [Int64],
    to ledger: inout Ledger,
    _ numbers: inout [Int64: Int]
  ) throws {
    var applied = run
    let orders = ids.filter { changes[$0]?.order != nil }
    let conversions = ids.filter { changes[$0]?.conversion != nil }
    applied.orders = orders.compactMap { changes[$0]?.order }
    applied.conversions = conversions.compactMap { changes[$0]?.conversion }
    let first = try ledger.apply(applied).lowerBound
    for (offset, id) in (orders + conversions).enumerated() { numbers[id] = first + offset }
  }

  private func events(in market: Market) throws -> [Event] {
    var found: [(entry: Int64, rank: Int, id: Int64, event: Event)] = []
    for (instrument, actions) in market.corporateActions {
      for action in actions.namedAsThen {
        guard let entry = entries.entry(of: action, instrument) else { continue }
        let rank = entries.isEntered(action, instrument) ? 0 : -1
        found.append((entry, rank, Int64(instrument), .action(instrument: instrument, action)))
      }
    }
    for rename in entries.renames {
      found.append((rename.entry, 0, 0, .rename(rename.former, to: rename.present)))
    }
    for id in runs.keys { found.append((id, 1, id, .run(id))) }
    for (id, change) in changes {
      for fill in change.fills {
        let actions = change.order.flatMap { market.corporateActions[$0.instrument] } ?? []
        let quantity = try entries.restated(fill, after: actions, change.order?.instrument)
        found.append((fill.entry, 2, id, .fill(change: id, quantity)))
      }
    }
    // Sorting is stable: fills of one change stay in their order.
    return found.sorted { ($0.entry, $0.rank, $0.id) < ($1.entry, $1.rank, $1.id) }.map(\.event)
  }
}

extension [CorporateAction] {
  /// The actions of one instrument, each new symbol being the one of then: a file says of all the present one.
  fileprivate var namedAsThen: [CorporateAction] {
    var symbol: String?
    return sorted { $0.at < $1.at }.reversed().map { action in
      guard case .symbolChange(let former) = action.kind else { return action }
      var named = action
      named.symbol = symbol ?? action.symbol
      symbol = former
      return named
    }
  }
}

extension Ledger {
  /// The file refers to instruments by row: a new symbol changes the names of members only.
  fileprivate mutating func take(_ action: CorporateAction, of instrument: Int) throws {
    switch action.kind {
    case .split(let new, let old): try split(instrument, into: Int(new), for: Int(old))
    case .symbolChange(let former):
      move(to: { $0 }, renaming: { $0 == former ? action.symbol : $0 })
    }
  }
}
