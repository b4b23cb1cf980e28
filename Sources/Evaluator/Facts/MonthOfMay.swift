/// Tells the month from the denial word `may`: `approved in May` is no hedge.
enum MonthOfMay {
  private static let prepositions: Set<String> = [
    "during", "early", "from", "in", "late", "mid", "of", "since", "through",
  ]

  /// Whether the word is `May`, so written, next to a number or after a preposition of time. In
  /// doubt it is the hedge: headlines write `May` for that as well.
  static func stands(
    at index: Int,
    in sentence: MatchText.Sentence,
    of text: MatchText
  ) -> Bool {
    let word = text.words[index]
    guard text.bytes[Int(word.start)..<Int(word.end)].elementsEqual("May".utf8) else {
      return false
    }
    if index > sentence.words.lowerBound {
      let before = letters(index - 1, text)
      if isNumber(before) || prepositions.contains(String(decoding: before, as: UTF8.self)) {
        return true
      }
    }
    return index + 1 < sentence.words.upperBound && isNumber(letters(index + 1, text))
  }

  private static func letters(_ index: Int, _ text: MatchText) -> ArraySlice<UInt8> {
    let word = text.words[index]
    return text.folded[Int(word.start)..<Int(word.end)]
  }

  private static func isNumber(_ letters: ArraySlice<UInt8>) -> Bool {
    letters.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
