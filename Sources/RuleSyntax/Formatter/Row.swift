/// One entry of a file or a block, cut into the pieces that its layout knows.
struct Row {
  /// All tokens of the entry, those of its block included.
  let tokens: Range<Int>
  /// In order; together all tokens before the block.
  var pieces: [Piece]
  /// How many of the pieces are columns: they line up with those of the entries around them. The
  /// others follow as they fit.
  var columns = 0
  var block: Block?
  /// How far in the other pieces stand when they begin a line; behind the columns if not set.
  var hangs: Int?

  /// Whether one of the pieces behind the one at `index` holds anything.
  func hasPieces(after index: Int) -> Bool {
    pieces.dropFirst(index + 1).contains { !$0.tokens.isEmpty }
  }

  /// Whether anything of the entry stands behind the piece at `index`.
  func hasMore(after index: Int) -> Bool { block != nil || hasPieces(after: index) }
}

/// What stands between braces behind an entry's head.
struct Block {
  let opener: Int
  let closer: Int
  let entries: [SyntaxNode]
  let kind: Kind

  /// How its entries line up.
  enum Kind {
    /// All in the same columns, the first of which has at least so many.
    case clauses(least: Int)
    /// Those of one kind that follow one another: the entries of a test.
    case story
    /// As a grid: the facts of an account.
    case facts
  }
}

/// A stretch of an entry that stays on one line where it fits.
struct Piece {
  let tokens: Range<Int>
  var parts: [Part]
  var isRight = false
  /// How many columns it stands in.
  var span = 1
  /// Blanks before it, in a column.
  var gap = 1
  /// Whether it begins a line of its own when the entry has more than one.
  var opensLine = false

  init(_ tokens: Range<Int>) {
    self.tokens = tokens
    parts = [.tokens(tokens)]
  }

  /// A piece of `tokens`, in which `nodes` can be broken.
  init(_ tokens: Range<Int>, breaking nodes: [SyntaxNode]) {
    self.tokens = tokens
    parts = []
    var next = tokens.lowerBound
    for node in nodes {
      let range = node.tokenRange
      if next < range.lowerBound { parts.append(.tokens(next..<range.lowerBound)) }
      parts.append(.expression(node))
      next = range.upperBound
    }
    if next < tokens.upperBound { parts.append(.tokens(next..<tokens.upperBound)) }
  }

  /// A piece that ends in a list, with `tokens` before the first item.
  init(_ tokens: Range<Int>, listing items: [SyntaxNode], isFilled: Bool = false) {
    self.tokens = tokens
    let first = items.first?.tokenRange.lowerBound ?? tokens.upperBound
    parts = tokens.lowerBound < first ? [.tokens(tokens.lowerBound..<first)] : []
    parts.append(.list(items, isFilled: isFilled))
  }
}

/// What a piece is made of.
enum Part {
  case tokens(Range<Int>)
  /// An expression or a set.
  case expression(SyntaxNode)
  /// Items with commas between them. When they need more than one line, a filled list has as many
  /// on each as fit; any other has one.
  case list([SyntaxNode], isFilled: Bool)
}
