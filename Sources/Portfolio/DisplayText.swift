/// Text from outside, made safe to show on a terminal or in a report.
///
/// News text is data that strangers wrote. Control characters can move the cursor, bidirectional
/// and zero-width ones can make a text read as something else; none of them is ever shown.
public enum DisplayText {
  /// `text` on one line: control, format (bidirectional, zero-width, tag) and unassigned
  /// characters left out, every run of blanks and line ends one blank, blanks at the ends removed.
  /// A text of more than `limit` characters (Unicode scalars) is cut there and ends with `…`.
  public static func clean(_ text: some StringProtocol, limit: Int = .max) -> String {
    var shown = String.UnicodeScalarView()
    var count = 0
    var owesBlank = false
    for scalar in text.unicodeScalars {
      if isBlank(scalar) {
        owesBlank = count > 0
        continue
      }
      if isHidden(scalar) { continue }
      if count >= limit {
        shown.append("…")
        break
      }
      if owesBlank {
        shown.append(" ")
        count += 1
        owesBlank = false
      }
      shown.append(scalar)
      count += 1
    }
    return String(shown)
  }

  /// Whether a reader would not see `scalar`, or would see others differently for it.
  public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20..<0x7F).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: return true
    default:
      // Invisible, but letters or symbols by their category: Hangul fillers, the blank Braille
      // cell, variation selectors.
      return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    case 0..<0x80: false
    default: scalar.properties.generalCategory == .spaceSeparator
    }
  }
}
