/// Where the comments of a text stand, token by token.
///
/// A comment on the line of the token before it is *trailing*: it says something of that line. Any
/// other is *leading*: it says something of the token after it.
struct CommentPlaces {
  struct Comment {
    /// The bytes of the comment, without blanks at its end.
    let bytes: Range<Int>
    /// Whether the author left an empty line before it.
    var hasBlankBefore: Bool
  }

  private struct Slot {
    var leading: [Comment] = []
    var hasBlankBefore = false
    var trailing: Comment?
  }

  private let tree: SyntaxTree
  private var slots: [Slot] = []
  /// For each token its slot; -1 for most, which have no comment beside them.
  private var slotOf: [Int32]
  /// How many tokens before each have leading comments, and how many have a trailing one.
  private var leadingCounts: [Int32] = [0]
  private var trailingCounts: [Int32] = [0]

  init(of tree: SyntaxTree) {
    self.tree = tree
    slotOf = Array(repeating: -1, count: tree.tokens.count)
    for token in tree.tokens.indices { readGap(before: token) }
    if !slots.isEmpty { settle() }
    count()
  }

  // MARK: Asking

  func leading(_ token: Int) -> [Comment] {
    slotOf[token] < 0 ? [] : slots[Int(slotOf[token])].leading
  }

  func hasLeading(_ token: Int) -> Bool {
    slotOf[token] >= 0 && !slots[Int(slotOf[token])].leading.isEmpty
  }

  func trailing(_ token: Int) -> Comment? {
    slotOf[token] < 0 ? nil : slots[Int(slotOf[token])].trailing
  }

  /// Whether the author left an empty line directly before the token.
  func hasBlank(before token: Int) -> Bool {
    if slotOf[token] >= 0, !slots[Int(slotOf[token])].leading.isEmpty {
      return slots[Int(slotOf[token])].hasBlankBefore
    }
    let trivia = tree.trivia(before: token)
    return trivia.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) } > 1
  }

  /// Whether an empty line stands anywhere between the token and the one before it.
  func hasBlankAnywhere(before token: Int) -> Bool {
    hasBlank(before: token) || leading(token).contains(where: \.hasBlankBefore)
  }

  /// Whether a comment stands between two of the tokens of `range`.
  func isInside(_ range: Range<Int>) -> Bool {
    guard range.count > 1 else { return false }
    let last = range.upperBound - 1
    return leadingCounts[range.upperBound] > leadingCounts[range.lowerBound + 1]
      || trailingCounts[last] > trailingCounts[range.lowerBound]
  }

  // MARK: Reading

  /// Sorts the comments between the token and the one before it.
  private mutating func readGap(before token: Int) {
    let gap = tree.trivia(before: token)
    guard gap.count > 1, gap.contains(UInt8(ascii: "/")) else { return }
    var newlines = token == 0 ? 1 : 0
    var isFirst = true
    var place = gap.startIndex
    while place < gap.endIndex {
      if gap[place] == UInt8(ascii: "/") {
        let end = gap[place...].firstIndex(of: UInt8(ascii: "\n")) ?? gap.endIndex
        let comment = Comment(
          bytes: place..<CommentPlaces.trimmedEnd(gap[place..<end]),
          hasBlankBefore: newlines > 1
        )
        if isFirst, newlines == 0 {
          withSlot(token - 1) { $0.trailing = comment }
        } else {
          withSlot(token) { $0.leading.append(comment) }
        }
        isFirst = false
        newlines = 0
        place = end
      } else {
        if gap[place] == UInt8(ascii: "\n") { newlines += 1 }
        place += 1
      }
    }
    withSlot(token) { $0.hasBlankBefore = newlines > 1 }
  }

  /// The end of a comment's text; blanks behind it, the `\r` of a line end included, are no text.
  static func trimmedEnd(_ comment: ArraySlice<UInt8>) -> Int {
    var end = comment.endIndex
    while end > comment.startIndex {
      let byte = comment[end - 1]
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      else { break }
      end -= 1
    }
    return end
  }

  private mutating func withSlot(_ token: Int, _ change: (inout Slot) -> Void) {
    if slotOf[token] < 0 {
      slotOf[token] = Int32(slots.count)
      slots.append(Slot())
    }
    change(&slots[Int(slotOf[token])])
  }

  private mutating func count() {
    leadingCounts.reserveCapacity(slotOf.count + 1)
    trailingCounts.reserveCapacity(slotOf.count + 1)
    for token in slotOf.indices {
      leadingCounts.append((leadingCounts.last ?? 0) + (hasLeading(token) ? 1 : 0))
      trailingCounts.append((trailingCounts.last ?? 0) + (trailing(token) == nil ? 0 : 1))
    }
  }
}

