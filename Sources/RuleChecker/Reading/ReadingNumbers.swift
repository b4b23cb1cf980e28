internal import Quantities
internal import RuleSyntax

/// Numbers in sentences: exact, with the digits that the author wrote, thousands set apart.
extension RulebookReader {
  /// A number, score or percentage of an expression as the author spelled it.
  func spelled(_ number: Number, in expression: Expression) -> String {
    let canonical =
      expression.type == .percent
      ? Percent(units: number.units).description : grouped(number.description)
    let source = sourceText(expression.span)
    if let word = ScoreWords.all.first(where: { $0.word == source }) {
      return "\(canonical) (\(words(of: word.word)))"
    }
    let written = source.filter { $0 != " " && $0 != "_" }
    let digits =
      written.hasSuffix("bp") ? written.dropLast(2) : written.dropLast(percentLength(written))
    guard isNumeral(digits) else { return canonical }
    if written.hasSuffix("bp") { return "\(grouped(String(digits))) basis points" }
    return written.hasSuffix("%") ? grouped(String(digits)) + "%" : grouped(String(digits))
  }

  func spelled(_ money: Money) -> String {
    let amount = money.amount
    let digits = amount.spelled(minimumFractionDigits: amount.description.contains(".") ? 2 : 0)
    return "\(grouped(digits)) \(money.currency)"
  }

  /// `30 days`, `1 business day`.
  func spelled(_ duration: Duration) -> String {
    let unit =
      switch duration.unit {
      case .minutes: "minute"
      case .hours: "hour"
      case .days: "day"
      case .weeks: "week"
      case .businessDays: "business day"
      }
    return "\(grouped(String(duration.count))) \(unit)\(duration.count == 1 ? "" : "s")"
  }

  /// `2026-03-17`, or with a time of day `2026-03-17 14:00 UTC`.
  func spelled(_ moment: Instant) -> String {
    if Instant(startOf: moment.date) == moment { return moment.date.description }
    return "\(moment.date) \(moment.description.dropFirst(11).prefix(5)) UTC"
  }

  /// A bound of a limit, whose percentages are plain numbers.
  func percent(_ number: Number) -> String { Percent(units: number.units).description }

  func words(of name: String) -> String {
    String(name.map { $0 == "_" ? " " : $0 })
  }

  /// `1234567.5` as `1,234,567.5`.
  func grouped(_ number: String) -> String {
    let sign = number.hasPrefix("-") ? "-" : ""
    let unsigned = number.dropFirst(sign.count)
    let whole = unsigned.prefix { $0 != "." }
    var result = ""
    for (offset, digit) in whole.enumerated() {
      if offset > 0, (whole.count - offset).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return sign + result + unsigned.dropFirst(whole.count)
  }

  private func percentLength(_ written: String) -> Int { written.hasSuffix("%") ? 1 : 0 }

  private func isNumeral(_ text: Substring) -> Bool {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text
    return unsigned.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && unsigned.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
  }

  /// What stands at `span` in the files; nothing for a rulebook that was not read from files.
  private func sourceText(_ span: Span) -> String {
    guard let file = rulebook.files.first(where: { $0.index == span.file }) else { return "" }
    let range = Int(span.start)..<max(Int(span.start), Int(span.end))
    guard range.lowerBound >= 0, range.upperBound <= file.bytes.count, range.count <= 64 else {
      return ""
    }
    return String(decoding: file.bytes[range], as: UTF8.self)
  }
}
