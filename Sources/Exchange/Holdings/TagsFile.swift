internal import Portfolio

/// `tags.csv`: a value of an instrument in a dimension a row.
enum TagsFile: HoldingsFile {
  static let name = "tags.csv"
  static let required = ["symbol", "dimension", "value"]
  static let optional: [String] = []
  static let refersTo = [InstrumentsFile.name]

  static func value(of fields: inout RowFields, in context: HoldingsContext) -> HoldingsSet.TagRow?
  {
    let symbol = fields.symbol(in: context)
    let dimension = fields.required("dimension")
    let value = fields.name("value")
    guard let symbol, let dimension, let value,
      let tag = fields.tag(dimension: dimension, value: value, column: "dimension")
    else { return nil }
    return HoldingsSet.TagRow(symbol: symbol, tag: tag)
  }

  static func fields(of value: HoldingsSet.TagRow) -> [String: String] {
    [
      "symbol": SpreadsheetText.defused(value.symbol),
      "dimension": value.tag.dimension,
      "value": SpreadsheetText.defused(value.tag.value),
    ]
  }

  static func key(of value: HoldingsSet.TagRow) -> String {
    "the tag `\(value.tag)` of `\(value.symbol)`"
  }

  static func order(_ left: HoldingsSet.TagRow, _ right: HoldingsSet.TagRow) -> Bool {
    (left.symbol, left.tag) < (right.symbol, right.tag)
  }
}

extension RowFields {
  /// The field `symbol`, which must name a known instrument.
  mutating func symbol(in context: HoldingsContext) -> String? {
    let file = InstrumentsFile.name
    return reference(
      "symbol",
      to: "instrument",
      among: context.symbols,
      in: file,
      refused: context.refused[file] ?? []
    )
  }

  /// The field `account`, which must name a known account.
  mutating func account(in context: HoldingsContext) -> String? {
    let file = AccountsFile.name
    return reference(
      "account",
      to: "account",
      among: context.accounts,
      in: file,
      refused: context.refused[file] ?? []
    )
  }
}
