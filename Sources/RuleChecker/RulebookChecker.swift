public import RuleSyntax

/// Checks the files of one rulebook together: resolves every name, type and unit, and looks for
/// what would go wrong before any money is involved.
public enum RulebookChecker {
  /// The rulebook of `parsed`, whose files may come in any order; each file's `index` is its own.
  ///
  /// - Returns: a rulebook when there is no error, and every diagnostic, those of the parser
  ///   included, in order of path, place and code.
  public static func check(_ parsed: [ParseResult]) -> CheckResult {
    check(parsed.map(\.tree), syntax: parsed.flatMap(\.diagnostics))
  }

  /// The same for trees and what parsing them reported.
  public static func check(_ trees: [SyntaxTree], syntax: [Diagnostic]) -> CheckResult {
    let ordered = trees.sorted { ($0.file.path, $0.file.index) < ($1.file.path, $1.file.index) }
    var lowering = Lowering(ordered, syntax: syntax)
    lowering.run()
    let draft = Draft(lowering, ordered)
    var diagnostics = syntax + lowering.diagnostics + TestFacts(draft).found
    // What is no text has no header either; that would be a second message for one mistake.
    if syntax.contains(where: { $0.code == SyntaxCode.notText.rawValue }) {
      diagnostics.removeAll { $0.code == Check.noHeader.code }
    }
    for check in AllChecks.list where check.severity == .error {
      if let run = check.run { diagnostics += run(draft) }
    }
    // Files with a header each are most likely rulebooks of their own, which need not agree.
    if diagnostics.contains(where: { $0.code == Check.twoHeaders.code }) {
      diagnostics.removeAll { diagnostic in
        diagnostic.code != Check.twoHeaders.code
          && diagnostic.notes.contains { $0.span.file != diagnostic.span.file }
      }
    }
    if !diagnostics.contains(where: { $0.severity == .error }), let place = lowering.incomplete {
      diagnostics.append(Check.incompleteDeclaration(at: place))
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return CheckResult(rulebook: nil, diagnostics: lowering.order.sorted(diagnostics))
    }
    // A warning beside an error would often only be the error's shadow.
    for check in AllChecks.list where check.severity == .warning {
      if let run = check.run { diagnostics += run(draft) }
    }
    var rulebook = lowering.draft
    rulebook.files = trees.map(\.file).sorted { $0.index < $1.index }
    rulebook.hash = RulebookDigest.hexadecimal(of: ordered)
    return CheckResult(rulebook: rulebook, diagnostics: lowering.order.sorted(diagnostics))
  }

  /// The files that a tree names with `use`, as written and in source order. Reading them is the
  /// caller's business; those with a `problem` must not be read.
  public static func usedFiles(in tree: SyntaxTree) -> [UsedFile] {
    tree.root.children.filter { $0.kind == .use }.compactMap { UsedFile($0) }
  }
}
