public import Portfolio

/// A file of a holdings set as bytes.
public struct HoldingsFileText: Equatable, Sendable {
  /// `positions.csv`.
  public var name: String
  public var bytes: [UInt8]
}

extension HoldingsText {
  /// All files of a set as text, in the order of `fileNames`; a file without rows has its header.
  ///
  /// Rows stand in one order and every value has one spelling, so that equal sets give equal bytes.
  /// What was written is read back: the text of a set always gives the set.
  ///
  /// - Throws: `HoldingsProblem` for the first row that would not read back as it is: a name with a line
  ///   break, a tag of an account with a `;`.
  public static func files(of set: HoldingsSet) throws(HoldingsProblem) -> [HoldingsFileText] {
    let files = unchecked(set)
    let reading = read(
      Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
    )
    if let problem = reading.problems.first { throw problem }
    for (file, again) in zip(files, unchecked(reading.set)) where file != again {
      throw HoldingsProblem(
        file: file.name,
        row: firstDifference(file.bytes, again.bytes),
        message: "the row would not read back as it is",
        help: "a name must not begin or end with blanks, and a tag of an account hold no `;`"
      )
    }
    return files
  }

  private static func unchecked(_ set: HoldingsSet) -> [HoldingsFileText] {
    let rates = set.numeraire.map { numeraire in
      (set.rates ?? []).map { RatesFile.Rate(line: 0, numeraire: numeraire, row: $0) }
    }
    return [
      text(AccountsFile.self, set.accounts),
      text(InstrumentsFile.self, set.instruments),
      text(TagsFile.self, set.tags),
      text(PositionsFile.self, set.positions),
      text(LotsFile.self, set.lots?.map { Located(line: 0, value: $0) }),
      text(CashFile.self, set.cash),
      text(PricesFile.self, set.prices),
      text(RatesFile.self, rates),
      text(CorporateActionsFile.self, set.corporateActions),
      text(CalendarFile.self, set.calendar),
    ]
  }

  private static func text<File: HoldingsFile>(
    _ file: File.Type,
    _ rows: [File.Value]?
  ) -> HoldingsFileText {
    var bytes = Array((File.columns.joined(separator: ",") + "\n").utf8)
    for row in (rows ?? []).sorted(by: File.order) {
      let fields = File.fields(of: row)
      let cells = File.columns.map { CommaSeparatedTable.cell(fields[$0] ?? "") }
      bytes += (cells.joined(separator: ",") + "\n").utf8
    }
    return HoldingsFileText(name: File.name, bytes: bytes)
  }

  /// The line on which two texts first differ.
  private static func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
    let same = zip(left, right).prefix { $0 == $1 }
    return 1 + same.count { $0.0 == UInt8(ascii: "\n") }
  }
}

extension CommaSeparatedTable {
  /// `text` in double quotes where it needs them.
  static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
      return text
    }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
