/// One spelling for the titles under which one wire report is printed.
enum TitleKey {
  /// Words in small letters with single blanks, without what stands behind a separator at the end (` - The
  /// Example`, ` | Example`). Nothing for a title of fewer than four words: too many articles share it.
  static func of(_ title: String) -> String? {
    let words = words(withoutSuffix(title))
    return words.count >= 4 ? words.joined(separator: " ") : nil
  }

  private static func words(_ text: some StringProtocol) -> [Substring] {
    text.lowercased()[...].split { !$0.isLetter && !$0.isNumber }
  }

  private static func withoutSuffix(_ title: String) -> Substring {
    for separator in [" | ", " - ", " – ", " — "] {
      guard let range = title.ranges(of: separator).last else { continue }
      let head = title[..<range.lowerBound]
      // A short tail is the name of a publication; a long one belongs to the title.
      if words(head).count >= 4, words(title[range.upperBound...]).count <= 4 { return head }
    }
    return title[...]
  }
}
