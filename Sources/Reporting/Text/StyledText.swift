/// One line of text in pieces with tones. Whatever goes in is made safe to show, so that nothing
/// from a file or a feed reaches a terminal as it came.
struct StyledText: ExpressibleByStringInterpolation, Sendable {
  struct Piece: Sendable {
    var text: String
    var tone: Tone
  }

  private(set) var pieces: [Piece]

  init(_ text: String = "", _ tone: Tone = .plain) {
    pieces = []
    append(text, tone)
  }

  init(stringLiteral value: String) { self.init(value) }

  mutating func append(_ text: String, _ tone: Tone = .plain) {
    let safe = SafeText.line(text)
    if !safe.isEmpty { pieces.append(Piece(text: safe, tone: tone)) }
  }

  mutating func append(_ other: StyledText) { pieces.append(contentsOf: other.pieces) }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.append(right)
    return sum
  }

  var isEmpty: Bool { pieces.isEmpty }

  /// In columns of a terminal.
  var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// The text alone.
  var plain: String { pieces.map(\.text).joined() }

  /// The beginning of the text, with `…` at the end: `width` columns in all.
  func cut(to width: Int) -> StyledText {
    var result = StyledText()
    var room = width - 1
    for piece in pieces {
      let part = piece.text.prefix { character in
        room -= DisplayWidth.of(String(character))
        return room >= 0
      }
      result.append(String(part), piece.tone)
      if part.count < piece.text.count { break }
    }
    result.append("…")
    return result
  }

  func painted(_ style: TextStyle) -> String {
    pieces.map { style.paint($0.text, $0.tone) }.joined()
  }
}
