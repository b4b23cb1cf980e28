/// Cuts normalised characters into words and sentences.
///
/// A sentence ends at `. ! ? ;` or a line end. Where that is in doubt (a lowercase letter follows,
/// the point belongs to an abbreviation or a wrapped line) the sentence goes on: a longer sentence
/// holds more denial words, so doubt never turns a held-back hit into evidence.
struct SentenceSplitter {
  private let bytes: [UInt8]
  private let folded: [UInt8]
  private let kinds: [MatchCharacters.Kind]
  private(set) var words: [MatchText.Word] = []
  private(set) var sentences: [MatchText.Sentence] = []
  private var position = 0
  private var sentenceStart = 0
  private var firstWord = 0
  private var isQuestion = false
  private var isJoined = false

  init(_ characters: MatchCharacters) {
    bytes = characters.bytes
    folded = characters.folded
    kinds = characters.kinds
    words.reserveCapacity(bytes.count / 5)
  }

  mutating func run() {
    while position < kinds.count {
      switch kinds[position] {
      case .lower, .letter: takeWord(from: position)
      case .inner where startsWord: takeWord(from: position)
      case .inner where bytes[position] == UInt8(ascii: "."): takePoint()
      // A lone `&` or `+` is a word of its own: `R & D`.
      case .inner where bytes[position] == UInt8(ascii: "&"), .trailing: takeSign()
      case .blank, .quote, .apostrophe: position += 1
      case .newline: takeLineEnd()
      case .question:
        isQuestion = true
        takeMark()
      case .ender: takeMark()
      case .semicolon: endSentence(after: position)
      case .inner, .other:
        isJoined = false
        position += 1
      }
    }
    endSentence(after: position - 1)
  }

  // MARK: Words

  /// `$GOOG` and `.NET` begin with their sign.
  private var startsWord: Bool {
    guard bytes[position] == UInt8(ascii: "$") || bytes[position] == UInt8(ascii: ".") else {
      return false
    }
    let follows = isLetter(position + 1)
    let stands = position == 0 || !isLetter(position - 1)
    return follows && stands
  }

  private mutating func takeWord(from start: Int) {
    var end = start + 1
    scan: while end < kinds.count {
      switch kinds[end] {
      case .lower, .letter, .trailing: end += 1
      case .inner, .apostrophe:
        guard isLetter(end + 1) else { break scan }
        end += 1
      default: break scan
      }
    }
    add(start: start, end: end)
  }

  private mutating func takeSign() {
    var end = position + 1
    while end < kinds.count, kinds[end] == .trailing { end += 1 }
    add(start: position, end: end)
  }

  private mutating func add(start: Int, end: Int) {
    var baseEnd = end
    if end - start > 2, kinds[end - 2] == .apostrophe, folded[end - 1] == UInt8(ascii: "s") {
      baseEnd = end - 2
    }
    let hash = MatchText.hash(folded[start..<end])
    words.append(
      MatchText.Word(
        start: Int32(clamping: start),
        end: Int32(clamping: end),
        baseEnd: Int32(clamping: baseEnd),
        hash: hash,
        baseHash: baseEnd == end ? hash : MatchText.hash(folded[start..<baseEnd]),
        isJoined: isJoined
      )
    )
    isJoined = true
    position = end
  }

  private func isLetter(_ index: Int) -> Bool {
    index < kinds.count && (kinds[index] == .lower || kinds[index] == .letter)
  }

  // MARK: Sentences

  private mutating func takePoint() {
    if isAbbreviation {
      position += 1
    } else {
      takeMark()
    }
  }

  /// The word right before the point is an initial (`J.`), letters with points (`U.S.`) or one of
  /// the common short forms.
  private var isAbbreviation: Bool {
    guard let word = words.last, Int(word.end) == position, words.count > firstWord else {
      return false
    }
    let letters = folded[Int(word.start)..<Int(word.end)]
    if letters.count <= 12, Abbreviations.all.contains(String(decoding: letters, as: UTF8.self)) {
      return true
    }
    let parts = letters.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.allSatisfy { $0.count == 1 && isLetter($0.startIndex) && !isDigit($0) }
  }

  private func isDigit(_ letters: ArraySlice<UInt8>) -> Bool {
    letters.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// A `.`, `!` or `?`: the end, unless the text goes on with a lowercase letter.
  private mutating func takeMark() {
    let mark = position
    var next = position + 1
    while next < kinds.count, isClosing(next) {
      if kinds[next] == .question { isQuestion = true }
      next += 1
    }
    var lineEnds = 0
    while next < kinds.count, isGap(next) {
      if kinds[next] == .newline { lineEnds += 1 }
      next += 1
    }
    if next < kinds.count, kinds[next] == .lower, lineEnds < 2, next > mark + 1 {
      isJoined = false
      position = next
    } else {
      endSentence(after: mark)
    }
  }

  /// A line end: the end of a sentence, unless the next line begins with a lowercase letter, as a
  /// wrapped line does.
  private mutating func takeLineEnd() {
    let mark = position
    var next = position
    var lineEnds = 0
    while next < kinds.count, isGap(next) {
      if kinds[next] == .newline { lineEnds += 1 }
      next += 1
    }
    if next < kinds.count, kinds[next] == .lower, lineEnds < 2 {
      position = next
    } else {
      endSentence(after: mark)
    }
  }

  private func isClosing(_ index: Int) -> Bool {
    switch kinds[index] {
    case .quote, .apostrophe, .ender, .question: true
    case .inner: bytes[index] == UInt8(ascii: ".")
    case .other: bytes[index] == UInt8(ascii: ")") || bytes[index] == UInt8(ascii: "]")
    default: false
    }
  }

  private func isGap(_ index: Int) -> Bool {
    switch kinds[index] {
    case .blank, .newline, .quote, .apostrophe: true
    default: false
    }
  }

  private mutating func endSentence(after index: Int) {
    let end = min(index + 1, kinds.count)
    if words.count > firstWord {
      var start = sentenceStart
      while start < end, isGap(start) { start += 1 }
      sentences.append(
        MatchText.Sentence(
          words: firstWord..<words.count,
          start: start,
          end: end,
          isQuestion: isQuestion
        )
      )
    }
    firstWord = words.count
    sentenceStart = end
    isQuestion = false
    isJoined = false
    position = max(position, end)
  }
}

/// Short forms whose point does not end a sentence.
enum Abbreviations {
  static let all: Set<String> = [
    "approx", "co", "corp", "dept", "dr", "gen", "gov", "inc", "jr", "llc", "ltd", "mr", "mrs",
    "ms", "plc", "prof", "rep", "sen", "sr", "st", "vs",
  ]
}
