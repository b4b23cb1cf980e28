/// Text from outside, made harmless to look at.
enum SafeText {
  /// `text` on one line without control characters, direction marks and characters without width:
  /// nothing in it can move the cursor, change colours or reorder what stands beside it.
  static func line(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r", "\u{2028}", "\u{2029}": safe.append(" ")
      case _ where isHidden(scalar): continue
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }

  /// Whether `scalar` shows nothing itself but changes how other text is shown.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
