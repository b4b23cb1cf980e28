internal import Portfolio
internal import Quantities

/// The fields of one row by column, read as values; each wrong field becomes a problem.
struct RowFields {
  let file: String
  let line: Int
  private let values: [String: String]
  private(set) var problems: [HoldingsProblem] = []

  init(file: String, line: Int, values: [String: String]) {
    self.file = file
    self.line = line
    self.values = values
  }

  /// What sign a number may have.
  enum Sign { case any, notZero, notNegative, aboveZero }

  func problem(_ column: String?, _ message: String, help: String? = nil) -> HoldingsProblem {
    HoldingsProblem(file: file, row: line, column: column, message: message, help: help)
  }

  mutating func refuse(_ column: String?, _ message: String, help: String? = nil) {
    problems.append(problem(column, message, help: help))
  }

  /// The field as it stands, or nothing when the column is absent or the field empty.
  func text(_ column: String) -> String? {
    guard let value = values[column], !value.isEmpty else { return nil }
    return value
  }

  /// The field as text that a spreadsheet was kept from running: without the apostrophe for that.
  func words(_ column: String) -> String? { text(column).map(SpreadsheetText.restored) }

  mutating func required(_ column: String) -> String? {
    if let value = text(column) { return value }
    refuse(column, "the field is empty")
    return nil
  }

  // MARK: Words

  mutating func name(_ column: String, upTo limit: Int = 200) -> String? {
    guard let value = required(column).map(SpreadsheetText.restored) else { return nil }
    return checkLength(value, column, limit)
  }

  /// Text that may be absent; nothing is a failure, an empty text is none.
  mutating func optionalName(_ column: String) -> String? {
    guard let value = words(column) else { return "" }
    return checkLength(value, column, 200)
  }

  private mutating func checkLength(_ value: String, _ column: String, _ limit: Int) -> String? {
    if value.unicodeScalars.count <= limit { return value }
    refuse(column, "`\(shown(value))` has more than \(limit) characters")
    return nil
  }

  /// The name of something that a row of `file` (or the portfolio file) holds.
  mutating func reference(
    _ column: String,
    to kind: String,
    among known: Set<String>,
    in file: String,
    refused: Set<String>
  ) -> String? {
    guard let value = required(column).map(SpreadsheetText.restored) else { return nil }
    if known.contains(value) { return value }
    if refused.contains(value) {
      refuse(column, "the \(kind) `\(shown(value))` was refused in `\(file)`")
      return nil
    }
    refuse(
      column,
      "there is no \(kind) `\(shown(value))`",
      help: nearestName(to: value, among: known).map { "did you mean `\($0)`?" }
        ?? "add it to `\(file)`"
    )
    return nil
  }

  mutating func currency(_ column: String) -> Currency? {
    guard let value = required(column) else { return nil }
    if let whole = MinorUnits.whole(of: value) {
      refuse(
        column,
        "`\(shown(value))` is a hundredth of \(whole), not a currency",
        help: "write `\(whole)`, and divide prices and costs by 100"
      )
      return nil
    }
    if let currency = Currency(value) { return currency }
    refuse(
      column,
      "`\(shown(value))` is not a currency code",
      help: "write 3 to 8 capital letters: `USD`"
    )
    return nil
  }

