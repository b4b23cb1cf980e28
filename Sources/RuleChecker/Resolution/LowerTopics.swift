internal import Quantities
internal import RuleSyntax

extension Lowering {
  mutating func lowerTopic(_ item: Declarations.Named) -> Topic {
    var topic = Topic(
      name: item.name,
      title: item.node.child(.title)?.plainText,
      span: item.node.span
    )
    for clause in item.node.children {
      switch clause.kind {
      case .mentions: topic.mentions += lowerPhrases(clause)
      case .themes: topic.themes += lowerStrings(clause)
      case .symbols: topic.symbols += clause.children(.symbol).compactMap(\.plainText)
      default: break
      }
    }
    if topic.mentions.isEmpty, topic.themes.isEmpty, topic.symbols.isEmpty,
      !faults.touch(item.node)
    {
      report(.emptyTopic(item.name, at: item.nameSpan))
    }
    return topic
  }

  /// The `phrase` and `nearPhrase` children of a clause.
  mutating func lowerPhrases(_ clause: SyntaxNode) -> [Phrase] {
    var phrases: [Phrase] = []
    for node in clause.children {
      switch node.kind {
      case .phrase:
        guard let text = lowerText(node) else { continue }
        phrases.append(.literal(text))
      case .nearPhrase:
        let part = Production(node)
        let strings = part.own.filter { part.kind(of: $0) == .string }
        guard strings.count == 2 else {
          markBroken(part.span)
          continue
        }
        let texts = strings.map { part.tree.unquotedText(ofToken: $0) }
        for (token, text) in zip(strings, texts) where text.allSatisfy(\.isWhitespace) {
          report(.emptyPhrase(at: part.span(of: token)))
        }
        phrases.append(.near(texts[0], texts[1]))
      default: break
      }
    }
    return phrases
  }

  /// The `stringItem` children of a clause.
  mutating func lowerStrings(_ clause: SyntaxNode) -> [String] {
    var strings: [String] = []
    for node in clause.children where node.kind == .stringItem {
      if let text = lowerText(node) { strings.append(text) }
    }
    return strings
  }

  private mutating func lowerText(_ node: SyntaxNode) -> String? {
    guard let text = node.plainText else { return broken(node.span) }
    if text.allSatisfy(\.isWhitespace) {
      report(.emptyPhrase(at: node.span))
      return nil
    }
    return text
  }
}
