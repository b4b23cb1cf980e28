/// What parsing gives: always a tree, and every mistake found.
public struct ParseResult: Sendable {
  public var tree: SyntaxTree
  /// In order of place; those of spelling included.
  public var diagnostics: [Diagnostic]

  public init(tree: SyntaxTree, diagnostics: [Diagnostic]) {
    self.tree = tree
    self.diagnostics = diagnostics
  }
}

/// Builds the tree of one file, by recursive descent over its tokens.
///
/// A mistake is reported once. The parser is then *lost*: it sees nothing but the end of the file,
/// so that every production unwinds without consuming or reporting, until the nearest block finds
/// the next word that it knows (`Recovery.swift`).
public struct Parser {
  /// Expressions and sets that are higher than this are refused, so that no reader of a tree needs
  /// more of the stack.
  public static let maximumDepth = 256

  let file: SourceFile
  let tokens: [Token]
  var nodes: [SyntaxTree.Node] = []
  var diagnostics: [Diagnostic] = []
  var position = 0
  /// The token at `position`; the end of the file while the parser is lost.
  private(set) var kind: TokenKind = .endOfFile
  private(set) var keyword: Keyword = .other
  private(set) var isLost = false
  /// Nested parentheses and prefix operators around `position`.
  var depth = 0
  /// Whether mistakes are dropped, since the clause around them began with one.
  var isQuiet = false
  /// The innermost block whose `}` is indented like the `{` of a block around it.
  var suspect: Int?
  /// Where open blocks were last reported as never closed, to say so once for all of them.
  var reportedUnclosedAt: Int?

  /// Reads a whole file. Never fails: what can't be read is reported and kept in the tree.
  public static func parse(_ file: SourceFile) -> ParseResult {
    parse(file) { $0.parseFile() }
  }

  static func parse(_ file: SourceFile, _ production: (inout Parser) -> Void) -> ParseResult {
    let lexed = Lexer.tokens(of: file)
    var parser = Parser(file: file, lexed: lexed)
    production(&parser)
    let tree = SyntaxTree(file: file, tokens: parser.tokens, nodes: parser.nodes)
    return ParseResult(
      tree: tree,
      diagnostics: parser.finished(with: lexed.diagnostics)
    )
  }

  private init(file: SourceFile, lexed: Lexer.Result) {
    self.file = file
    tokens = lexed.tokens
    nodes.reserveCapacity(tokens.count)
    look()
  }

  /// Spelling mistakes and the others, by place; past the maximum only their number.
  private func finished(with spelling: [Diagnostic]) -> [Diagnostic] {
    if diagnostics.isEmpty, spelling.isEmpty { return [] }
    let all = (spelling + diagnostics).enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }.map(\.element)
    guard all.count >= Lexer.maximumDiagnostics else { return all }
    var kept = Array(all.prefix(Lexer.maximumDiagnostics))
    let place = kept.last?.span ?? Span(file: file.index, start: 0, end: 0)
    kept.append(
      Diagnostic(
        code: SyntaxCode.tooManyMistakes.rawValue,
        span: Span(file: place.file, start: place.end, end: place.end),
        message: "there are more mistakes than the \(kept.count) described",
        help: "mend these first, or check that this is a rulebook"
      )
    )
    return kept
  }

  // MARK: Looking

  /// Takes up the token at `position`.
  private mutating func look() {
    if isLost {
      kind = .endOfFile
      keyword = .other
    } else {
      let token = tokens[position]
      kind = token.kind
      keyword = token.keyword
    }
  }

  /// The kind of the token `distance` after the current one, whether the parser is lost or not.
  func kind(ahead distance: Int) -> TokenKind {
    tokens[min(position + distance, tokens.count - 1)].kind
  }

  func keyword(ahead distance: Int) -> Keyword {
    tokens[min(position + distance, tokens.count - 1)].keyword
  }

  // MARK: Moving

  mutating func advance() {
    guard !isLost, position < tokens.count - 1 else { return }
    position += 1
    look()
  }

  /// Moves to `place` and finds the way again.
  mutating func resume(at place: Int) {
    position = min(place, tokens.count - 1)
    isLost = false
    look()
  }

  mutating func loseWay() {
    isLost = true
    look()
  }

  /// Consumes the current token when it is `expected`.
  mutating func take(_ expected: TokenKind) -> Bool {
    guard kind == expected else { return false }
    advance()
    return true
  }

  mutating func take(_ expected: Keyword) -> Bool {
    guard keyword == expected else { return false }
    advance()
    return true
  }

  // MARK: Building

  /// Where a node begins: its first token and its first descendant.
  struct Mark {
    let token: Int
    let node: Int
  }

  func mark() -> Mark { Mark(token: position, node: nodes.count) }

  /// Ends the node that began at `mark` before the current token.
  mutating func finish(_ kind: SyntaxKind, _ mark: Mark) {
    nodes.append(
      SyntaxTree.Node(
        kind: kind,
        firstToken: Int32(mark.token),
        endToken: Int32(position),
        firstDescendant: Int32(mark.node)
      )
    )
  }
}
