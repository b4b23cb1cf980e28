/// How expressions, sets and lists that don't fit on one line are broken.
///
/// `base` is the column that the lines after the first hang from.
extension Typesetter {
  /// Writes an expression or a set from the current place, with `trailing` columns left after it.
  mutating func expression(_ node: SyntaxNode, trailing: Int) {
    let base = page.column(of: node.tokenRange.lowerBound)
    place(node, base: base, trailing: trailing)
  }

  private mutating func place(_ node: SyntaxNode, base: Int, trailing: Int) {
    page.steps += 1
    if page.fits(node.tokenRange, trailing: trailing) { return page.put(node.tokenRange) }
    page.arrive(at: node.tokenRange.lowerBound)
    let outer = page.indent
    defer { page.indent = outer }
    page.indent = base + 2
    switch node.kind {
    case .orExpression, .andExpression: logic(node, base: base, trailing: trailing)
    case _ where isChain(node): chain(node, base: base, trailing: trailing)
    case .parenthesized, .setParenthesized, .call, .known, .quantifier:
      enclosed(node, trailing: trailing)
    default: parts(node, base: base + 2, trailing: trailing)
    }
  }

  // MARK: Operators

  /// Each operand of `and` or `or` on a line of its own, the operator first.
  private mutating func logic(_ node: SyntaxNode, base: Int, trailing: Int) {
    let operands = operands(of: node)
    page.steps += operands.count
    for (index, operand) in operands.enumerated() {
      if index > 0 {
        page.endLine()
        page.indent = base
        page.put(operand.tokenRange.lowerBound - 1)
      }
      page.indent = base + 2
      place(operand, base: base + 2, trailing: index == operands.count - 1 ? trailing : 0)
    }
  }

  /// Other operators begin a line when that is enough for every operand to fit. Else they do where
  /// the next operand does not fit behind them, or the one before was broken at its own operators.
  private mutating func chain(_ node: SyntaxNode, base: Int, trailing: Int) {
    let operands = operands(of: node)
    page.steps += operands.count
    let isEnough = operands.enumerated().allSatisfy { index, operand in
      let first = operand.tokenRange.lowerBound - (index > 0 ? 1 : 0)
      let whole = first..<operand.tokenRange.upperBound
      let room = index == operands.count - 1 ? trailing : 0
      return !page.comments.isInside(operand.tokenRange)
        && base + (index > 0 ? 2 : 0) + page.spacing.width(whole) + room <= PageWriter.width
    }
    var wasBroken = false
    for (index, operand) in operands.enumerated() {
      let room = index == operands.count - 1 ? trailing : 0
      if index > 0 {
        let sign = operand.tokenRange.lowerBound - 1
        let fits = page.fits(sign..<operand.tokenRange.upperBound, trailing: room)
        if isEnough || wasBroken || !fits { page.endLine() }
        page.indent = base + 2
        page.put(sign)
      }
      let line = page.lineNumber
      place(operand, base: base + 2, trailing: room)
      wasBroken = page.lineNumber > line && isChain(operand)
    }
  }

  private func isChain(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .comparison, .sumExpression, .productExpression, .otherwiseExpression, .setExcept: true
    default: false
    }
  }

  /// The operands of a chain of one operator: `a or b or c` has three.
  private func operands(of node: SyntaxNode) -> [SyntaxNode] {
    var found: [SyntaxNode] = []
    var next = node
    while next.kind == node.kind, case let sides = Array(next.children),
      let left = sides.first, let right = sides.last
    {
      found.append(right)
      next = left
    }
    found.append(next)
    return found.reversed()
  }

  // MARK: Parentheses

  /// What stands in parentheses hangs from its own first column.
  private mutating func enclosed(_ node: SyntaxNode, trailing: Int) {
    let children = node.children.filter { $0.kind != .predicate }
    let range = node.tokenRange
    guard let first = children.first, let last = children.last else { return page.put(range) }
    let end = last.tokenRange.upperBound
    page.put(range.lowerBound..<first.tokenRange.lowerBound)
    let behind = page.spacing.width(end..<range.upperBound)
    list(children, isFilled: false, trailing: behind + trailing)
    page.put(end..<range.upperBound)
  }

  /// Items with commas between them, under one another.
  mutating func list(_ items: [SyntaxNode], isFilled: Bool, trailing: Int) {
    guard let first = items.first, let last = items.last else { return }
    let whole = first.tokenRange.lowerBound..<last.tokenRange.upperBound
    if page.fits(whole, trailing: trailing) { return page.put(whole) }
    let outer = page.indent
    defer { page.indent = outer }
    let base = page.column(of: whole.lowerBound)
    page.indent = base
    for (index, item) in items.enumerated() {
      let isLast = index == items.count - 1
      let room = isLast ? trailing : 1
      if index > 0, !isFilled || !page.fits(item.tokenRange, trailing: room) { page.endLine() }
      place(item, base: base, trailing: room)
      if !isLast { page.put(item.tokenRange.upperBound) }
    }
  }

  // MARK: Everything else

  /// A prefix, a label or a predicate around what can be broken.
  private mutating func parts(_ node: SyntaxNode, base: Int, trailing: Int) {
    let range = node.tokenRange
    var next = range.lowerBound
    for child in node.children {
      let inner = child.tokenRange
      page.put(next..<max(next, inner.lowerBound))
      let behind = page.spacing.width(inner.upperBound..<range.upperBound)
      place(child, base: base, trailing: trailing + behind + (behind > 0 ? 1 : 0))
      next = inner.upperBound
    }
    page.put(next..<max(next, range.upperBound))
  }
}
