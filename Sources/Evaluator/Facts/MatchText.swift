/// A text made ready for phrase matching: words and sentences over normalised bytes.
///
/// Typographic quotes become plain ones, long dashes separate words, and characters that no reader
/// sees (control, zero-width, bidirectional) are left out, so that a text matches as it is shown.
struct MatchText: Sendable {
  /// A word: letters and digits with `+ # & $ . -` and apostrophes inside.
  struct Word: Sendable {
    var start: Int32
    var end: Int32
    /// `end` without a possessive `'s`.
    var baseEnd: Int32
    /// Hashes of the lowercase bytes up to `end` and up to `baseEnd`.
    var hash: UInt64
    var baseHash: UInt64
    /// Whether only blanks and quotes stand between this word and the one before.
    var isJoined: Bool
  }

  struct Sentence: Sendable {
    var words: Range<Int>
    /// Offsets of its first byte and one past its last.
    var start: Int
    var end: Int
    /// A question mark stands in it: it asks, and says nothing.
    var isQuestion: Bool
  }

  /// The normalised text, and the same in lowercase, byte for byte in step.
  let bytes: [UInt8]
  let folded: [UInt8]
  let words: [Word]
  let sentences: [Sentence]

  init(_ text: String) {
    let characters = MatchCharacters(text)
    var splitter = SentenceSplitter(characters)
    splitter.run()
    bytes = characters.bytes
    folded = characters.folded
    words = splitter.words
    sentences = splitter.sentences
  }

  /// The sentence as written, on one line.
  func text(of sentence: Sentence) -> String {
    String(decoding: bytes[sentence.start..<sentence.end], as: UTF8.self)
  }

  /// FNV-1a over bytes: fast, and the same on every machine.
  static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
