internal import Portfolio
internal import Quantities

/// `corporate_actions.csv`: a split or a change of symbol a row. Prices, costs and quantities in the other
/// files are as they were made; a holding counts in the units after the splits of its instrument.
enum CorporateActionsFile: HoldingsFile {
  private enum Kind: String, CaseIterable {
    case split
    case symbolChange = "symbol_change"
  }

  static let name = "corporate_actions.csv"
  static let required = ["symbol", "date", "kind"]
  static let optional = ["units_after", "units_before", "former_symbol"]
  static let refersTo = [InstrumentsFile.name]

  static func value(of fields: inout RowFields, in context: HoldingsContext) -> CorporateAction? {
    let symbol = fields.symbol(in: context)
    let at = fields.moment("date")
    guard fields.required("kind") != nil,
      let kind = fields.word("kind", otherwise: Kind.split)
    else { return nil }
    guard let what = self.kind(kind, &fields), let symbol, let at else { return nil }
    return CorporateAction(symbol: symbol, at: at, kind: what)
  }

  private static func kind(_ kind: Kind, _ fields: inout RowFields) -> CorporateAction.Kind? {
    let unwanted = kind == .split ? ["former_symbol"] : ["units_after", "units_before"]
    for column in unwanted where fields.text(column) != nil {
      fields.refuse(column, "it has no meaning for a `\(kind.rawValue)`", help: "leave it empty")
      return nil
    }
    switch kind {
    case .symbolChange:
      return fields.name("former_symbol", upTo: 40).map { .symbolChange(formerSymbol: $0) }
    case .split:
      let after = units("units_after", &fields)
      let before = units("units_before", &fields)
      guard let after, let before else { return nil }
      if after == before {
        fields.refuse("units_before", "as many units before as after: nothing is split")
        return nil
      }
      return .split(unitsAfter: after, unitsBefore: before)
    }
  }

  /// A whole number from 1 to a million.
  private static func units(_ column: String, _ fields: inout RowFields) -> Int64? {
    guard let text = fields.required(column) else { return nil }
    if let units = Int64(text), (1...1_000_000).contains(units) { return units }
    fields.refuse(
      column,
      "the units of a split are whole numbers from 1 to 1000000",
      help: "a split of 3 for 2 has 3 units after and 2 before"
    )
    return nil
  }

  static func fields(of value: CorporateAction) -> [String: String] {
    var fields = [
      "symbol": SpreadsheetText.defused(value.symbol), "date": MomentText.made(value.at),
    ]
    switch value.kind {
    case .split(let after, let before):
      fields["kind"] = Kind.split.rawValue
      fields["units_after"] = String(after)
      fields["units_before"] = String(before)
    case .symbolChange(let former):
      fields["kind"] = Kind.symbolChange.rawValue
      fields["former_symbol"] = SpreadsheetText.defused(former)
    }
    return fields
  }

  static func key(of value: CorporateAction) -> String {
    switch value.kind {
    case .split: "a split of `\(value.symbol)` at \(value.at)"
    case .symbolChange: "a change of the symbol `\(value.symbol)` at \(value.at)"
    }
  }

  static func order(_ left: CorporateAction, _ right: CorporateAction) -> Bool {
    (left.symbol, left.at, key(of: left)) < (right.symbol, right.at, key(of: right))
  }
}
