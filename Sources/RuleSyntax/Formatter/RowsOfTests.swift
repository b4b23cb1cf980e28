/// The pieces of tests, and the grid of an account.
extension Typesetter {
  /// The words that begin a column in the facts of a test, by kind of fact.
  private static let turns: [SyntaxKind: [String]] = [
    .signalFact: ["sentiment", "impact", "source", "at"],
    .signalsFact: ["sentiment", "by", "times", "every", "source", "at"],
    .priceFact: ["at"],
    .catalystFact: ["at"],
  ]

  /// A dated fact of a test. A part that may be left out keeps its column.
  func fact(_ node: SyntaxNode) -> Row {
    let range = node.tokenRange
    let words = Typesetter.turns[node.kind] ?? []
    let own = node.ownTokens(.word).dropFirst()
    let starts = words.map { word in own.first { tree.isText(ofToken: $0, word) } }
    var pieces: [Piece] = []
    var end = range.upperBound
    for start in starts.reversed() {
      pieces.append(Piece((start ?? end)..<end))
      end = start ?? end
    }
    let subject = subjectEnd(of: node) ?? end
    if subject < end { pieces.append(Piece(subject..<end)) }
    pieces.append(Piece(range.lowerBound..<min(subject, end)))
    return Row(tokens: range, pieces: pieces.reversed())
  }

  /// Behind the name or symbol that a fact is about; of one of many catalysts, behind its instrument.
  private func subjectEnd(of node: SyntaxNode) -> Int? {
    let closing = node.ownTokens(.rightParenthesis).first
    return closing.map { $0 + 1 } ?? node.children.first?.tokenRange.upperBound
  }

  // MARK: Accounts

  /// The facts of an account: those that the author put on one line stay on it as long as it fits,
  /// and line up with those above and below.
  mutating func writeFacts(_ facts: [SyntaxNode]) {
    var lines = lines(of: facts)
    var rows = lines.map(gridRow)
    var columns = measured(rows)
    func isTooLong(_ index: Int) -> Bool {
      lines[index].count > 1 && width(of: rows[index], in: columns) > PageWriter.width
    }
    if lines.indices.contains(where: isTooLong) {
      lines = lines.indices.flatMap { isTooLong($0) ? lines[$0].map { [$0] } : [lines[$0]] }
      rows = lines.map(gridRow)
      columns = measured(rows)
    }
    // A symbol that was in a line that is split now may have moved the columns of another.
    if lines.indices.contains(where: isTooLong) {
      rows = facts.map { gridRow([$0]) }
      columns = measured(rows)
    }
    for (index, row) in rows.enumerated() { write(row, columns: columns, isFirst: index == 0) }
  }

  /// The facts by the author's lines; one with a comment inside stands alone.
  private func lines(of facts: [SyntaxNode]) -> [[SyntaxNode]] {
    var lines: [[SyntaxNode]] = []
    var mayJoin = false
    for fact in facts {
      let isPlain = !page.comments.isInside(fact.tokenRange)
      let trivia = tree.trivia(before: fact.tokenRange.lowerBound)
      if mayJoin, isPlain, !trivia.contains(UInt8(ascii: "\n")), !lines.isEmpty {
        lines[lines.count - 1].append(fact)
      } else {
        lines.append([fact])
      }
      mayJoin = isPlain
    }
    return lines
  }

  private func gridRow(_ facts: [SyntaxNode]) -> Row {
    let first = facts.first?.tokenRange.lowerBound ?? 0
    let last = facts.last?.tokenRange.upperBound ?? first
    var pieces: [Piece] = []
    for (index, fact) in facts.enumerated() {
      var cells = cells(of: fact)
      if index > 0 { cells[0].gap = 3 }
      pieces += cells
    }
    var row = Row(tokens: first..<last, pieces: pieces, columns: pieces.count)
    row.hangs = margin + 2 * Typesetter.step
    return row
  }

  /// A keyword, a symbol and a value, in three columns.
  private func cells(of fact: SyntaxNode) -> [Piece] {
    let range = fact.tokenRange
    let keyword = range.lowerBound + min(1, range.count)
    // Of the account itself: cash, and its own tags.
    if fact.kind == .cashFact || fact.kind == .tagFact && fact.child(.symbol) == nil {
      var value = Piece(keyword..<range.upperBound)
      value.span = 2
      return [Piece(range.lowerBound..<keyword), value]
    }
    let symbol = range.lowerBound + min(2, range.count)
    return [
      Piece(range.lowerBound..<keyword), Piece(keyword..<symbol), Piece(symbol..<range.upperBound),
    ]
  }
}
