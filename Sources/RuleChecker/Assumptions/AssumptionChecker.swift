public import RuleSyntax

/// Reads assumptions against a rulebook: the same words, names and types as in its conditions.
public enum AssumptionChecker {
  public struct Result: Sendable {
    /// In the order given; empty when there is a diagnostic.
    public var assumptions: [Assumption]
    public var diagnostics: [Diagnostic]
    /// The rulebook's files, and one for each text.
    public var files: [SourceFile]
  }

  /// The assumptions that `texts` write.
  ///
  /// - Parameter origin: what stands for the path of a file in messages: `--assume`.
  public static func check(
    _ texts: [String],
    against rulebook: CheckedRulebook,
    origin: String
  ) -> Result {
    var result = Result(assumptions: [], diagnostics: [], files: rulebook.files)
    let free = (rulebook.files.map(\.index).max() ?? -1) + 1
    for (number, text) in texts.enumerated() {
      let file = SourceFile(path: origin, index: free + Int32(clamping: number), text: text)
      result.files.append(file)
      let parsed = Parser.parseExpression(file)
      guard parsed.diagnostics.isEmpty, let node = parsed.tree.root.children.first else {
        result.diagnostics += parsed.diagnostics
        continue
      }
      var lowering = Lowering(readingFrom: rulebook, parsed.tree)
      let claim = lowering.lowerAssumption(node)
      result.diagnostics += lowering.diagnostics
      guard let claim else { continue }
      let assumption = Assumption(claim, span: node.span)
      if let first = result.assumptions.first(where: { $0.isAboutTheSame(as: assumption) }) {
        result.diagnostics.append(.assumedTwice(at: node.span, first: first.span))
      }
      result.assumptions.append(assumption)
    }
    if !result.diagnostics.isEmpty { result.assumptions = [] }
    return result
  }
}

extension Lowering {
  /// A lowering of text that stands outside of `rulebook` and may name all that it declares.
  fileprivate init(readingFrom rulebook: CheckedRulebook, _ tree: SyntaxTree) {
    self.init([tree], syntax: [])
    draft = rulebook
    for (kind, declared) in [
      (NameKind.topic, rulebook.topics.map { ($0.name, $0.span) }),
      (.catalyst, rulebook.catalysts.map { ($0.name, $0.span) }),
      (.basket, rulebook.baskets.map { ($0.name, $0.span) }),
      (.let, rulebook.lets.map { ($0.name, $0.span) }),
      (.rule, rulebook.rules.map { ($0.name, $0.nameSpan) }),
    ] {
      for (index, item) in declared.enumerated() {
        names.declare(item.0, .init(kind: kind, index: index, span: item.1))
      }
    }
  }
}
