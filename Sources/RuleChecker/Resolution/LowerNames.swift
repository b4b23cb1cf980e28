internal import RuleSyntax

extension Lowering {
  /// Fills the one namespace of topics, catalysts, baskets, lets and rules.
  mutating func declareNames() {
    declare(declarations.topics, as: .topic)
    declare(declarations.catalysts, as: .catalyst)
    declare(declarations.baskets, as: .basket)
    declare(declarations.lets, as: .let)
    declare(declarations.rules, as: .rule)
  }

  private mutating func declare(_ list: [Declarations.Named], as kind: NameKind) {
    for (index, item) in list.enumerated() {
      guard let first = names[item.name] else {
        names.declare(item.name, .init(kind: kind, index: index, span: item.nameSpan))
        continue
      }
      if kind == .rule, first.kind == .rule, list[first.index].node.hasSameTokens(as: item.node) {
        continue
      }
      reportDuplicate(item.name, item.nameSpan, first.span, first.kind.described)
    }
  }

  /// The later of the two places is the mistake, the earlier one its note.
  private mutating func reportDuplicate(
    _ name: String,
    _ one: Span,
    _ two: Span,
    _ kind: String
  ) {
    let isLater = order.isOrdered(two, one)
    report(.duplicateName(name, at: isLater ? one : two, first: isLater ? two : one, kind: kind))
  }

  mutating func lowerDimensions() {
    for item in declarations.dimensions {
      if let first = dimensions[item.name] {
        reportDuplicate(item.name, item.nameSpan, first, "a dimension")
        continue
      }
      dimensions[item.name] = item.nameSpan
      draft.dimensions.append(
        DimensionDeclaration(
          name: item.name,
          title: item.node.child(.title)?.plainText,
          span: item.node.span
        )
      )
    }
  }

  /// Reports a name that is declared nowhere, unless a broken stretch may have declared it.
  mutating func reportUnknown(
    _ name: String,
    at span: Span,
    wanted: String,
    declareAs form: String?,
    among candidates: [String]
  ) {
    guard !faults.suspects.contains(name) else {
      markBroken(span)
      return
    }
    if let function = Functions.named(name), wanted != "function" {
      report(.figureIsNo(function, at: span, wanted: wanted))
      return
    }
    var nearest: String?
    if nearestNamesLeft > 0 {
      nearestNamesLeft -= 1
      let allowed = max(1, name.utf8.count / 3)
      let near = candidates.filter { abs($0.utf8.count - name.utf8.count) <= allowed }
      nearest = NearestMatch.of(name, in: near.sorted())
    }
    report(
      .unknownName(
        name,
        at: span,
        wanted: wanted,
        declareAs: form,
        nearest: nearest,
        declared: nearest.flatMap { names[$0]?.span ?? dimensions[$0] }
      )
    )
  }

  /// All declared names of these kinds, and the scope's own.
  func candidates(_ kinds: [NameKind], _ scope: Scope) -> [String] {
    var found = names.entries.filter { kinds.contains($0.value.kind) }.map(\.key)
    if let member = scope.member { found.append(member) }
    return found
  }

  /// `tag dimension:value`, its dimension declared.
  mutating func lowerTag(_ node: SyntaxNode) -> TagReference? {
    let part = Production(node)
    guard case (let name, let token?)? = part.aroundColon else { return broken(part.span) }
    let value = part.tree.unquotedText(ofToken: token)
    let dimension = part.text(of: name)
    guard useDimension(dimension, at: part.span(of: name)) else { return nil }
    return TagReference(dimension: dimension, value: value, span: part.span)
  }

  /// Whether `dimension` is declared; reports it if not.
  ///
  /// - Parameter others: words that would do as well.
  mutating func useDimension(_ dimension: String, at span: Span, or others: [String] = []) -> Bool {
    if dimensions[dimension] != nil { return true }
    reportUnknown(
      dimension,
      at: span,
      wanted: "dimension",
      declareAs: "dimension \(dimension)",
      among: dimensions.keys + others
    )
    return false
  }

  /// `for accounts tag …`
  mutating func lowerAccounts(_ part: Production) -> TagReference? {
    guard let node = part.child(.forAccounts) else { return nil }
    guard let tag = node.child(.tag) else { return broken(node.span) }
    return lowerTag(tag)
  }

  /// `for each NAME in SET`
  mutating func lowerForEach(_ part: Production) -> (variable: MemberVariable?, scope: Scope) {
    guard let node = part.child(.forEach) else { return (nil, Scope()) }
    let each = Production(node)
    guard let name = each.child(.name), let text = name.plainText else {
      return (broken(node.span), Scope())
    }
    let scope = Scope(member: text, memberSpan: name.span)
    if let first = names[text] {
      report(
        .duplicateName(text, at: name.span, first: first.span, kind: first.kind.described)
      )
    }
    guard let setNode = each.firstOperand else { return (broken(node.span), scope) }
    guard let set = lowerSet(setNode, Scope()) else { return (nil, scope) }
    return (MemberVariable(name: text, set: set), scope)
  }
}
