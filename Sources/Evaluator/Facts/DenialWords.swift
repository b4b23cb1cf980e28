/// The words that hold a sentence back: it denies, hedges, speaks of the future or asks.
///
/// `docs/news.md` shows this list; a test compares the two.
enum DenialWords {
  /// Whole words.
  static let words: Set<String> = [
    "cannot", "could", "denied", "denies", "deny", "denying", "experimental", "forthcoming", "if",
    "likely", "may", "might", "neither", "never", "no", "nor", "not", "unless", "unlikely",
    "until", "without", "would", "yet",
  ]

  /// Beginnings: `expect` holds back `expects`, `expected`, `expectation`.
  static let beginnings = [
    "delay", "eventual", "expect", "plan", "postpone", "remain", "rumor", "rumour",
  ]

  /// `isn't`, `won't`, and the same without the apostrophe's `t` cut off.
  static let ending = "n't"

  /// Whether `word`, in lowercase, holds its sentence back. Its parts count as well:
  /// `not-yet-merged` holds back.
  static func holdsBack(_ word: ArraySlice<UInt8>) -> Bool {
    if isDenial(word) { return true }
    let parts = word.split { !isLetter($0) }
    return parts.count > 1 && parts.contains { isDenial($0) }
  }

  private static func isDenial(_ word: ArraySlice<UInt8>) -> Bool {
    // No word of the list is longer, and none begins with another letter.
    guard let first = word.first, initials.contains(first) || word.count > 3 else { return false }
    if word.count <= 12, words.contains(String(decoding: word, as: UTF8.self)) { return true }
    if word.suffix(3).elementsEqual(ending.utf8) { return true }
    return beginnings.contains { word.starts(with: $0.utf8) }
  }

  private static let initials: Set<UInt8> = Set(words.compactMap { $0.utf8.first })

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte >= 0x80
      || byte == UInt8(ascii: "'")
  }
}