// MARK: Comments beside punctuation

extension CommentPlaces {
  /// Moves comments past punctuation that the layout puts on the line before or after them, so that
  /// no line begins with `,`, `)` or `{` because of a comment. Their order never changes.
  private mutating func settle() {
    for token in tree.tokens.indices where tree.tokens[token].kind == .leftBrace {
      if hasLeading(token) { takeLeading(ofBrace: token) }
    }
    var token = 0
    while token < tree.tokens.count {
      var end = token
      while end < tree.tokens.count, isClosing(end), end == token || !hasLeading(end) { end += 1 }
      if end > token { pack(hasLeading(token) ? token : max(0, token - 1), end - 1) }
      token = max(end, token + 1)
    }
    for token in operators { giveTrailing(ofOperator: token) }
  }

  /// Whether the token stands on the line of the one before it.
  private func isClosing(_ token: Int) -> Bool {
    switch tree.tokens[token].kind {
    case .comma, .rightParenthesis, .leftBrace: true
    default: false
    }
  }

  /// `"a" // why` and then `,` on the next line: the comment ends the line of both. Several comments
  /// stand as far behind as they can; behind a `{` one has room, and the others go inside.
  private mutating func pack(_ first: Int, _ last: Int) {
    var found: [Comment] = []
    for token in first...last {
      guard let comment = trailing(token) else { continue }
      found.append(comment)
      withSlot(token) { $0.trailing = nil }
    }
    guard !found.isEmpty else { return }
    if tree.tokens[last].kind == .leftBrace, last + 1 < slotOf.count {
      let kept = found.removeFirst()
      withSlot(last) { $0.trailing = kept }
      putBefore(last + 1, found)
    } else {
      for (offset, comment) in found.reversed().enumerated() {
        withSlot(last - offset) { $0.trailing = comment }
      }
    }
  }

  /// The operators between two operands.
  private var operators: [Int] {
    var operators: [Int] = []
    for (index, node) in tree.nodes.enumerated() where index > 0 {
      switch node.kind {
      case .orExpression, .andExpression, .comparison, .sumExpression, .productExpression,
        .otherwiseExpression, .setExcept:
        // In post-order the right operand stands before the whole.
        operators.append(Int(tree.nodes[index - 1].firstToken) - 1)
      default: break
      }
    }
    return operators
  }

  /// Comments on lines of their own before a `{` become the first lines inside.
  private mutating func takeLeading(ofBrace token: Int) {
    guard token + 1 < slotOf.count else { return }
    var moved = leading(token)
    if let comment = trailing(token) { moved.append(comment) }
    withSlot(token) {
      $0.leading = []
      $0.trailing = nil
    }
    putBefore(token + 1, moved)
  }

  /// Makes `moved` the first comments before a token.
  private mutating func putBefore(_ token: Int, _ moved: [Comment]) {
    guard !moved.isEmpty else { return }
    let hasBlank = hasBlank(before: token)
    withSlot(token) {
      $0.hasBlankBefore = hasBlank
      $0.leading = moved + $0.leading
    }
  }

  /// `a and // why`: lines are broken before an operator, so the comment ends the line of `a`.
  private mutating func giveTrailing(ofOperator token: Int) {
    guard token > 0, let comment = trailing(token), !hasLeading(token), trailing(token - 1) == nil
    else { return }
    withSlot(token) { $0.trailing = nil }
    withSlot(token - 1) { $0.trailing = comment }
  }
}
