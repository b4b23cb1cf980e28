/// What a token is, by its spelling alone; the parser decides what a word means.
public enum TokenKind: UInt8, Sendable {
  /// `snake_case`: begins with a small letter or `_`, goes on with small letters, digits and `_`.
  case word
  /// Begins with a capital: `NVDA`, `BRK.B`, `USD`.
  case capitals
  /// Digits, with `_` between them and at most one point: `100_000`, `0.25`.
  case number
  /// A number with a known unit joined to it: `34%`, `20bp`, `730d`, `3bd`.
  case quantity
  /// `2025-12-20` or `2025-12-20T14:00Z`.
  case date
  /// A double-quoted string on one line, quotes included.
  case string
  case leftBrace, rightBrace, leftParenthesis, rightParenthesis
  case comma, colon, at
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case plus, minus, star, slash
  /// Bytes that begin no token, or a token with a mistake in it (already reported).
  case unknown
  /// The end of the file; its leading trivia is what follows the last token.
  case endOfFile
}

/// One token. Its leading trivia (blanks, line ends, comments) is what lies between the end of the
/// token before it and its own start, so tokens alone reproduce the file to the byte.
public struct Token: Hashable, Sendable {
  public let kind: TokenKind
  /// The word of the grammar that it spells, or that was meant where it is misspelt, so that the
  /// parser never looks at bytes.
  let keyword: Keyword
  public let start: Int32
  public let end: Int32

  public init(kind: TokenKind, start: Int32, end: Int32) {
    self.init(kind: kind, start: start, end: end, keyword: .other)
  }

  init(kind: TokenKind, start: Int32, end: Int32, keyword: Keyword) {
    self.kind = kind
    self.keyword = keyword
    self.start = start
    self.end = end
  }
}
