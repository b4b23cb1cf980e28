internal import RuleChecker

/// Literal phrases in plain text, as `docs/news.md` reads them.
enum ReferencePhrases {
  struct Sentence {
    var words: [String] = []
    var isQuestion = false
  }

  /// The sentences of a text. Generated texts hold no abbreviations and no wrapped lines.
  static func sentences(_ text: String) -> [Sentence] {
    var found: [Sentence] = [Sentence()]
    var word = ""
    func isInner(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "+#&$-'".contains(character)
    }
    let characters = Array(text)
    for (offset, character) in characters.enumerated() {
      let next = offset + 1 < characters.count ? characters[offset + 1] : " "
      let isInnerStop = character == "." && !word.isEmpty && (next.isLetter || next.isNumber)
      if isInner(character) || isInnerStop {
        word.append(character)
        continue
      }
      if !word.isEmpty { found[found.count - 1].words.append(word) }
      word = ""
      if ".!?;\n".contains(character) {
        found[found.count - 1].isQuestion = character == "?"
        found.append(Sentence())
      }
    }
    if !word.isEmpty { found[found.count - 1].words.append(word) }
    return found.filter { !$0.words.isEmpty }
  }

  static func occurs(_ phrase: Phrase, in words: [String]) -> Bool {
    !covered(by: phrase, in: words).isEmpty
  }

  /// The places of the words that the phrase covers; empty when it does not occur.
  static func covered(by phrase: Phrase, in words: [String]) -> Set<Int> {
    switch phrase {
    case .literal(let text): return Set(places(text, in: words).flatMap { Array($0) })
    case .near(let left, let right):
      var found: Set<Int> = []
      for one in places(left, in: words) {
        for other in places(right, in: words) where !one.overlaps(other) {
          let isLeftFirst = one.lowerBound < other.lowerBound
          let (first, second) = isLeftFirst ? (one, other) : (other, one)
          if second.lowerBound - (first.upperBound - 1) <= 8 {
            found.formUnion(one)
            found.formUnion(other)
          }
        }
      }
      return found
    }
  }

  /// Where the phrase stands. A phrase with a capital tells cases apart.
  private static func places(_ text: String, in words: [String]) -> [Range<Int>] {
    let isCased = text.contains { $0.isUppercase }
    let wanted = sentences(text).flatMap(\.words).map { isCased ? $0 : $0.lowercased() }
    let given = words.map { isCased ? $0 : $0.lowercased() }
    guard !wanted.isEmpty, given.count >= wanted.count else { return [] }
    return (0...(given.count - wanted.count))
      .filter { Array(given[$0..<($0 + wanted.count)]) == wanted }
      .map { $0..<($0 + wanted.count) }
  }

  /// Whether the sentence speaks for the catalyst: a phrase of its evidence stands in it, and it
  /// denies, hedges and asks nothing.
  static func speaks(_ sentence: Sentence, for catalyst: Catalyst) -> Bool {
    var phrase: Set<Int> = []
    for evidence in catalyst.evidence {
      phrase.formUnion(covered(by: evidence, in: sentence.words))
    }
    if phrase.isEmpty || sentence.isQuestion { return false }
    let others = sentence.words.enumerated().filter { !phrase.contains($0.offset) }.map(\.element)
    if others.contains(where: isDenial) { return false }
    return !catalyst.unless.contains { words in
      if words.hasSuffix("*") {
        let start = words.dropLast().lowercased()
        return others.contains { $0.lowercased().hasPrefix(start) }
      }
      return occurs(.literal(words), in: sentence.words)
    }
  }

  /// Words that hold a sentence back; a part of a word counts.
  private static func isDenial(_ word: String) -> Bool {
    let whole: Set = [
      "cannot", "could", "denied", "denies", "deny", "denying", "experimental", "forthcoming",
      "if", "likely", "may", "might", "neither", "never", "no", "nor", "not", "unless", "unlikely",
      "until", "without", "would", "yet",
    ]
    let starts = [
      "expect", "plan", "eventual", "rumor", "rumour", "delay", "postpone", "remain",
    ]
    let word = word.lowercased()
    let parts = word.split(separator: "-").map(String.init) + [word]
    return parts.contains { part in
      whole.contains(part) || part.hasSuffix("n't") || starts.contains { part.hasPrefix($0) }
    }
  }
}
