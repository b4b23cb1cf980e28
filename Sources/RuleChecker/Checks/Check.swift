public import RuleSyntax

/// One thing that checking finds, with its page in the reference. To add a check, copy a file of
/// this folder, keep its messages at the end of the file, and list it in `AllChecks`.
public struct Check: Sendable {
  /// The check's own description.
  public let page: CheckPage
  /// For a check of the whole rulebook; the others are found while it is resolved.
  let run: (@Sendable (Draft) -> [Diagnostic])?

  /// The stable code of its diagnostics.
  public var code: String { page.code }
  public var severity: Diagnostic.Severity { page.severity }

  init(
    code: String,
    severity: Diagnostic.Severity = .error,
    finds: String,
    matters: String,
    example: String,
    instead: String,
    run: (@Sendable (Draft) -> [Diagnostic])? = nil
  ) {
    page = CheckPage(
      code: code,
      severity: severity,
      finds: finds,
      matters: matters,
      example: example,
      instead: instead
    )
    self.run = run
  }
}

/// A rulebook after resolution, for the checks of the whole. After an error elsewhere, what holds
/// the error is missing from it.
struct Draft {
  var rulebook: CheckedRulebook
  var names: NameTable
  var order: FileOrder
  var sources: Sources
  let faults: SyntaxFaults
  /// Of every file, in ascending order of path.
  let trees: [SyntaxTree]
  /// Every `test` of every file.
  let tests: [SyntaxNode]
  /// What several checks ask for, each worked out once.
  let insights: Insights

  init(_ lowering: Lowering, _ trees: [SyntaxTree]) {
    rulebook = lowering.draft
    names = lowering.names
    order = lowering.order
    sources = lowering.sources
    faults = lowering.faults
    self.trees = trees
    tests = lowering.declarations.tests
    insights = Insights(rulebook)
  }

  /// Follows references to a `let`.
  func resolved(_ expression: Expression) -> Expression {
    var expression = expression
    // References are acyclic; the bound only keeps a mistake here from hanging.
    for _ in 0..<Lowering.maximumDepth {
      guard case .reference(let index) = expression.kind, rulebook.lets.indices.contains(index)
      else { return expression }
      expression = rulebook.lets[index].value
    }
    return expression
  }
}