  /// One of a few words; `standard` when the field is empty.
  mutating func word<Word>(_ column: String, otherwise standard: Word) -> Word?
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    guard let value = text(column) else { return standard }
    if let word = Word(rawValue: value) { return word }
    let words = Word.allCases.map(\.rawValue)
    let list = "write one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    refuse(
      column,
      "`\(shown(value))` is not a kind that is known here",
      help: nearestName(to: value, among: words).map { "did you mean `\($0)`?" } ?? list
    )
    return nil
  }

  /// `dimension` and `value` of a tag.
  mutating func tag(dimension: String, value: String, column: String) -> Tag? {
    let letters = dimension.utf8
    let isName =
      letters.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
      && letters.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
    guard isName, letters.count <= 200 else {
      refuse(
        column,
        "`\(shown(dimension))` is not the name of a dimension",
        help: "write small letters, digits and `_`: `sector`"
      )
      return nil
    }
    return Tag(dimension: dimension, value: value)
  }

  // MARK: Numbers

  mutating func decimal<Value: FixedPoint>(
    _ column: String,
    as type: Value.Type,
    _ sign: Sign
  ) -> Value? {
    guard let text = required(column) else { return nil }
    let value: Value
    do {
      value = try Value(parsing: text)
    } catch {
      refuse(column, "`\(shown(text))` \(RowFields.reason(error))", help: RowFields.help(error))
      return nil
    }
    let isAllowed: Bool
    switch sign {
    case .any: isAllowed = true
    case .notZero: isAllowed = !value.isZero
    case .notNegative: isAllowed = !value.isNegative
    case .aboveZero: isAllowed = value > .zero
    }
    if isAllowed { return value }
    switch sign {
    case .notZero: refuse(column, "it is 0", help: "leave the row out")
    case .notNegative: refuse(column, "`\(shown(text))` is below 0")
    default: refuse(column, "`\(shown(text))` is not above 0")
    }
    return nil
  }

  /// A number that may be left out: `.some(nil)` is none, nothing a failure.
  mutating func optionalDecimal<Value: FixedPoint>(
    _ column: String,
    as type: Value.Type,
    _ sign: Sign
  ) -> Value?? {
    if text(column) == nil { return .some(nil) }
    return decimal(column, as: type, sign).map { .some($0) }
  }

  private static func reason(_ failure: DecimalText.Failure) -> String {
    switch failure {
    case .notANumber: "is not a number"
    case .tooManyFractionDigits(let limit): "has more than \(limit) decimals"
    case .outOfRange: "is too large"
    }
  }

  private static func help(_ failure: DecimalText.Failure) -> String? {
    guard failure == .notANumber else { return nil }
    return "write digits with a point before the decimals, and no blanks or separators: `1000.5`"
  }

  // MARK: Moments

  mutating func date(_ column: String) -> CalendarDate? {
    guard let value = required(column) else { return nil }
    if let date = CalendarDate(parsing: value) { return date }
    refuse(column, "`\(shown(value))` is not a date", help: "write `2025-12-12`")
    return nil
  }

  /// A moment from which something was known; of a bare date the next 00:00Z, so that nothing counts
  /// before it was.
  mutating func known(_ column: String) -> Instant? {
    guard let text = required(column) else { return nil }
    guard let at = Instant(parsing: text, bareDate: .start) else {
      refuse(column, "`\(shown(text))` is not a date", help: RowFields.momentHelp)
      return nil
    }
    let isBare = CalendarDate(parsing: text) != nil
    return Instant(secondsSinceEpoch: at.secondsSinceEpoch + (isBare ? Instant.secondsPerDay : 0))
  }

  /// A moment; of a bare date its 00:00Z.
  mutating func moment(_ column: String) -> Instant? {
    guard let text = required(column) else { return nil }
    if let at = Instant(parsing: text, bareDate: .start) { return at }
    refuse(column, "`\(shown(text))` is not a date", help: RowFields.momentHelp)
    return nil
  }

  /// When something was made (`date`) and when it could be known (`available`).
  ///
  /// A bare date is made at its 00:00Z and known from the next 00:00Z, unless `available` says
  /// otherwise; a moment is known at once.
  mutating func moments() -> (at: Instant, available: Instant)? {
    guard let text = required("date") else { return nil }
    guard let at = Instant(parsing: text, bareDate: .start) else {
      refuse("date", "`\(shown(text))` is not a date", help: RowFields.momentHelp)
      return nil
    }
    guard let given = self.text("available") else {
      let isBare = CalendarDate(parsing: text) != nil
      let wait = isBare ? Instant.secondsPerDay : 0
      return (at, Instant(secondsSinceEpoch: at.secondsSinceEpoch + wait))
    }
    guard let available = Instant(parsing: given, bareDate: .start) else {
      refuse("available", "`\(shown(given))` is not a date", help: RowFields.momentHelp)
      return nil
    }
    guard available >= at else {
      refuse("available", "`\(shown(given))` is before the date `\(shown(text))`")
      return nil
    }
    return (at, available)
  }

  private static let momentHelp =
    "write `2025-12-12`, or a time with its zone: `2025-12-12T21:00Z`"
}
