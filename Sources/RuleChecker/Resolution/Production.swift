internal import RuleSyntax

/// A node as the checker reads it: by its children and by the tokens that are its own.
struct Production {
  let node: SyntaxNode

  init(_ node: SyntaxNode) { self.node = node }

  var tree: SyntaxTree { node.tree }
  var span: Span { node.span }
  var children: SyntaxChildren { node.children }
  /// Indices of tokens that belong to no child.
  var own: OwnTokens { node.ownTokens }

  func child(_ kind: SyntaxKind) -> SyntaxNode? { node.child(kind) }

  /// The first child that can be an operand or a set.
  var firstOperand: SyntaxNode? { node.firstOperand }

  func kind(of token: Int) -> TokenKind { tree.kind(ofToken: token) }
  func text(of token: Int) -> String { tree.text(ofToken: token) }
  func span(of token: Int) -> Span { tree.span(ofToken: token) }

  func isWord(_ token: Int, _ word: String) -> Bool {
    tree.kind(ofToken: token) == .word && tree.isText(ofToken: token, word)
  }

  /// Whether one of the own tokens is the word `word`.
  func has(_ word: String) -> Bool { node.has(word) }

  /// The first own token of `kind`.
  func first(_ kind: TokenKind) -> Int? { own.first { self.kind(of: $0) == kind } }

  /// The own token right after the first word `word`.
  func token(after word: String) -> Int? {
    var isNext = false
    for token in own {
      if isNext { return token }
      isNext = isWord(token, word)
    }
    return nil
  }

  /// The own tokens on both sides of the first colon: dimension and value of a tag.
  var aroundColon: (before: Int, behind: Int?)? {
    var before: Int?
    var tokens = own.makeIterator()
    while let token = tokens.next() {
      if kind(of: token) == .colon { return before.map { ($0, tokens.next()) } }
      before = token
    }
    return nil
  }

  /// Own words, in order.
  var words: [Int] { own.filter { kind(of: $0) == .word } }
}

extension SyntaxNode {
  /// The first child that can be an operand or a set.
  var firstOperand: SyntaxNode? { children.first { $0.kind.isOperand } }

  /// The word of a `name`, the text of a `title`, `phrase`, `stringItem` or `symbol`; nothing where
  /// the token is missing.
  var plainText: String? {
    guard let token = tokenRange.first(where: { tree.kind(ofToken: $0) != .unknown }) else {
      return nil
    }
    switch tree.kind(ofToken: token) {
    case .string, .word, .capitals: return tree.unquotedText(ofToken: token)
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
