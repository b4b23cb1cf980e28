internal import GRDB
internal import Portfolio
internal import Quantities

/// Finds the open order that a broker's execution belongs to.
struct FillMatching {
  let journal: JournalWriter

  /// - Throws: `JournalRefusal` when there is none, or when accounts leave it open.
  func order(for fill: FillRow) throws -> OpenOrder {
    let open = try candidates(fill)
    if open.isEmpty { throw nothingOpen(fill) }
    if Set(open.map(\.row.account)).count > 1 {
      throw JournalRefusal(
        "several accounts have an open order to \(fill.side.rawValue) `\(fill.symbol)`",
        help: "name the account, or the number of the order, in the row"
      )
    }
    guard let match = open.first else { throw nothingOpen(fill) }
    guard try match.restated(fill.quantity, at: fill.at) <= match.rest else {
      throw JournalRefusal(
        "order \(match.row.number) has \(match.rest) `\(fill.symbol)` open, and \(fill.quantity) were "
          + "filled",
        help:
          "book what is over as a trade of your own: set the position with `tranche portfolio import`"
      )
    }
    return match
  }

  /// The key by which an execution is known again; `occurrence` tells equal rows of one file apart.
  func reference(of fill: FillRow, occurrence: Int) -> String {
    if let reference = fill.reference { return reference }
    let parts: [String] = [
      fill.order.map(String.init) ?? "", fill.account ?? "", fill.symbol, fill.side.rawValue,
      fill.quantity.description, fill.price.description, fill.fee.description,
      fill.at.description, String(occurrence),
    ]
    return "row:" + ContentDigest.hexadecimal(of: parts.joined(separator: "\u{1F}").utf8).prefix(32)
  }

  /// Whether an execution is booked already.
  func isBooked(_ reference: String) throws -> Bool {
    try journal.identifier(
      """
      SELECT 1 FROM fill AS f WHERE f.reference = ?
        AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = f.entry)
        AND NOT EXISTS (SELECT 1 FROM change AS c JOIN entry AS u ON u.undoes = c.run
          WHERE c.account = f.account AND c.id = f.change)
      """,
      [reference]
    ) != nil
  }

  /// Open orders of the row's side and symbol, the oldest first.
  private func candidates(_ fill: FillRow) throws -> [OpenOrder] {
    let account = try fill.account.map(journal.account)
    let actions = fill.side == .buy ? "('buy', 'cover', 'convert')" : "('sell', 'short')"
    let rows = try Row.fetchAll(
      journal.database,
      sql: """
        SELECT c.account, c.id FROM change AS c LEFT JOIN instrument AS i ON i.id = c.instrument
        WHERE c.state = 'sent' AND c.action IN \(actions)
          AND coalesce(i.symbol, c.currency) = ?1 AND (?2 IS NULL OR c.id = ?2)
          AND (?3 IS NULL OR c.account = ?3)
        ORDER BY c.id
        """,
      arguments: [fill.symbol, fill.order, account]
    )
    return try rows.compactMap { row in
      try OpenOrder(OrderRow(account: row[0] ?? 0, number: row[1] ?? 0), journal.database)
    }
  }

  private func nothingOpen(_ fill: FillRow) -> JournalRefusal {
    let number = fill.order.map { " \($0)" } ?? ""
    let account = fill.account.map { " of account `\($0)`" } ?? ""
    return JournalRefusal(
      "there is no open order\(number)\(account) to \(fill.side.rawValue) `\(fill.symbol)`",
      help: "look at what is open with `tranche journal \(journal.path)`"
    )
  }
}
