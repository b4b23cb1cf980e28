internal import RuleChecker

/// The words that a catalyst adds to the language's denial words: `unless "trial", "stall*"`.
struct CatalystExceptions: Sendable {
  private let phrases: [String]
  private let matcher: PhraseMatcher
  /// Lowercase beginnings, from words that end in `*`.
  private let beginnings: [[UInt8]]

  init(_ unless: [String]) {
    phrases = unless.filter { !$0.hasSuffix("*") }
    matcher = PhraseMatcher(phrases.map { .literal($0) })
    beginnings = unless.filter { $0.hasSuffix("*") }
      .map { MatchText(String($0.dropLast())).folded }
      .filter { !$0.isEmpty }
  }

  /// Whether a word, in lowercase, begins as one of the words with `*`.
  func holdsBack(_ word: ArraySlice<UInt8>) -> Bool {
    beginnings.contains { word.starts(with: $0) }
  }

  /// The first phrase that stands in the sentence.
  func phrase(in text: MatchText, sentence: MatchText.Sentence) -> String? {
    if matcher.isEmpty { return nil }
    let hit = matcher.hits(in: text).first {
      text.sentences[$0.sentence].words == sentence.words
    }
    return hit.map { phrases[$0.phrase] }
  }
}
