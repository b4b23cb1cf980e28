internal import Portfolio
internal import Quantities

/// `prices.csv`: a price of one unit, in the instrument's currency, a row.
enum PricesFile: HoldingsFile {
  static let name = "prices.csv"
  static let required = ["symbol", "price", "date"]
  static let optional = ["available"]
  static let refersTo = [InstrumentsFile.name]

  static func value(
    of fields: inout RowFields,
    in context: HoldingsContext
  ) -> HoldingsSet.PriceRow? {
    let symbol = fields.symbol(in: context)
    let price = fields.decimal("price", as: Price.self, .aboveZero)
    let moments = fields.moments()
    guard let symbol, let price, let moments else { return nil }
    return HoldingsSet.PriceRow(
      symbol: symbol,
      quote: Quote(price: price, at: moments.at, available: moments.available)
    )
  }

  static func fields(of value: HoldingsSet.PriceRow) -> [String: String] {
    let moments = MomentText.pair(at: value.quote.at, available: value.quote.available)
    return [
      "symbol": SpreadsheetText.defused(value.symbol),
      "price": value.quote.price.description,
      "date": moments.at,
      "available": moments.available,
    ]
  }

  static func key(of value: HoldingsSet.PriceRow) -> String {
    "a price of `\(value.symbol)` at \(value.quote.at), available \(value.quote.available),"
  }

  static func order(_ left: HoldingsSet.PriceRow, _ right: HoldingsSet.PriceRow) -> Bool {
    (left.symbol, left.quote.at, left.quote.available)
      < (right.symbol, right.quote.at, right.quote.available)
  }
}
