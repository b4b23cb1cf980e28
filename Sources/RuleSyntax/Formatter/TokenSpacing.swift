/// How wide tokens are, and which have a blank before them on a line.
struct TokenSpacing {
  /// Whether a blank stands before each token when another is on its line.
  private(set) var hasBlank: [Bool]
  /// The width, blanks included, of all tokens before each one, as if on one endless line.
  private var offsets: [Int] = [0]

  init(of tree: SyntaxTree) {
    hasBlank = Array(repeating: true, count: tree.tokens.count)
    for token in tree.tokens.indices { byPunctuation(token, tree) }
    for index in tree.nodes.indices { byProduction(SyntaxNode(tree: tree, index: index)) }
    offsets.reserveCapacity(tree.tokens.count + 1)
    var offset = 0
    for (token, place) in tree.tokens.enumerated() {
      offset += (hasBlank[token] ? 1 : 0) + TokenSpacing.width(place, in: tree.file.bytes)
      offsets.append(offset)
    }
  }

  /// The columns that tokens take on one line, without a blank before the first.
  func width(_ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    let blank = hasBlank[range.lowerBound] ? 1 : 0
    return offsets[range.upperBound] - offsets[range.lowerBound] - blank
  }

  /// The columns of a token on a terminal.
  private static func width(_ token: Token, in bytes: [UInt8]) -> Int {
    let end = min(Int(token.end), bytes.count)
    var place = min(Int(token.start), end)
    var width = 0
    while place < end {
      if bytes[place] < 0x80 {
        width += 1
        place += 1
      } else if let (scalar, length) = UTF8Decoding.scalar(bytes, at: place) {
        width += DisplayText.width(scalar)
        place += length
      } else {
        width += 1
        place += 1
      }
    }
    return width
  }

  private mutating func byPunctuation(_ token: Int, _ tree: SyntaxTree) {
    switch tree.tokens[token].kind {
    case .comma, .colon, .rightParenthesis: hasBlank[token] = false
    default: break
    }
    guard token > 0 else { return }
    switch (tree.tokens[token - 1].kind, tree.tokens[token].kind) {
    case (.leftParenthesis, _), (.leftBrace, .rightBrace): hasBlank[token] = false
    default: break
    }
  }

  /// What the kind of token does not tell: the `(` of a call, the value of a tag, a sign.
  private mutating func byProduction(_ node: SyntaxNode) {
    let first = node.tokenRange.lowerBound
    switch node.kind {
    case .call, .known: join(first + 1, .leftParenthesis, node)
    case .catalystFact: join(first + 2, .leftParenthesis, node)
    case .tag: join(behind: .colon, first + 2, node)
    case .tagFact: join(behind: .colon, node)
    case .negation, .limitBound: join(behind: .minus, first, node)
    case .cashFact, .holdsFact, .instrumentFact, .signalFact, .signalsFact:
      join(behind: .minus, node)
    default: break
    }
  }

  private mutating func join(_ token: Int, _ kind: TokenKind, _ node: SyntaxNode) {
    guard node.tokenRange.contains(token), node.tree.tokens[token].kind == kind else { return }
    hasBlank[token] = false
  }

  private mutating func join(behind kind: TokenKind, _ token: Int, _ node: SyntaxNode) {
    guard node.tokenRange.contains(token + 1), node.tree.tokens[token].kind == kind else { return }
    hasBlank[token + 1] = false
  }

  private mutating func join(behind kind: TokenKind, _ node: SyntaxNode) {
    for token in node.tokenRange { join(behind: kind, token, node) }
  }
}
