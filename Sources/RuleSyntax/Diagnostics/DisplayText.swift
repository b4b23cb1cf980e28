/// `text` as a message may hold it: at most `limit` characters, on one line, with control,
/// directional and other invisible characters replaced, so that no rulebook can disturb a terminal.
public func shown(_ text: String, limit: Int = 60) -> String {
  let bytes = text.utf8
  if bytes.count <= limit, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
  var result = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit {
      result.append("…")
      break
    }
    result.append(contentsOf: DisplayText.visible(scalar))
    count += 1
  }
  return String(result)
}

/// How characters look in a terminal.
enum DisplayText {
  /// `scalar` itself, or a harmless picture of it.
  static func visible(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar.value {
    case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { [$0] } ?? ["\u{FFFD}"]
    case 0x7F: return ["\u{2421}"]
    case 0x200C...0x200F: return ["\u{FFFD}"]
    default: return HiddenCharacters.isHidden(scalar, inText: true) ? ["\u{FFFD}"] : [scalar]
    }
  }

  /// How many columns a terminal gives a visible scalar: 0, 1 or 2.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    // East Asian wide and fullwidth ranges, and pictographs (Unicode's EastAsianWidth.txt).
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF: return 2
    case 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF: return 2
    case 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6: return 2
    case 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD: return 2
    default: return 1
    }
  }
}
