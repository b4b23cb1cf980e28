import Portfolio
import Quantities

/// Proposes for one account again and again, and keeps of each proposal only what scenarios compare.
struct AccountTrial {
  /// What makes two proposals the same: the positions they lead to, and what they hold back.
  struct Shape: Hashable {
    /// Signed, by symbol; conversions of money follow from these.
    var changes: [String: Quantity]
    var blocked: [String]
  }

  struct Result {
    var shape: Shape
    var nav: Amount?
  }

  let account: Account
  let journal: Journal
  private let held: [String: Quantity]

  init(account: Account, journal: Journal, market: Market) {
    self.account = account
    self.journal = journal
    var held: [String: Quantity] = [:]
    for position in account.positions where market.instruments.indices.contains(position.instrument)
    {
      held[market.instruments[position.instrument].symbol] = position.quantity
    }
    for (instrument, pending) in journal.pending
    where market.instruments.indices.contains(instrument) {
      let symbol = market.instruments[instrument].symbol
      held[symbol] = (try? (held[symbol] ?? .zero).adding(pending)) ?? held[symbol]
    }
    self.held = held
  }

  func result(of evaluation: Evaluation) -> Result {
    let proposal = evaluation.propose(for: account, journal: journal)
    var changes: [String: Quantity] = [:]
    for change in proposal.changes {
      switch change.action {
      case .buy, .cover: changes[change.symbol] = change.quantity
      case .sell, .short: changes[change.symbol] = Quantity(units: -change.quantity.units)
      case .convert: break
      }
    }
    let blocked = Set(proposal.blocked.map(\.subject)).sorted()
    return Result(shape: Shape(changes: changes, blocked: blocked), nav: proposal.nav)
  }

  /// What is held now, orders that were sent included.
  func quantity(of symbol: String) -> Quantity { held[symbol] ?? .zero }

  /// What is held once the changes of `shape` are made.
  func quantity(of symbol: String, after shape: Shape) -> Quantity {
    let now = quantity(of: symbol)
    guard let change = shape.changes[symbol] else { return now }
    return (try? now.adding(change)) ?? now
  }
}
