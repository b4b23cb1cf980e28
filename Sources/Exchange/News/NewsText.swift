internal import Portfolio

/// Words of a file inside a message: safe to show, and never long.
enum NewsText {
  static func shown(_ text: some StringProtocol, upTo limit: Int = 60) -> String {
    DisplayText.clean(text, limit: limit).split(separator: "`").joined(separator: "'")
  }

  /// `text` without blanks at its ends.
  static func trimmed(_ text: Substring) -> Substring {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return text[first...last]
  }

  /// The first line that is not blank, at most 200 characters of it: stands for a title that is missing.
  static func firstLine(_ text: String) -> Substring {
    let line = text.split(whereSeparator: \.isNewline).lazy.map { trimmed($0) }.first {
      !$0.isEmpty
    }
    return (line ?? "").prefix(200)
  }
}
