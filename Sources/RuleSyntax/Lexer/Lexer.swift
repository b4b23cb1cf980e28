/// Cuts the bytes of a file into tokens, in one pass from left to right.
///
/// Every mistake of spelling is reported here, once, at its exact place; the token then has the kind
/// that was meant where that is certain (`==` is an `equal`) and is `unknown` otherwise.
public struct Lexer {
  /// What lexing gives: the last token is always `endOfFile`.
  public struct Result: Sendable {
    public var tokens: [Token]
    /// In order of place.
    public var diagnostics: [Diagnostic]
  }

  /// Past so many mistakes the rest of a file is no longer described.
  static let maximumDiagnostics = 1000

  let file: SourceFile
  let bytes: [UInt8]
  let table = KeywordTable.shared
  var position = 0
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// For each closing quote of other languages, up to where it is known not to occur.
  var unclosedQuotes: [[UInt8]: Int] = [:]

  public static func tokens(of file: SourceFile) -> Result {
    var lexer = Lexer(file: file)
    lexer.run()
    return Result(tokens: lexer.tokens, diagnostics: lexer.diagnostics)
  }

  private init(file: SourceFile) {
    self.file = file
    bytes = file.bytes
    tokens.reserveCapacity(bytes.count / 4 + 1)
  }

  private mutating func run() {
    if let place = firstByteOfNoText {
      refuseAsNoText(at: place)
    } else {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
      while position < bytes.count { step() }
    }
    append(.endOfFile, from: bytes.count)
  }

  /// Reads one token, or one piece of trivia.
  private mutating func step() {
    let start = position
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): blanks()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): word()
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): capitals()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): comment()
    case UInt8(ascii: "{"): single(.leftBrace)
    case UInt8(ascii: "}"): single(.rightBrace)
    case UInt8(ascii: "("): single(.leftParenthesis)
    case UInt8(ascii: ")"): single(.rightParenthesis)
    case UInt8(ascii: ","): single(.comma)
    case UInt8(ascii: "@"): single(.at)
    default: operatorOrMistake(byte)
    }
  }

  private mutating func blanks() {
    var end = position + 1
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\n") {
      end += 1
    }
    position = end
  }

  private mutating func comment() {
    var end = position + 2
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] >= 0x80 || bytes[end] < 0x20 {
        end = checkedCharacter(at: end, inText: true)
      } else {
        end += 1
      }
    }
    position = end
  }

  mutating func single(_ kind: TokenKind, length: Int = 1) {
    let start = position
    position += length
    append(kind, from: start)
  }

  /// Adds the token from `start` to the current position.
  mutating func append(_ kind: TokenKind, from start: Int, keyword: Keyword = .other) {
    // A file is shorter than 2^31 bytes: its initializer cuts it.
    let (start, end) = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: position))
    tokens.append(Token(kind: kind, start: start, end: end, keyword: keyword))
  }

  /// The byte `distance` ahead; 0, which is never text, past the end.
  func peek(_ distance: Int) -> UInt8 {
    let index = position + distance
    return index < bytes.count ? bytes[index] : 0
  }

  /// The byte at `index`; 0 outside the file.
  func byte(at index: Int) -> UInt8 {
    index >= 0 && index < bytes.count ? bytes[index] : 0
  }

  func text(_ start: Int, _ end: Int) -> String { file.text(span(start, end)) }

  func span(_ start: Int, _ end: Int) -> Span {
    Span(file: file.index, start: Int32(start), end: Int32(end))
  }

  mutating func report(
    _ code: SyntaxCode,
    _ start: Int,
    _ end: Int,
    _ message: String,
    help: String?,
    replacement: String? = nil
  ) {
    guard diagnostics.count < Lexer.maximumDiagnostics else { return }
    let place = span(start, end)
    diagnostics.append(
      Diagnostic(
        code: code.rawValue,
        span: place,
        message: message,
        help: help,
        fix: replacement.map {
          Diagnostic.Fix(title: "write `\($0)`", span: place, replacement: $0)
        }
      )
    )
  }
}
