internal import Portfolio
internal import Quantities

/// `accounts.csv`: an account a row.
enum AccountsFile: HoldingsFile {
  static let name = "accounts.csv"
  static let required = ["name", "base_currency"]
  static let optional = ["kind", "benchmark", "tags"]
  static let refersTo: [String] = []

  static func value(
    of fields: inout RowFields,
    in context: HoldingsContext
  ) -> HoldingsSet.AccountRow? {
    let name = fields.name("name")
    let currency = fields.currency("base_currency")
    let kind = fields.word("kind", otherwise: AccountKind.cash)
    let benchmark = fields.optionalName("benchmark")
    let tags = tags(&fields)
    guard let name, let currency, let kind, let benchmark, let tags else { return nil }
    return HoldingsSet.AccountRow(
      name: name,
      baseCurrency: currency,
      kind: kind,
      benchmark: benchmark.isEmpty ? nil : benchmark,
      tags: tags
    )
  }

  static func fields(of value: HoldingsSet.AccountRow) -> [String: String] {
    [
      "name": SpreadsheetText.defused(value.name),
      "base_currency": value.baseCurrency.description,
      "kind": value.kind.rawValue,
      "benchmark": SpreadsheetText.defused(value.benchmark ?? ""),
      "tags": value.tags.map(\.description).joined(separator: "; "),
    ]
  }

  static func key(of value: HoldingsSet.AccountRow) -> String { "account `\(value.name)`" }

  static func order(_ left: HoldingsSet.AccountRow, _ right: HoldingsSet.AccountRow) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// `mandate:growth; region:us`, ascending, each once.
  private static func tags(_ fields: inout RowFields) -> [Tag]? {
    var tags: Set<Tag> = []
    for part in (fields.text("tags") ?? "").split(separator: ";") {
      let pieces = part.split(separator: ":", maxSplits: 1).map { trimmedBlanks($0) }
      guard pieces.count == 2, let dimension = pieces.first, let value = pieces.last,
        !value.isEmpty
      else {
        fields.refuse(
          "tags",
          "`\(shown(trimmedBlanks(part)))` is not a tag",
          help: "write `dimension:value`, several separated by `;`"
        )
        return nil
      }
      guard let tag = fields.tag(dimension: dimension, value: value, column: "tags") else {
        return nil
      }
      tags.insert(tag)
    }
    return tags.sorted()
  }

  private static func trimmedBlanks(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
