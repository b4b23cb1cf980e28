internal import GRDB
internal import Portfolio
internal import Quantities

/// Books fills of open orders: the fill itself, the position, its lots, the cash.
struct FillBooking {
  let journal: JournalWriter
  /// Which lots a sale takes.
  let method: LotMethod
  /// The entry that records them.
  let entry: Int64

  /// One execution of an order, as it was told.
  struct Execution {
    let order: OrderRow
    let at: Instant
    /// Above zero, in the units of `at`.
    let quantity: Quantity
    /// Of one unit; of a conversion, the rate. Nothing when nobody said.
    let price: Price?
    let fee: Amount
    /// What tells it from every other one of the account.
    var reference: String?
    /// Of a conversion filled as ordered: exactly what was sold.
    var sold: Amount?
  }

  /// Fills everything that is open of `order` at the price it was sent with, and its fee.
  func fillAsSent(_ order: OrderRow, at moment: Instant) throws {
    guard let open = try OpenOrder(order, journal.database) else { return }
    try book(
      Execution(
        order: order,
        at: moment,
        quantity: open.rest,
        price: open.price,
        fee: open.fee,
        sold: open.sold?.amount
      ),
      of: open
    )
  }

  func book(_ execution: Execution, of open: OpenOrder) throws {
    let money = try movement(execution, open)
    let number = try number(of: execution.order)
    try journal.database.execute(
      sql: """
        INSERT INTO fill (account, change, number, entry, at, quantity_e8, price_e8, fee_e4, amount_e4,
          reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        execution.order.account, execution.order.number, number, entry,
        execution.at.secondsSinceEpoch, execution.quantity.units, execution.price?.units,
        execution.fee.units, money.units, execution.reference,
      ]
    )
    let holdings = HoldingBooking(journal: journal, account: execution.order.account)
    try holdings.pay(Money(money, open.currency))
    if let bought = open.bought {
      try holdings.pay(Money(try Amount(execution.quantity.ratio, rounding: .halfEven), bought))
    } else if let instrument = open.instrument {
      let restated = try open.restated(execution.quantity, at: execution.at)
      let signed = open.isBought ? restated : try restated.negated()
      let lots = try holdings.trade(
        signed,
        of: instrument,
        at: try open.restated(execution.price, at: execution.at),
        on: execution.at,
        method
      )
      try write(lots, execution.order, number)
    }
    try close(open, after: execution)
  }

  /// What the order's currency gains: what was paid with its fee is below zero.
  private func movement(_ execution: Execution, _ open: OpenOrder) throws -> Amount {
    let fee = try execution.fee.negated()
    if open.bought != nil {
      let sold: Amount
      if let told = execution.sold {
        sold = told
      } else {
        let price = execution.price?.ratio ?? .zero
        sold = try Amount(
          try execution.quantity.ratio.multiplied(by: price),
          rounding: .halfEven
        )
      }
      return try fee.subtracting(sold)
    }
    guard let price = execution.price, !open.isFuture else { return fee }
    let worth = try execution.quantity.ratio.multiplied(by: price.ratio)
      .multiplied(by: open.multiplier.ratio)
    let amount = try Amount(worth, rounding: .halfEven)
    return open.isBought ? try fee.subtracting(amount) : try fee.adding(amount)
  }

  private func number(of order: OrderRow) throws -> Int64 {
    let last = try journal.identifier(
      "SELECT coalesce(max(number), 0) FROM fill WHERE account = ? AND change = ?",
      [order.account, order.number]
    )
    return (last ?? 0) + 1
  }

  private func close(_ open: OpenOrder, after execution: Execution) throws {
    let filled = try open.restated(execution.quantity, at: execution.at)
    // A conversion is done with its first fill.
    guard open.bought != nil || filled >= open.rest else { return }
    try journal.database.execute(
      sql: "UPDATE change SET state = 'filled', closed_by = ? WHERE account = ? AND id = ?",
      arguments: [entry, execution.order.account, execution.order.number]
    )
  }

  private func write(_ lots: LotChange, _ order: OrderRow, _ fill: Int64) throws {
    var number = 0
    for (isAdded, changed) in [(false, lots.removed), (true, lots.added)] {
      for lot in changed {
        number += 1
        try journal.database.execute(
          sql: """
            INSERT INTO fill_lot (account, change, fill, number, is_added, opened, quantity_e8, cost_e8)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            order.account, order.number, fill, number, isAdded, lot.opened.secondsSinceEpoch,
            lot.quantity.units, lot.cost.units,
          ]
        )
      }
    }
  }
}
