internal import Portfolio
internal import Quantities

/// A row of `instrument`, without its tags.
struct InstrumentRecord {
  let id: Int64
  let instrument: Instrument

  static func statement(_ connection: Connection) throws -> Statement {
    try Statement(
      connection,
      table: "instrument",
      keyColumns: 1,
      """
      SELECT symbol, id, name, kind, currency, multiplier_e8, leverage_e8, underlying, beta_e8,
        lot_e8, average_daily_volume_e8
      FROM instrument ORDER BY id
      """
    )
  }

  init(_ row: Statement) throws {
    let symbol = try row.text(0)
    guard !symbol.isEmpty else { throw row.badRow("`symbol` is empty") }
    id = try row.integer(1)
    let kind = try row.value(3, as: InstrumentKind.self)
    let any = Int64.min + 1...Int64.max
    let leverage = Number(units: try row.integer(6, in: any))
    let beta = try row.optionalInteger(8, in: any).map { Number(units: $0) }
    guard InstrumentRecord.isLeverage(leverage, possibleFor: kind) else {
      throw row.badRow("`leverage_e8` does not fit the kind `\(kind.rawValue)`")
    }
    if kind == .inverseFund || kind == .leveragedFund, let beta, beta.isNegative {
      throw row.badRow("`beta_e8` is negative: it is the underlying's, and the sign is in leverage")
    }
    instrument = Instrument(
      symbol: symbol,
      name: try row.text(2),
      kind: kind,
      currency: try row.currency(4),
      multiplier: Number(units: try row.integer(5, in: 1...Int64.max)),
      leverage: leverage,
      underlying: try row.optionalText(7),
      beta: beta,
      lot: Quantity(units: try row.integer(9, in: 1...Int64.max)),
      averageDailyVolume: try row.optionalInteger(10, in: 0...Int64.max)
        .map { Quantity(units: $0) }
    )
  }

  static func isLeverage(_ leverage: Number, possibleFor kind: InstrumentKind) -> Bool {
    switch kind {
    case .inverseFund: leverage.isNegative
    case .leveragedFund: leverage > .one
    default: leverage == .one
    }
  }
}
