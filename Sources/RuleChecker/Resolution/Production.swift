internal import RuleSyntax

/// A node read once: its child nodes and the tokens that are its own.
struct Production {
  let node: SyntaxNode
  let children: [SyntaxNode]
  /// Indices of tokens that belong to no child.
  let own: [Int]

  init(_ node: SyntaxNode) {
    self.node = node
    let children = node.children
    self.children = children
    var own: [Int] = []
    let range = node.tokenRange
    var next = range.lowerBound
    for child in children {
      let inner = child.tokenRange
      if next < inner.lowerBound { own.append(contentsOf: next..<inner.lowerBound) }
      next = max(next, inner.upperBound)
    }
    if next < range.upperBound { own.append(contentsOf: next..<range.upperBound) }
    self.own = own
  }

  var tree: SyntaxTree { node.tree }
  var span: Span { node.span }

  func child(_ kind: SyntaxKind) -> SyntaxNode? { children.first { $0.kind == kind } }

  /// The first child that can be an operand or a set.
  var firstOperand: SyntaxNode? { children.first { $0.kind.isOperand } }

  func kind(of token: Int) -> TokenKind { tree.tokens[token].kind }
  func text(of token: Int) -> String { tree.text(ofToken: token) }
  func span(of token: Int) -> Span { tree.span(ofToken: token) }

  func isWord(_ token: Int, _ word: String) -> Bool {
    tree.tokens[token].kind == .word && tree.isSpelled(token, word)
  }

  /// Whether one of the own tokens is the word `word`.
  func has(_ word: String) -> Bool { own.contains { isWord($0, word) } }

  /// The first own token of `kind`.
  func first(_ kind: TokenKind) -> Int? { own.first { self.kind(of: $0) == kind } }

  /// The own token right after the first word `word`.
  func token(after word: String) -> Int? {
    guard let place = own.firstIndex(where: { isWord($0, word) }) else { return nil }
    let next = place + 1
    return own.indices.contains(next) ? own[next] : nil
  }

  /// Own words, in order.
  var words: [Int] { own.filter { kind(of: $0) == .word } }
}

extension SyntaxTree {
  /// Whether the token is spelled exactly so, without making a string of it.
  func isSpelled(_ token: Int, _ text: String) -> Bool {
    let start = Int(tokens[token].start)
    let end = Int(tokens[token].end)
    guard start >= 0, start <= end, end <= file.bytes.count, end - start == text.utf8.count else {
      return false
    }
    var place = start
    for byte in text.utf8 {
      if file.bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// A string token without its quotes.
  func string(_ token: Int) -> String {
    let start = Int(tokens[token].start) + 1
    var end = Int(tokens[token].end)
    guard start <= end, end <= file.bytes.count else { return "" }
    if end > start, file.bytes[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    return String(decoding: file.bytes[start..<end], as: UTF8.self)
  }
}

extension SyntaxNode {
  /// The word of a `name`, the text of a `title`, `phrase`, `stringItem` or `symbol`; nothing where
  /// the token is missing.
  var plainText: String? {
    let range = tokenRange
    guard let token = range.first(where: { tree.tokens[$0].kind != .unknown }) else { return nil }
    switch tree.tokens[token].kind {
    case .string: return tree.string(token)
    case .word, .capitals: return tree.text(ofToken: token)
    default: return nil
    }
  }
}

extension SyntaxKind {
  /// Whether a node of this kind is an expression.
  var isExpression: Bool {
    switch self {
    case .orExpression, .andExpression, .notExpression, .comparison, .sumExpression,
      .productExpression, .negation, .otherwiseExpression, .parenthesized, .literal, .money,
      .symbolExpression, .nameExpression, .call, .predicated, .known, .quantifier, .missing:
      true
    default: false
    }
  }

  /// Whether a node of this kind is a set.
  var isSet: Bool {
    switch self {
    case .setExcept, .setHeld, .setSymbol, .setName, .setTag, .setAll, .setParenthesized: true
    default: false
    }
  }

  var isOperand: Bool { isExpression || isSet }
}
