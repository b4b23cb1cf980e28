/// Lays out the entries of one file.
///
/// The layout depends on the tokens, on the comments, on the author's empty lines and, in an
/// account, on which facts share a line; on nothing else. Work is linear in the text: each token is
/// written once, and how wide a stretch is takes one subtraction.
struct Typesetter {
  /// How many blanks a block stands in.
  static let step = 2

  let tree: SyntaxTree
  var page: PageWriter
  /// How many blanks the entries of the current block stand in.
  var margin = 0

  /// The layout of a text without mistakes.
  static func layout(of tree: SyntaxTree) -> [UInt8] {
    var typesetter = Typesetter(tree: tree, page: PageWriter(tree))
    typesetter.file()
    return typesetter.page.finish()
  }

  // MARK: The file

  mutating func file() {
    let declarations = Array(tree.root.children)
    var wasTall = false
    var isBelowHeader = false
    for group in groups(of: declarations) {
      guard let first = group.first else { continue }
      let isTall = !isFlat(first)
      let token = first.tokenRange.lowerBound
      if isTall && wasTall || isBelowHeader, !page.comments.hasBlankAnywhere(before: token) {
        page.blankLine()
      }
      let isFirst = group.startIndex == declarations.startIndex
      if first.kind == .header { header(first) } else { write(group, isFirst: isFirst) }
      wasTall = isTall
      isBelowHeader = first.kind == .header
    }
    page.indent = 0
    page.putComments(before: tree.tokens.count - 1, isFirst: declarations.isEmpty)
  }

  /// `language 1`, an empty line, and the rulebook's name.
  private mutating func header(_ node: SyntaxNode) {
    let range = node.tokenRange
    let name = range.lowerBound + min(2, range.count)
    let version = range.lowerBound..<name
    write(Row(tokens: version, pieces: [Piece(version)]), isFirst: true)
    if !page.comments.hasBlankAnywhere(before: name) { page.blankLine() }
    let title = node.child(.title)?.tokenRange ?? range.upperBound..<range.upperBound
    let parts = [name..<title.lowerBound, title, title.upperBound..<range.upperBound]
    let pieces = parts.map { Piece($0) }
    write(Row(tokens: name..<range.upperBound, pieces: pieces), isFirst: false)
  }

  // MARK: Entries that stand together

  /// Entries that stand on one line each, are of one kind, and have no empty line between them make
  /// one table; any other entry is a group of its own.
  func groups(of entries: [SyntaxNode]) -> [ArraySlice<SyntaxNode>] {
    var groups: [ArraySlice<SyntaxNode>] = []
    var start = 0
    var wasFlat = false
    for (index, entry) in entries.enumerated() {
      let isFlat = isFlat(entry)
      if index > start {
        let joins = isFlat && wasFlat && entries[start].kind == entry.kind
        if !joins || page.comments.hasBlankAnywhere(before: entry.tokenRange.lowerBound) {
          groups.append(entries[start..<index])
          start = index
        }
      }
      wasFlat = isFlat
    }
    if start < entries.count { groups.append(entries[start...]) }
    return groups
  }

  /// Writes one of `groups(of:)`.
  mutating func write(_ group: ArraySlice<SyntaxNode>, isFirst: Bool) {
    guard let first = group.first else { return }
    if isFlat(first) {
      write(table: group.map { flatRow($0) }, isFirst: isFirst)
    } else {
      write(row(first), isFirst: isFirst)
    }
  }

  /// Whether an entry stands on one line: it fits, no comment is inside, and its block, if it has
  /// one, holds at most one entry that has no block itself.
  func isFlat(_ node: SyntaxNode) -> Bool {
    let range = node.tokenRange
    guard margin + page.spacing.width(range) <= PageWriter.width, !page.comments.isInside(range)
    else { return false }
    let braces = range.filter { tree.tokens[$0].kind == .leftBrace }
    guard let opener = braces.first else { return true }
    return braces.count == 1
      && node.children.count { $0.tokenRange.lowerBound > opener } <= 1
  }

  /// An entry on one line, all of it in columns.
  private func flatRow(_ node: SyntaxNode) -> Row {
    var row = row(node)
    if let block = row.block { row.pieces.append(Piece(block.opener..<block.closer + 1)) }
    row.block = nil
    row.columns = row.pieces.count
    return row
  }
}
