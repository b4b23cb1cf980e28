internal import RuleSyntax

extension Lowering {
  /// Exactly one file has the header.
  mutating func lowerHeaders() {
    guard let first = declarations.headers.first else {
      // A header may hide in a stretch that could not be read.
      if faults.suspects.contains("language") || faults.suspects.contains("rulebook") {
        markBroken(Span(file: 0, start: 0, end: 0))
      } else {
        report(.noHeader(at: startOfRulebook))
      }
      return
    }
    // A header that is not the first thing of its file is the parser's to report.
    let others = declarations.headers.dropFirst().filter { !faults.touch($0) }
    if let second = others.first {
      report(
        .twoHeaders(
          at: second.span,
          first: first.span,
          files: declarations.headers.map(\.tree.file.path),
          areUsed: declarations.headers.contains { usedPaths.contains($0.tree.file.path) }
        )
      )
    }
    let header = Production(first)
    // Another version is the parser's to report.
    let version = header.token(after: "language").map { header.text(of: $0) }
    if version != "1" { markBroken(header.span) }
    if let name = header.child(.name)?.plainText {
      draft.name = name
    } else {
      markBroken(header.span)
    }
    draft.title = header.child(.title)?.plainText
    headerAccounts = header.child(.tag)
  }

  /// What files name in a `use`, as paths like their own.
  private var usedPaths: Set<String> {
    Set(
      declarations.uses.compactMap { node in
        guard let used = UsedFile(node) else { return nil }
        let file = node.tree.file.path
        return file.lastIndex(of: "/").map { file[...$0] + used.path } ?? used.path
      }
    )
  }

  /// The header's tag, once dimensions are known.
  mutating func lowerHeaderAccounts() {
    if let tag = headerAccounts { draft.accounts = lowerTag(tag) }
  }

  /// A `use` names a file inside the rulebook's own folder.
  mutating func checkUses() {
    for node in declarations.uses {
      guard let used = UsedFile(node) else {
        markBroken(node.span)
        continue
      }
      if let problem = used.problem { report(.useOutsideFolder(used, problem: problem)) }
    }
  }
}
