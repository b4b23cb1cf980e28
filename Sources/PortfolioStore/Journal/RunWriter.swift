internal import Foundation
internal import GRDB
internal import Portfolio
internal import Quantities

/// Writes an applied run: its inputs, what it decided of rules and steps, and its orders.
struct RunWriter {
  private let journal: JournalWriter
  private let market: Market
  private var instruments: [Int: Int64] = [:]

  init(_ journal: JournalWriter, market: Market) {
    self.journal = journal
    self.market = market
  }

  /// - Returns: the run's number, and the numbers of its orders, in order of execution by account.
  mutating func write(_ record: RunRecord) throws -> (run: Int64, orders: [OrderRow]) {
    let run = try journal.enter(.run)
    let image = record.image.isEmpty ? nil : try keep(record.image)
    try journal.database.execute(
      sql: """
        INSERT INTO run (id, at, rulebook, rulebook_hash, proposal, output_hash, options, image,
          last_item, last_act)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM item),
          (SELECT coalesce(max(id), 0) FROM catalyst_act)
        """,
      arguments: [
        run, record.at.secondsSinceEpoch, record.rulebook, record.rulebookHash, record.proposal,
        record.outputHash, record.options, image,
      ]
    )
    try write(record.documents, of: run)
    try writeMarket(of: run, record.parts)
    var orders: [OrderRow] = []
    for part in record.parts {
      let account = try journal.account(part.account.name)
      try execute(
        "INSERT INTO run_account (account, run, nav_e4, digest) VALUES (?, ?, ?, ?)",
        [account, run, part.nav?.units, part.digest]
      )
      try writeHoldings(part.account, account, run)
      try writeDecisions(part.run, account, run)
      orders += try writeOrders(part.run, account, run)
    }
    return (run, orders)
  }

  // MARK: Inputs

  private func write(_ documents: [RunRecord.Document], of run: Int64) throws {
    for document in documents {
      try execute(
        "INSERT INTO run_document (run, name, document) VALUES (?, ?, ?)",
        [run, document.name, try keep(document.content)]
      )
    }
  }

  /// - Returns: the content's digest, by which it is kept once.
  private func keep(_ content: [UInt8]) throws -> String {
    let hash = ContentDigest.hexadecimal(of: content)
    try execute(
      "INSERT INTO document (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
      [hash, Data(content)]
    )
    return hash
  }

  /// The prices and rates that were known: a later correction takes their place in the history.
  private func writeMarket(of run: Int64, _ parts: [RunRecord.AccountPart]) throws {
    let insert = try statement(
      """
      INSERT INTO run_input (run, account, kind, subject, value_e8, at, available)
      VALUES (?, 0, ?, ?, ?, ?, ?)
      """
    )
    for (instrument, quote) in zip(market.instruments, market.quotes) {
      guard let quote else { continue }
      try insert.execute(arguments: [
        run, "price", instrument.symbol, quote.price.units, quote.at.secondsSinceEpoch,
        quote.available.secondsSinceEpoch,
      ])
    }
    for (currency, quote) in market.rates.sorted(by: { $0.key < $1.key }) {
      try insert.execute(arguments: [
        run, "rate", currency.description, quote.rate.units, quote.at.secondsSinceEpoch,
        quote.available.secondsSinceEpoch,
      ])
    }
  }

  private func writeHoldings(_ account: Account, _ id: Int64, _ run: Int64) throws {
    let position = try statement(
      """
      INSERT INTO run_input (run, account, kind, subject, value_e8) VALUES (?, ?, 'position', ?, ?)
      """
    )
    for held in account.positions {
      try position.execute(arguments: [run, id, symbol(held.instrument), held.quantity.units])
    }
    let cash = try statement(
      "INSERT INTO run_input (run, account, kind, subject, amount_e4) VALUES (?, ?, 'cash', ?, ?)"
    )
    for money in account.cash {
      try cash.execute(arguments: [run, id, money.currency.description, money.amount.units])
    }
  }

  // MARK: Decisions

