internal import Portfolio
internal import Quantities

/// `calendar.csv`: a dated event of an instrument a row, with what came of it once that is known.
enum CalendarFile: HoldingsFile {
  static let name = "calendar.csv"
  static let required = ["symbol", "kind", "date", "known_since"]
  static let optional = ["outcome", "outcome_known"]
  static let refersTo = [InstrumentsFile.name]

  static func value(of fields: inout RowFields, in context: HoldingsContext) -> CalendarEvent? {
    let symbol = fields.symbol(in: context)
    let kind = fields.name("kind")
    let at = fields.moment("date")
    let known = fields.known("known_since")
    guard let outcome = outcome(&fields) else { return nil }
    guard let symbol, let kind, let at, let known else { return nil }
    return CalendarEvent(
      symbol: symbol,
      kind: kind,
      at: at,
      knownSince: known,
      outcome: outcome.name,
      outcomeKnown: outcome.known
    )
  }

  private static func outcome(_ fields: inout RowFields) -> (name: String?, known: Instant?)? {
    guard let outcome = fields.words("outcome") else {
      if fields.text("outcome_known") == nil { return (nil, nil) }
      fields.refuse("outcome", "the field is empty, and `outcome_known` is not")
      return nil
    }
    guard fields.text("outcome_known") != nil else {
      fields.refuse(
        "outcome_known",
        "the field is empty, and `outcome` is not",
        help: "say when the outcome could be known, so that no rule acts on it earlier"
      )
      return nil
    }
    return fields.known("outcome_known").map { (outcome, $0) }
  }

  static func fields(of value: CalendarEvent) -> [String: String] {
    [
      "symbol": SpreadsheetText.defused(value.symbol),
      "kind": SpreadsheetText.defused(value.kind),
      "date": MomentText.made(value.at),
      "known_since": MomentText.known(value.knownSince),
      "outcome": SpreadsheetText.defused(value.outcome ?? ""),
      "outcome_known": value.outcomeKnown.map(MomentText.known) ?? "",
    ]
  }

  static func key(of value: CalendarEvent) -> String {
    "`\(value.kind)` of `\(value.symbol)` at \(value.at), known since \(value.knownSince),"
  }

  static func order(_ left: CalendarEvent, _ right: CalendarEvent) -> Bool {
    (left.symbol, left.kind, left.at, left.knownSince)
      < (right.symbol, right.kind, right.at, right.knownSince)
  }
}
