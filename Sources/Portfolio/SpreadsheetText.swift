/// Text in a cell that a spreadsheet may open.
///
/// A cell that begins like a formula would be run (OWASP, "CSV Injection"): an apostrophe before it keeps
/// it text. A text that has apostrophes before such a beginning gets one more, so that taking one off
/// always gives back what there was.
public enum SpreadsheetText {
  /// `text` so that no spreadsheet runs it.
  public static func defused(_ text: String) -> String {
    readsAsFormula(text) ? "'" + text : text
  }

  /// What `defused` made `text` of; any other text as it is.
  public static func restored(_ text: String) -> String {
    guard text.unicodeScalars.first == "'", readsAsFormula(text) else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  private static func readsAsFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first(where: { $0 != " " && $0 != "'" }) {
    // And their full-width forms.
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}
