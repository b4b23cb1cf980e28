internal import Portfolio

/// Cells of comma-separated values that are safe to open in a spreadsheet.
enum CSVCell {
  /// `text` on one line, defused, in quotes where RFC 4180 asks for them.
  static func text(_ text: String) -> String {
    // Nearly all names: nothing of them is hidden, a formula, or asks for quotes.
    var text = text
    if text.withUTF8({ $0.allSatisfy { isLetterOrDigit($0) } }) { return text }
    let safe = SpreadsheetText.defused(SafeText.line(text))
    if !safe.utf8.contains(where: { needsQuotes($0) }) { return safe }
    var quoted = "\""
    for character in safe.unicodeScalars {
      if character == "\"" { quoted.unicodeScalars.append(character) }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
  }
}
