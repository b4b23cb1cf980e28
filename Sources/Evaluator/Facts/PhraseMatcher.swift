internal import RuleChecker

/// Finds literal phrases in a text, all of them in one pass.
///
/// A phrase matches whole words that follow each other in one sentence. A phrase with a capital
/// letter is case-sensitive. `near` asks for both parts in one sentence with at most 8 words from
/// the last word of the one to the first of the other. A possessive `'s` in the text is passed over.
struct PhraseMatcher: Sendable {
  /// The farthest that two parts of `near` stand from each other, in words.
  static let nearDistance = 8

  /// A phrase found: its index, the sentence, and the words it covers.
  struct Hit: Hashable, Sendable {
    var phrase: Int
    var sentence: Int
    var words: [Range<Int>]
  }

  private struct Part: Sendable {
    var words: [ArraySlice<UInt8>]
    var isJoined: [Bool]
    var isCaseSensitive: Bool
  }

  private enum Shape: Sendable {
    case literal(Int)
    case near(Int, Int)
  }

  private var parts: [Part] = []
  private var shapes: [Shape] = []
  private var partsByFirstWord: [UInt64: [Int]] = [:]

  init(_ phrases: [Phrase]) {
    for phrase in phrases {
      switch phrase {
      case .literal(let text): shapes.append(.literal(addPart(text)))
      case .near(let left, let right):
        shapes.append(.near(addPart(left), addPart(right)))
      }
    }
  }

  var isEmpty: Bool { shapes.isEmpty }

  /// Every phrase found, by sentence, then by phrase, at most once for a phrase and sentence.
  func hits(in text: MatchText) -> [Hit] {
    if partsByFirstWord.isEmpty { return [] }
    var hits: [Hit] = []
    for (number, sentence) in text.sentences.enumerated() {
      let found = occurrences(in: text, sentence: sentence)
      if found.isEmpty { continue }
      for (phrase, shape) in shapes.enumerated() {
        if let words = PhraseMatcher.cover(of: shape, found) {
          hits.append(Hit(phrase: phrase, sentence: number, words: words))
        }
      }
    }
    return hits
  }

  private mutating func addPart(_ text: String) -> Int {
    let parsed = MatchText(text)
    let isCaseSensitive = parsed.bytes != parsed.folded
    let source = isCaseSensitive ? parsed.bytes : parsed.folded
    let part = Part(
      words: parsed.words.map { source[Int($0.start)..<Int($0.end)] },
      isJoined: parsed.words.map(\.isJoined),
      isCaseSensitive: isCaseSensitive
    )
    if let first = parsed.words.first {
      partsByFirstWord[first.hash, default: []].append(parts.count)
    }
    parts.append(part)
    return parts.count - 1
  }

  // MARK: Occurrences

  /// Where each part occurs in the sentence, in ascending order.
  private func occurrences(
    in text: MatchText,
    sentence: MatchText.Sentence
  ) -> [Int: [Range<Int>]] {
    var found: [Int: [Range<Int>]] = [:]
    for index in sentence.words {
      let word = text.words[index]
      collect(partsByFirstWord[word.hash], at: index, text, sentence, into: &found)
      if word.baseHash != word.hash {
        collect(partsByFirstWord[word.baseHash], at: index, text, sentence, into: &found)
      }
    }
    return found
  }

  private func collect(
    _ candidates: [Int]?,
    at index: Int,
    _ text: MatchText,
    _ sentence: MatchText.Sentence,
    into found: inout [Int: [Range<Int>]]
  ) {
    guard let candidates else { return }
    for number in candidates {
      let part = parts[number]
      let end = index + part.words.count
      guard end <= sentence.words.upperBound else { continue }
      if matches(part, text.words[index..<end], in: text) {
        found[number, default: []].append(index..<end)
      }
    }
  }

  private func matches(
    _ part: Part,
    _ words: ArraySlice<MatchText.Word>,
    in text: MatchText
  ) -> Bool {
    for (offset, word) in words.enumerated() {
      // Between words of a phrase stands what the phrase itself has there: mostly a blank.
      if offset > 0, part.isJoined[offset], !word.isJoined { return false }
      let source = part.isCaseSensitive ? text.bytes : text.folded
      let wanted = part.words[offset]
      let start = Int(word.start)
      guard
        wanted.elementsEqual(source[start..<Int(word.end)])
          || wanted.elementsEqual(source[start..<Int(word.baseEnd)])
      else { return false }
    }
    return true
  }

  /// The words that the phrase covers, or nothing when it does not occur.
  private static func cover(of shape: Shape, _ found: [Int: [Range<Int>]]) -> [Range<Int>]? {
    switch shape {
    case .literal(let part):
      return found[part]
    case .near(let left, let right):
      guard let lefts = found[left], let rights = found[right] else { return nil }
      for one in lefts {
        if let other = neighbour(of: one, in: rights) { return [one, other] }
      }
      return nil
    }
  }

  /// An occurrence that does not overlap `range` and stands near enough, before or after it.
  private static func neighbour(of range: Range<Int>, in others: [Range<Int>]) -> Range<Int>? {
    var low = 0
    var high = others.count
    while low < high {
      let middle = (low + high) / 2
      if others[middle].lowerBound < range.upperBound { low = middle + 1 } else { high = middle }
    }
    if low < others.count, others[low].lowerBound - (range.upperBound - 1) <= nearDistance {
      return others[low]
    }
    // All occurrences of a part have one length, so the last that ends before is the nearest.
    var before = low - 1
    while before >= 0, others[before].upperBound > range.lowerBound { before -= 1 }
    if before >= 0, range.lowerBound - (others[before].upperBound - 1) <= nearDistance {
      return others[before]
    }
    return nil
  }
}
