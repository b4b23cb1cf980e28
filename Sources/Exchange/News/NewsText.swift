internal import Portfolio

/// Words of a file inside a message: safe to show, and never long.
enum NewsText {
  static func shown(_ text: some StringProtocol) -> String {
    DisplayText.clean(text, limit: 60).split(separator: "`").joined(separator: "'")
  }

  /// `text` without blanks at its ends.
  static func trimmed(_ text: Substring) -> Substring {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return text[first...last]
  }
}
