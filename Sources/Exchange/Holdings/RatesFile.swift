internal import Portfolio
internal import Quantities

/// `rates.csv`: how much of `to` one unit of `from` is worth, a rate a row. All rates of a set are
/// to one currency, the numeraire.
enum RatesFile: HoldingsFile {
  struct Rate {
    let line: Int
    let numeraire: Currency
    let row: HoldingsSet.RateRow
  }

  static let name = "rates.csv"
  static let required = ["from", "to", "rate", "date"]
  static let optional = ["available"]
  static let refersTo: [String] = []

  static func value(of fields: inout RowFields, in context: HoldingsContext) -> Rate? {
    let from = fields.currency("from")
    let numeraire = fields.currency("to")
    let rate = fields.decimal("rate", as: Number.self, .aboveZero)
    let moments = fields.moments()
    guard let from, let numeraire, let rate, let moments else { return nil }
    guard from != numeraire else {
      fields.refuse("to", "the rate is from \(from) to itself", help: "leave the row out")
      return nil
    }
    let quote = RateQuote(rate: rate, at: moments.at, available: moments.available)
    return Rate(
      line: fields.line,
      numeraire: numeraire,
      row: HoldingsSet.RateRow(currency: from, quote: quote)
    )
  }

  static func fields(of value: Rate) -> [String: String] {
    let quote = value.row.quote
    let moments = MomentText.pair(at: quote.at, available: quote.available)
    return [
      "from": value.row.currency.description,
      "to": value.numeraire.description,
      "rate": quote.rate.description,
      "date": moments.at,
      "available": moments.available,
    ]
  }

  static func key(of value: Rate) -> String {
    let quote = value.row.quote
    return "a rate from \(value.row.currency) to \(value.numeraire) at \(quote.at), available "
      + "\(quote.available),"
  }

  static func order(_ left: Rate, _ right: Rate) -> Bool {
    let (first, second) = (left.row, right.row)
    return (first.currency, first.quote.at, first.quote.available)
      < (second.currency, second.quote.at, second.quote.available)
  }
}

extension HoldingsContext {
  /// The rates to the numeraire, which is the currency that most rates are to (of several, the
  /// first in the alphabet); the others are problems.
  mutating func ratesToOneNumeraire(
    _ rates: [RatesFile.Rate]
  ) -> (rows: [HoldingsSet.RateRow], numeraire: Currency?) {
    let counts = Dictionary(grouping: rates, by: \.numeraire).mapValues(\.count)
    let most = counts.max { left, right in
      left.value != right.value ? left.value < right.value : left.key > right.key
    }
    guard let numeraire = most?.key else { return ([], nil) }
    var rows: [HoldingsSet.RateRow] = []
    for rate in rates {
      if rate.numeraire == numeraire {
        rows.append(rate.row)
        continue
      }
      let from = rate.row.currency
      let isInverse = from == numeraire
      problems.append(
        HoldingsProblem(
          file: RatesFile.name,
          row: rate.line,
          column: "to",
          message: isInverse
            ? "the rate from \(from) to \(rate.numeraire) is inverse: rates are to \(numeraire)"
            : "the rate is to \(rate.numeraire), and the others are to \(numeraire)",
          help: isInverse
            ? "give how much \(numeraire) one \(rate.numeraire) is worth"
            : "give how much \(numeraire) one \(from) is worth"
        )
      )
    }
    return (rows, numeraire)
  }
}
