/// The pieces of what stands in blocks.
extension Typesetter {
  /// A keyword in a column, and what it says.
  func clause(_ node: SyntaxNode) -> Row {
    let range = node.tokenRange
    switch node.kind {
    case .basketMember, .step: return share(node)
    case .signalFact, .signalsFact, .priceFact, .catalystFact: return fact(node)
    case .use, .expectation, .handStep, .splitStep, .fillStep, .applyStep, .cancelStep,
      .newsStaleFact, .portfolioFact:
      return Row(tokens: range, pieces: [Piece(range)])
    default: break
    }
    let keyword = range.lowerBound + min(1, range.count)
    let rest = keyword..<range.upperBound
    var row = Row(
      tokens: range,
      pieces: [Piece(range.lowerBound..<keyword)] + pieces(of: node, rest),
      columns: 1
    )
    if node.kind == .buildAction { row.block = steps(of: node) }
    return row
  }

  /// What follows the keyword of a clause.
  private func pieces(of node: SyntaxNode, _ rest: Range<Int>) -> [Piece] {
    let children = Array(node.children)
    switch node.kind {
    case .whenClause, .untilClause, .exitClause, .freezeAction, .reviewAction:
      return [Piece(rest, breaking: children)]
    case .mentions, .themes, .official: return [Piece(rest, listing: children)]
    case .symbols, .outcomes: return [Piece(rest, listing: children, isFilled: true)]
    case .evidence: return evidence(children, rest)
    case .buildAction, .holdAction, .trimAction, .hedgeAction:
      return action(node, children, rest)
    default: return [Piece(rest)]
    }
  }

  private func evidence(_ children: [SyntaxNode], _ rest: Range<Int>) -> [Piece] {
    let phrases = children.filter { $0.kind != .stringItem }
    let exceptions = children.filter { $0.kind == .stringItem }
    guard let last = phrases.last, !exceptions.isEmpty else {
      return [Piece(rest, listing: children)]
    }
    let unless = last.tokenRange.upperBound
    return [
      Piece(rest.lowerBound..<unless, listing: phrases),
      Piece(unless..<rest.upperBound, listing: exceptions),
    ]
  }

  // MARK: Actions

  /// The words of an action that may begin a line, beside its keyword.
  private static let turns: [String] = ["to", "at", "by", "with", "within", "in"]

  /// The set, and what is to be done with it: `40% of chips`, `by beta otherwise by value`,
  /// `with PSQ`.
  private func action(
    _ node: SyntaxNode,
    _ children: [SyntaxNode],
    _ rest: Range<Int>
  ) -> [Piece] {
    let end = node.ownTokens(.leftBrace).first ?? rest.upperBound
    var starts = [rest.lowerBound]
    let target = children.first?.tokenRange.upperBound ?? rest.lowerBound
    for token in node.ownTokens(.word) where token >= target && token < end {
      let isTurn = Typesetter.turns.contains { tree.isText(ofToken: token, $0) }
      // `otherwise by value` goes on with the `by` before it.
      if isTurn, !tree.isText(ofToken: token - 1, "otherwise") { starts.append(token) }
    }
    let sets = children.prefix(1).flatMap { $0.kind == .target ? Array($0.children) : [$0] }
    return starts.enumerated().map { index, start in
      let stop = index + 1 < starts.count ? starts[index + 1] : end
      return index == 0 ? Piece(start..<stop, breaking: sets) : Piece(start..<stop)
    }
  }

  private func steps(of node: SyntaxNode) -> Block? {
    guard let opener = node.ownTokens(.leftBrace).first else { return nil }
    return Block(
      opener: opener,
      closer: node.tokenRange.upperBound - 1,
      entries: node.children(.step),
      kind: .clauses(least: 0)
    )
  }

  // MARK: Shares

  /// A member of a basket or a step: its name, its share, and what unlocks it.
  private func share(_ node: SyntaxNode) -> Row {
    let range = node.tokenRange
    let name = range.lowerBound + min(1, range.count)
    let share = range.lowerBound + min(2, range.count)
    var pieces = [Piece(range.lowerBound..<name), Piece(name..<share)]
    pieces[1].isRight = true
    if let gate = node.child(.gate) { pieces += self.gate(gate) }
    return Row(tokens: range, pieces: pieces, columns: 2)
  }

  private func gate(_ gate: SyntaxNode) -> [Piece] {
    let range = gate.tokenRange
    let children = Array(gate.children)
    guard let condition = children.first, condition.kind != .delay else {
      var piece = Piece(range)
      piece.gap = 2
      return [piece]
    }
    let delay = gate.child(.delay)?.tokenRange.lowerBound ?? range.upperBound
    var once = Piece(range.lowerBound..<delay, breaking: [condition])
    once.gap = 2
    return delay < range.upperBound ? [once, Piece(delay..<range.upperBound)] : [once]
  }
}
