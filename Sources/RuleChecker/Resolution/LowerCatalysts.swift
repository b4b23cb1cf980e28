internal import Quantities
internal import RuleSyntax

extension Lowering {
  mutating func lowerCatalyst(_ item: Declarations.Named) -> Catalyst {
    let part = Production(item.node)
    var catalyst = Catalyst(
      name: item.name,
      title: part.child(.title)?.plainText,
      forEach: lowerForEach(part).variable,
      span: part.span
    )
    var single: [SyntaxKind: Span] = [:]
    for clause in part.children {
      switch clause.kind {
      case .evidence:
        catalyst.evidence += lowerPhrases(clause)
        catalyst.unless += lowerStrings(clause)
      case .official:
        catalyst.official += lowerStrings(clause)
      case .outcomes:
        catalyst.outcomes += lowerOutcomes(clause, known: catalyst.outcomes)
      case .catalystTopic, .corroborated, .confirmedByOfficial, .expires, .expected,
        .expectedFromCalendar:
        let kind = clause.kind == .expectedFromCalendar ? SyntaxKind.expected : clause.kind
        if let first = single[kind] {
          report(.duplicateClause(clauseName(kind), at: clause.span, first: first))
          continue
        }
        single[kind] = clause.span
        lowerSingle(clause, into: &catalyst)
      default: break
      }
    }
    return catalyst
  }

  private func clauseName(_ kind: SyntaxKind) -> String {
    switch kind {
    case .catalystTopic: "topic"
    case .corroborated: "corroborated by"
    case .confirmedByOfficial: "confirmed by official"
    case .expires: "expires after"
    default: "expected"
    }
  }

  private mutating func lowerSingle(_ clause: SyntaxNode, into catalyst: inout Catalyst) {
    let part = Production(clause)
    switch clause.kind {
    case .catalystTopic: catalyst.topic = lowerTopicName(part)
    case .corroborated:
      if let count = lowerCount(part, after: "by") { catalyst.corroboratedBy = count }
    case .confirmedByOfficial: catalyst.isConfirmedByOfficial = true
    case .expires: catalyst.expiresAfter = lowerDuration(part, after: "after")
    case .expected: catalyst.schedule = lowerExpected(part)
    default: catalyst.schedule = lowerCalendar(part)
    }
  }

  /// `expected on DATE` or `expected by DATE`
  private mutating func lowerExpected(_ part: Production) -> Catalyst.Schedule? {
    guard let token = part.first(.date) else { return broken(part.span) }
    let text = part.text(of: token)
    guard let moment = Instant(parsing: text, bareDate: .start) else { return broken(part.span) }
    return part.has("on") ? .on(moment.date) : .by(moment.date)
  }

  /// `expected from calendar "KIND"`
  private mutating func lowerCalendar(_ part: Production) -> Catalyst.Schedule? {
    guard let token = part.first(.string) else { return broken(part.span) }
    return .calendar(part.tree.unquotedText(ofToken: token))
  }

  private mutating func lowerTopicName(_ part: Production) -> Int? {
    guard let node = part.child(.name), let name = node.plainText else { return broken(part.span) }
    guard let entry = names.use(name) else {
      reportUnknown(
        name,
        at: node.span,
        wanted: "topic",
        declareAs: "topic \(name) { mentions \"…\" }",
        among: candidates([.topic], Scope())
      )
      return nil
    }
    guard entry.kind == .topic else {
      report(.wrongKind(name, entry, at: node.span, wanted: "a topic"))
      return nil
    }
    return entry.index
  }

  private mutating func lowerOutcomes(_ clause: SyntaxNode, known: [String]) -> [String] {
    var outcomes: [String] = []
    for node in clause.children where node.kind == .name {
      guard let name = node.plainText else { continue }
      if CatalystState(rawValue: name) != nil {
        report(.outcomeIsState(name, at: node.span))
      } else if known.contains(name) || outcomes.contains(name) {
        report(.duplicatePart("outcome", name, at: node.span, first: nil))
      } else {
        outcomes.append(name)
      }
    }
    return outcomes
  }
}
