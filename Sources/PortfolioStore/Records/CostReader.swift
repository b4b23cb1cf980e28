internal import Portfolio
internal import Quantities

/// Reads what an account's holdings cost, from their lots.
struct CostReader {
  private let lots: AccountRows

  init(_ connection: Connection) throws {
    lots = AccountRows(
      try Statement(
        connection,
        table: "lot",
        keyColumns: 3,
        """
        SELECT account, instrument, number, quantity_e8, cost_e8 FROM lot WHERE account >= ?1
        ORDER BY account, instrument, number
        """
      )
    )
  }

  /// Σ quantity · cost by the instrument's id, of holdings whose lots sum to them: what only some lots
  /// tell is not known.
  func costs(of account: Int64, held: [Int64: Quantity]) throws -> [Int64: Ratio] {
    var sums: [Int64: (quantity: Int128, cost: Int128)] = [:]
    try lots.forEach(of: account) { row in
      let id = try row.integer(1)
      let quantity = Int128(try row.integer(3))
      let cost = Int128(try row.integer(4, in: 0...Int64.max))
      let (product, tooLarge) = quantity.multipliedReportingOverflow(by: cost)
      let sum = sums[id] ?? (0, 0)
      let (total, overflow) = sum.cost.addingReportingOverflow(product)
      if tooLarge || overflow { throw row.badRow("the costs of its lots do not fit") }
      sums[id] = (sum.quantity + quantity, total)
    }
    let scale = Int128(Quantity.scale) * Int128(Price.scale)
    var costs: [Int64: Ratio] = [:]
    for (id, sum) in sums where held[id].map({ Int128($0.units) == sum.quantity }) ?? false {
      costs[id] = try Ratio(sum.cost, over: scale)
    }
    return costs
  }
}
