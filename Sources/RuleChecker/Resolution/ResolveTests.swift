internal import RuleSyntax

extension Lowering {
  /// Resolves the names in a test: running tests is not the checker's business, a mistyped name is.
  mutating func resolveTest(_ test: SyntaxNode) {
    for node in test.children {
      switch node.kind {
      case .catalystFact: resolve(node.child(.name), [.catalyst], "catalyst")
      case .signalFact, .signalsFact: resolve(node.child(.name), [.topic], "topic")
      case .accountFact:
        for fact in node.children where fact.kind == .tagFact { resolveTag(Production(fact)) }
      case .asOf:
        for inner in node.children where inner.kind == .expectation {
          resolveExpectation(Production(inner))
        }
      default: break
      }
    }
  }

  private mutating func resolve(_ node: SyntaxNode?, _ kinds: [NameKind], _ wanted: String) {
    guard let node, let name = node.plainText else { return }
    guard let entry = names[name] else {
      reportUnknown(
        name,
        at: node.span,
        wanted: wanted,
        declareAs: nil,
        among: candidates(kinds, Scope())
      )
      return
    }
    if !kinds.contains(entry.kind) {
      report(.wrongKind(name, entry, at: node.span, wanted: "a \(wanted)"))
    }
  }

  /// "tag" symbol WORD ":" VALUE
  private mutating func resolveTag(_ part: Production) {
    guard let token = part.aroundColon?.before else { return }
    _ = useDimension(part.text(of: token), at: part.span(of: token))
  }

  /// A name in an expectation is a rule's, a step's or a limit's.
  private mutating func resolveExpectation(_ part: Production) {
    let mentioned = part.children.filter { $0.kind == .name }
    // Whose step is meant is known after `reaches`, and told with that rule's steps.
    for node in part.has("reaches") ? mentioned.prefix(1) : mentioned[...] {
      guard let name = node.plainText, !expectable.contains(name) else { continue }
      if let entry = names[name] {
        report(.wrongKind(name, entry, at: node.span, wanted: "a rule, a step or a limit"))
        continue
      }
      // A rule with a mistake in it is declared all the same.
      reportUnknown(
        name,
        at: node.span,
        wanted: "rule, step or limit",
        declareAs: nil,
        among: Array(expectable)
      )
    }
  }

  /// Names of rules, of all steps of all builds, and of limits, as they are written.
  mutating func collectExpectable() {
    expectable = Set(declarations.limits.map(\.name))
    for item in declarations.rules {
      expectable.insert(item.name)
      for action in item.node.children where action.kind == .buildAction {
        for step in action.children where step.kind == .step {
          if let name = step.child(.name)?.plainText { expectable.insert(name) }
        }
      }
    }
  }
}
