internal import RuleChecker

/// Literal phrases in plain text, as `docs/news.md` reads them.
enum ReferencePhrases {
  /// The sentences of a text, each as its words.
  static func sentences(_ text: String) -> [[String]] {
    var found: [[String]] = [[]]
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
      if !word.isEmpty { found[found.count - 1].append(word) }
      word = ""
      if ".!?;\n".contains(character) { found.append([]) }
    }
    if !word.isEmpty { found[found.count - 1].append(word) }
    return found.filter { !$0.isEmpty }
  }

  static func occurs(_ phrase: Phrase, in words: [String]) -> Bool {
    switch phrase {
    case .literal(let text): return !places(text, in: words).isEmpty
    case .near(let left, let right):
      let lefts = places(left, in: words)
      let rights = places(right, in: words)
      return lefts.contains { one in rights.contains { abs(one - $0) <= 8 } }
    }
  }

  /// Where the phrase's first word stands. A phrase with a capital tells cases apart.
  private static func places(_ text: String, in words: [String]) -> [Int] {
    let isCased = text.contains { $0.isUppercase }
    let wanted = sentences(text).flatMap { $0 }.map { isCased ? $0 : $0.lowercased() }
    let given = words.map { isCased ? $0 : $0.lowercased() }
    guard !wanted.isEmpty, given.count >= wanted.count else { return [] }
    return (0...(given.count - wanted.count)).filter {
      Array(given[$0..<($0 + wanted.count)]) == wanted
    }
  }

  /// Words that hold a sentence back.
  static func isDenial(_ word: String) -> Bool {
    let word = word.lowercased()
    let whole = [
      "not", "no", "never", "yet", "without", "may", "might", "could", "would", "if", "unless",
      "until", "likely", "unlikely", "forthcoming", "deny", "denied", "denies", "experimental",
    ]
    let starts = [
      "expect", "plan", "eventual", "rumor", "rumour", "delay", "postpone", "remain",
    ]
    return whole.contains(word) || word.hasSuffix("n't") || starts.contains { word.hasPrefix($0) }
  }
}
