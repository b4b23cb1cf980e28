/// How one entry is written, and a table of them.
extension Typesetter {
  /// Entries that stand on one line each, in columns unless one of them would then be too long.
  mutating func write(table rows: [Row], isFirst: Bool) {
    let columns = measured(rows)
    let fits = rows.allSatisfy { width(of: $0, in: columns) <= PageWriter.width }
    for (index, row) in rows.enumerated() {
      write(row, columns: fits ? columns : nil, isFirst: isFirst && index == 0)
    }
  }

  mutating func measured(_ rows: [Row], minimum: Int = 0) -> Columns {
    page.steps += rows.reduce(0) { $0 + $1.pieces.count }
    return Columns(of: rows, on: page, margin: margin, minimum: minimum)
  }

  /// The last column of a row whose pieces all stand in columns.
  func width(of row: Row, in columns: Columns) -> Int {
    var column = 0
    var end = 0
    for piece in row.pieces.prefix(row.columns) {
      if !piece.tokens.isEmpty {
        let width = page.spacing.width(piece.tokens)
        end = start(of: piece, in: columns, column) + width
      }
      column += piece.span
    }
    return end
  }

  /// Writes an entry. Without `columns` it is written as if on one line, and broken where it must be.
  mutating func write(_ row: Row, columns: Columns? = nil, isFirst: Bool) {
    page.depth = margin
    page.indent = margin
    page.open(row.tokens.lowerBound, isFirst: isFirst)
    let base = row.hangs ?? columns?.end ?? margin + 2 * Typesetter.step
    page.indent = base
    let aligned = columns == nil ? 0 : row.columns
    var column = 0
    var wasBroken = false
    for (index, piece) in row.pieces.enumerated() where !piece.tokens.isEmpty || index < aligned {
      if index < aligned, let columns {
        if !piece.tokens.isEmpty { page.align(to: start(of: piece, in: columns, column)) }
        column += piece.span
      } else if index == aligned, aligned > 0 {
        page.align(to: columns?.end ?? 0)
      } else if index > 0 {
        let room = row.block != nil && !row.hasPieces(after: index) ? 2 : 0
        if wasBroken || !fits(piece, room) { page.endLine() }
      }
      let isLast = !row.hasPieces(after: index)
      let line = page.lineNumber
      write(piece, trailing: isLast && row.block != nil ? 2 : 0)
      wasBroken = page.lineNumber > line && !page.isAtLineStart
    }
    if let block = row.block { write(block) }
  }

  private func start(of piece: Piece, in columns: Columns, _ column: Int) -> Int {
    guard columns.starts.indices.contains(column) else { return 0 }
    let free = columns.widths[column] - page.spacing.width(piece.tokens)
    return columns.starts[column] + (piece.isRight ? max(0, free) : 0)
  }

  /// Whether a piece may stand on the line of the one before it.
  private func fits(_ piece: Piece, _ room: Int) -> Bool {
    let end = page.column(of: piece.tokens.lowerBound) + page.spacing.width(piece.tokens)
    return !piece.opensLine && end + room <= PageWriter.width
  }

  private mutating func write(_ piece: Piece, trailing: Int) {
    for (index, part) in piece.parts.enumerated() {
      let room = index == piece.parts.count - 1 ? trailing : behind(part, in: piece) + trailing
      switch part {
      case .tokens(let range): page.put(range)
      case .expression(let node): expression(node, trailing: room)
      case .list(let items, let isFilled): list(items, isFilled: isFilled, trailing: room)
      }
    }
  }

  /// The columns of what stands behind a part of a piece, as far as it can't be broken.
  private func behind(_ part: Part, in piece: Piece) -> Int {
    guard case .expression(let node) = part else { return 0 }
    let rest = node.tokenRange.upperBound..<piece.tokens.upperBound
    return rest.isEmpty ? 0 : page.spacing.width(rest) + 1
  }

  // MARK: Blocks

  private mutating func write(_ block: Block) {
    page.indent = margin
    page.put(block.opener)
    if block.entries.isEmpty, !page.comments.hasLeading(block.closer), !page.isAtLineStart {
      return page.put(block.closer)
    }
    margin += Typesetter.step
    write(entries: block.entries, kind: block.kind)
    page.depth = margin
    page.indent = margin
    page.putComments(before: block.closer, isFirst: block.entries.isEmpty)
    margin -= Typesetter.step
    page.endLine()
    page.depth = margin
    page.indent = margin
    page.put(block.closer)
  }

  private mutating func write(entries: [SyntaxNode], kind: Block.Kind) {
    switch kind {
    case .story:
      for group in groups(of: entries) { write(group, isFirst: group.startIndex == 0) }
    case .facts: writeFacts(entries)
    case .clauses(let least):
      let rows = entries.map { row($0) }
      let columns = measured(rows, minimum: least)
      for (index, row) in rows.enumerated() { write(row, columns: columns, isFirst: index == 0) }
    }
  }
}
