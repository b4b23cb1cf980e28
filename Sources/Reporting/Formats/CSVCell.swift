internal import Portfolio
internal import Quantities

/// Cells of comma-separated values that are safe to open in a spreadsheet.
enum CSVCell {
  /// `text` on one line, defused, in quotes where RFC 4180 asks for them.
  static func text(_ text: String) -> String {
    let safe = SpreadsheetText.defused(SafeText.line(text))
    if !safe.utf8.contains(where: { needsQuotes($0) }) { return safe }
    var quoted = "\""
    for character in safe.unicodeScalars {
      if character == "\"" { quoted.unicodeScalars.append(character) }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }

  /// The exact spelling, written digit by digit: large books write millions of these.
  static func append(_ number: some FixedPoint, to output: inout [UInt8]) {
    let fractionDigits = type(of: number).fractionDigits
    if number.units < 0 { output.append(UInt8(ascii: "-")) }
    let scale = number.units == 0 ? 1 : UInt64(type(of: number).scale)
    let whole = number.magnitude / scale
    var fraction = number.magnitude % scale
    append(whole, to: &output)
    if fraction == 0 { return }
    output.append(UInt8(ascii: "."))
    var power = scale
    for _ in 0..<fractionDigits where fraction > 0 {
      power /= 10
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / power))
      fraction %= power
    }
  }

  private static func append(_ whole: UInt64, to output: inout [UInt8]) {
    if whole >= 10 { append(whole / 10, to: &output) }
    output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole % 10))
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
  }
}
