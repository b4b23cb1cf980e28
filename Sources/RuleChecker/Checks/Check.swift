public import RuleSyntax

/// One thing that checking finds, with its page in the reference. To add a check, copy a file of
/// this folder, keep its messages at the end of the file, and list it in `AllChecks`.
public struct Check: Sendable {
  /// The stable code of its diagnostics.
  public var code: String
  public var severity: Diagnostic.Severity
  /// The page's headings. `example` and `instead` are declarations; where they begin neither
  /// with `language` nor with a comment, a header belongs before them, and a line
  /// `// next file` begins another file. A test proves that the example has this finding and
  /// that the other text has none.
  public var finds: String
  public var matters: String
  public var example: String
  public var instead: String
  /// For a check of the whole rulebook; the others are found while it is resolved.
  var run: (@Sendable (Draft) -> [Diagnostic])?

  init(
    code: String,
    severity: Diagnostic.Severity = .error,
    finds: String,
    matters: String,
    example: String,
    instead: String,
    run: (@Sendable (Draft) -> [Diagnostic])? = nil
  ) {
    self.code = code
    self.severity = severity
    self.finds = finds
    self.matters = matters
    self.example = example
    self.instead = instead
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