  private mutating func writeDecisions(_ run: AppliedRun, _ account: Int64, _ id: Int64) throws {
    let state = try statement(
      """
      INSERT INTO rule_state (account, run, rule, member, is_active, has_exited)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    )
    for key in Set(run.states.keys).union(run.exits) {
      try state.execute(arguments: [
        account, id, key.rule, key.member ?? "", run.states[key] ?? false, run.exits.contains(key),
      ])
    }
    let step = try statement(
      """
      INSERT INTO run_step (account, run, rule, step, instrument, goal_e8, is_filled)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    for key in Set(run.opened.keys).union(run.filled) {
      try step.execute(arguments: [
        account, id, key.rule, key.step, try row(of: key.instrument), run.opened[key]?.units,
        run.filled.contains(key),
      ])
    }
    let trim = try statement(
      "INSERT INTO run_trim (account, run, rule, instrument, quantity_e8) VALUES (?, ?, ?, ?, ?)"
    )
    for (key, base) in run.trimBases {
      try trim.execute(arguments: [
        account, id, key.rule, try row(of: key.instrument), base.units,
      ])
    }
  }

  // MARK: Orders

  private mutating func writeOrders(
    _ run: AppliedRun,
    _ account: Int64,
    _ id: Int64
  ) throws -> [OrderRow] {
    var written: [OrderRow] = []
    var number = try journal.identifier("SELECT coalesce(max(id), 0) FROM change", []) ?? 0
    for order in run.orders {
      number += 1
      let size = order.quantity.isNegative ? try order.quantity.negated() : order.quantity
      let fee = try order.feePerOrder.adding(try size.ratio.multiplied(by: order.feePerUnit))
      try execute(
        """
        INSERT INTO change (account, id, run, instrument, action, quantity_e8, price_e8, value_e4,
          fee_e4, tolerance_e8) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          account, number, id, try row(of: order.instrument), order.action, size.units,
          order.price?.units, order.value?.units, try Amount(fee, rounding: .halfEven).units,
          order.tolerance.units,
        ]
      )
      try write(order.credits, account, number)
      written.append(OrderRow(account: account, number: number))
    }
    for conversion in run.conversions {
      number += 1
      try write(conversion, account, number, id)
      written.append(OrderRow(account: account, number: number))
    }
    return written
  }

  private func write(_ credits: [Order.Credit], _ account: Int64, _ change: Int64) throws {
    for (index, credit) in credits.enumerated() {
      try execute(
        """
        INSERT INTO change_cause (account, change, number, rule, step, goal_e8, is_hedge)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          account, change, index + 1, credit.rule, credit.step ?? "", credit.missing?.units,
          credit.isHedge,
        ]
      )
    }
  }

  private func write(
    _ conversion: CurrencyConversion,
    _ account: Int64,
    _ number: Int64,
    _ run: Int64
  ) throws {
    let (bought, sold) = (conversion.bought, conversion.sold)
    let rate = try Price(
      try sold.amount.ratio.divided(by: bought.amount.ratio),
      rounding: .halfEven
    )
    try execute(
      """
      INSERT INTO change (account, id, run, currency, action, quantity_e8, price_e8, sold_currency,
        sold_e4) VALUES (?, ?, ?, ?, 'convert', ?, ?, ?, ?)
      """,
      [
        account, number, run, bought.currency.description,
        try Quantity(bought.amount.ratio, rounding: .halfEven).units, rate.units,
        sold.currency.description, sold.amount.units,
      ]
    )
  }

  // MARK: Rows

  private func symbol(_ instrument: Int) -> String { market.instruments[instrument].symbol }

  private mutating func row(of instrument: Int) throws -> Int64 {
    if let id = instruments[instrument] { return id }
    let id = try journal.instrument(symbol(instrument))
    instruments[instrument] = id
    return id
  }

  private func statement(_ sql: String) throws -> GRDB.Statement {
    try journal.database.cachedStatement(sql: sql)
  }

  private func execute(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    try statement(sql).execute(arguments: StatementArguments(values))
  }
}

/// An order's key in the file.
struct OrderRow: Hashable {
  let account: Int64
  let number: Int64
}

extension Order {
  /// The word of the file for what it does.
  fileprivate var action: String {
    switch (isIncrease, quantity.isNegative) {
    case (true, false): "buy"
    case (true, true): "short"
    case (false, true): "sell"
    case (false, false): "cover"
    }
  }
}
