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
    for other in declarations.headers.dropFirst() {
      report(.twoHeaders(at: other.span, first: first.span))
    }
    let header = Production(first)
    if let token = header.token(after: "language"), header.kind(of: token) == .number {
      let version = header.text(of: token)
      if version != "1" { report(.unsupportedLanguage(version, at: header.span(of: token))) }
    } else {
      markBroken(header.span)
    }
    if let name = header.child(.name)?.plainText {
      draft.name = name
    } else {
      markBroken(header.span)
    }
    draft.title = header.child(.title)?.plainText
    headerAccounts = header.child(.tag)
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
