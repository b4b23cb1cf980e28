internal import Portfolio
internal import Quantities

/// `instruments.csv`: an instrument a row.
enum InstrumentsFile: HoldingsFile {
  static let name = "instruments.csv"
  static let required = ["symbol", "currency"]
  static let optional = [
    "name", "kind", "multiplier", "leverage", "underlying", "beta", "lot", "average_daily_volume",
  ]
  static let refersTo: [String] = []

  static func value(of fields: inout RowFields, in context: HoldingsContext) -> Instrument? {
    let symbol = fields.name("symbol", upTo: 40)
    let currency = fields.currency("currency")
    let name = fields.optionalName("name")
    let kind = fields.word("kind", otherwise: InstrumentKind.stock)
    let multiplier = fields.optionalDecimal("multiplier", as: Number.self, .aboveZero)
    let leverage = fields.optionalDecimal("leverage", as: Number.self, .notZero)
    let underlying = fields.optionalName("underlying")
    let beta = fields.optionalDecimal("beta", as: Number.self, .any)
    let lot = fields.optionalDecimal("lot", as: Quantity.self, .aboveZero)
    let volume = fields.optionalDecimal("average_daily_volume", as: Quantity.self, .notNegative)
    guard let symbol, let currency, let name, let kind, let multiplier, let leverage,
      let underlying, let beta, let lot, let volume
    else { return nil }
    guard fits(leverage, beta, kind, &fields) else { return nil }
    return Instrument(
      symbol: symbol,
      name: name,
      kind: kind,
      currency: currency,
      multiplier: multiplier ?? .one,
      leverage: leverage ?? .one,
      underlying: underlying.isEmpty ? nil : underlying,
      beta: beta,
      lot: lot ?? Quantity(units: Quantity.scale),
      averageDailyVolume: volume
    )
  }

  static func fields(of value: Instrument) -> [String: String] {
    [
      "symbol": SpreadsheetText.defused(value.symbol),
      "currency": value.currency.description,
      "name": SpreadsheetText.defused(value.name),
      "kind": value.kind.rawValue,
      "multiplier": unlessOne(value.multiplier),
      "leverage": unlessOne(value.leverage),
      "underlying": SpreadsheetText.defused(value.underlying ?? ""),
      "beta": value.beta?.description ?? "",
      "lot": unlessOne(value.lot),
      "average_daily_volume": value.averageDailyVolume?.description ?? "",
    ]
  }

  /// 1 is what an empty field means.
  private static func unlessOne<Value: FixedPoint>(_ value: Value) -> String {
    value.units == Value.scale ? "" : value.description
  }

  static func key(of value: Instrument) -> String { "instrument `\(value.symbol)`" }

  static func order(_ left: Instrument, _ right: Instrument) -> Bool {
    left.symbol.utf8.lexicographicallyPrecedes(right.symbol.utf8)
  }

  /// Whether leverage and beta are possible for the kind.
  private static func fits(
    _ leverage: Number?,
    _ beta: Number?,
    _ kind: InstrumentKind,
    _ fields: inout RowFields
  ) -> Bool {
    let isFine: Bool
    let rule: String
    switch kind {
    case .inverseFund:
      isFine = leverage?.isNegative ?? false
      rule = "an inverse fund has a leverage below 0: `-1` for a plain one"
    case .leveragedFund:
      isFine = leverage.map { $0 > .one } ?? false
      rule = "a leveraged fund has a leverage above 1: `2` for a doubly leveraged one"
    default:
      isFine = leverage == nil || leverage == .one
      rule = "only `leveraged_fund` and `inverse_fund` have a leverage other than 1"
    }
    guard isFine else {
      let given = leverage.map { "`\($0)`" } ?? "no leverage"
      fields.refuse("leverage", "\(given) does not fit the kind `\(kind.rawValue)`", help: rule)
      return false
    }
    if kind == .inverseFund || kind == .leveragedFund, let beta, beta.isNegative {
      fields.refuse(
        "beta",
        "`\(beta)` is below 0 for a fund with leverage",
        help: "give the beta of what the fund follows; the sign comes from `leverage`"
      )
      return false
    }
    return true
  }
}
