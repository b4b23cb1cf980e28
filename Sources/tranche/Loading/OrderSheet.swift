import Evaluator
import Exchange
import Portfolio
import Quantities
import Reporting

/// Collects the orders of proposals, account by account, and writes them to one file.
struct OrderSheet {
  private let destination: OrdersDestination
  private let asOf: Instant
  private var orders: [OrderLine] = []

  init(_ destination: OrdersDestination, at asOf: Instant) {
    self.destination = destination
    self.asOf = asOf
  }

  mutating func take(_ proposal: AccountProposal, in market: Market) {
    take(OrderSheet.orders(of: proposal, in: market))
  }

  mutating func take(_ orders: [OrderLine]) { self.orders += orders }

  /// In order of execution.
  static func orders(of proposal: AccountProposal, in market: Market) -> [OrderLine] {
    proposal.changes.map { change in
      OrderLine(
        account: proposal.account,
        action: OrderLine.Action(change.action),
        symbol: change.symbol,
        kind: change.action == .convert
          ? nil : market.indexBySymbol[change.symbol].map { market.instruments[$0].kind },
        quantity: change.quantity,
        price: change.price,
        currency: change.currency,
        causes: change.causes
      )
    }
  }

  /// Writes the file, or names every order that its format can't say and writes nothing.
  func write(_ console: Console) throws {
    let bytes: [UInt8]
    do {
      bytes = try destination.format.bytes(of: orders, at: asOf)
    } catch {
      for refusal in error.refusals.prefix(Console.mostDiagnostics) {
        let order = refusal.order
        console.say(
          .error,
          "`\(order.account)`: \(order.action.rawValue) \(order.quantity) \(order.symbol): "
            + refusal.reason,
          help: ""
        )
      }
      let number = error.refusals.count
      throw CommandFailure(
        .badInput,
        "`\(destination.path)` was not written: the format `\(destination.format.rawValue)` can't say "
          + (number == 1 ? "1 order" : "\(number) orders"),
        help: "use `--orders csv`, or name accounts without such orders with `--account`"
      )
    }
    try FileWriter.write(bytes, to: destination.path)
    let number = orders.count
    console.say(
      .note,
      "wrote \(number) order\(number == 1 ? "" : "s") to `\(destination.path)`",
      help: ""
    )
  }
}

extension OrderLine.Action {
  fileprivate init(_ action: Change.Action) {
    self =
      switch action {
      case .buy: .buy
      case .sell: .sell
      case .short: .short
      case .cover: .cover
      case .convert: .convert
      }
  }
}
