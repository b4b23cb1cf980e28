public import Portfolio
internal import Quantities

/// Small edits of a portfolio, read from words as the rows of a set are: an edit accepts and refuses just
/// what an import does.
public enum HoldingsEdit {
  /// `beta=1.2`: what a person wants something to be.
  public struct Assignment: Hashable, Sendable {
    public var name: String
    public var value: String

    /// Nothing when there is no `=`, or nothing before it.
    public init?(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = parts.first, let value = parts.last, !name.isEmpty else {
        return nil
      }
      self.name = String(name)
      self.value = String(value)
    }
  }

  /// What of an instrument can be set: the columns of `instruments.csv`.
  public static let fields = InstrumentsFile.columns.filter { $0 != "symbol" }

  /// `instrument` (nothing for a new one) with other values in some fields; an empty value is that of
  /// an empty cell.
  public static func instrument(
    _ instrument: Instrument?,
    symbol: String,
    setting assignments: [Assignment]
  ) throws(HoldingsProblem) -> Instrument {
    var row = instrument.map(InstrumentsFile.fields) ?? ["symbol": SpreadsheetText.defused(symbol)]
    for assignment in try once(assignments) {
      guard fields.contains(assignment.name) else { throw unknown(assignment.name) }
      row[assignment.name] = assignment.value
    }
    let set = try read(InstrumentsFile.self, [row])
    guard let changed = set.instruments?.first else {
      throw HoldingsProblem(file: InstrumentsFile.name, message: "the instrument can't be read")
    }
    return changed
  }

  /// What `field` says of `instrument`; empty for nothing.
  public static func value(of field: String, in instrument: Instrument) -> String {
    let text = SpreadsheetText.restored(InstrumentsFile.fields(of: instrument)[field] ?? "")
    let isOne = text.isEmpty && ["multiplier", "leverage", "lot"].contains(field)
    return isOne ? "1" : text
  }

  /// All tags of `instrument` after those of the dimensions named were replaced; an empty value takes
  /// the dimension off, and a dimension named several times has several values.
  public static func tags(
    of instrument: Instrument,
    setting assignments: [Assignment]
  ) throws(HoldingsProblem) -> [HoldingsSet.TagRow] {
    let named = Set(assignments.map(\.name))
    let kept = instrument.tags.filter { !named.contains($0.dimension) }
      .map { TagsFile.fields(of: HoldingsSet.TagRow(symbol: instrument.symbol, tag: $0)) }
    let new = assignments.map { assignment in
      [
        "symbol": SpreadsheetText.defused(instrument.symbol), "dimension": assignment.name,
        "value": assignment.value,
      ]
    }
    for row in new where row["value"] == "" {
      // Its dimension is read all the same, so that a misspelt one is refused.
      var probe = row
      probe["value"] = "x"
      _ = try read(TagsFile.self, [probe], symbols: [instrument.symbol])
    }
    let rows = kept + new.filter { $0["value"] != "" }
    return try read(TagsFile.self, rows, symbols: [instrument.symbol]).tags ?? []
  }

  /// A price of one unit, made at `at`: a date or a moment, as in `prices.csv`.
  public static func price(
    of symbol: String,
    _ price: String,
    at: String
  ) throws(HoldingsProblem) -> HoldingsSet {
    let row = ["symbol": SpreadsheetText.defused(symbol), "price": price, "date": at]
    return try read(PricesFile.self, [row], symbols: [symbol])
  }

  /// How much of `numeraire` one unit of `currency` is worth.
  public static func rate(
    of currency: String,
    in numeraire: String,
    _ rate: String,
    at: String
  ) throws(HoldingsProblem) -> HoldingsSet {
    try read(
      RatesFile.self,
      [["from": currency, "to": numeraire, "rate": rate, "date": at]]
    )
  }

  // MARK: Rows

  private static func once(
    _ assignments: [Assignment]
  ) throws(HoldingsProblem) -> [Assignment] {
    var seen: Set<String> = []
    for assignment in assignments where !seen.insert(assignment.name).inserted {
      throw HoldingsProblem(
        file: InstrumentsFile.name,
        message: "`\(shown(assignment.name))` is given twice",
        help: "give each field once"
      )
    }
    return assignments
  }

  private static func unknown(_ name: String) -> HoldingsProblem {
    let near = nearestName(to: name, among: fields).map { "did you mean `\($0)`? " } ?? ""
    return HoldingsProblem(
      file: InstrumentsFile.name,
      message: "an instrument has no field `\(shown(name))`",
      help: near + "the fields are \(fields.map { "`\($0)`" }.joined(separator: ", "))"
    )
  }

  private static func read<File: HoldingsFile>(
    _ file: File.Type,
    _ rows: [[String: String]],
    symbols: [String] = []
  ) throws(HoldingsProblem) -> HoldingsSet {
    var lines = [File.columns.joined(separator: ",")]
    for row in rows {
      let cells = File.columns.map { row[$0] ?? "" }
      if cells.contains(where: { $0.unicodeScalars.contains { $0.value < 32 } }) {
        throw HoldingsProblem(file: File.name, message: "a value holds control characters")
      }
      lines.append(cells.map(CommaSeparatedTable.cell).joined(separator: ","))
    }
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    let reading = HoldingsText.read([File.name: bytes], knownSymbols: symbols)
    if let problem = reading.problems.first { throw problem }
    return reading.set
  }
}
