internal import RuleSyntax

extension Check {
  static let unused = Check(
    code: "unused",
    severity: .warning,
    finds: "a let, basket, topic or catalyst that nothing refers to",
    matters: """
      it is often the right half of a mistake: the rule that should use it uses another, and \
      works with a condition or a basket that nobody meant
      """,
    example: """
      let calm = gross <= 100%
      rule look { review NVDA }
      """,
    instead: """
      let calm = gross <= 100%
      rule look { when not calm review NVDA }
      """,
    run: { draft in
      draft.names.entries.compactMap { name, entry in
        entry.isUsed || entry.kind == .rule ? nil : .unused(name, entry)
      }
    }
  )
}

extension Diagnostic {
  static func unused(_ name: String, _ entry: NameTable.Entry) -> Diagnostic {
    Diagnostic(
      code: "unused",
      severity: .warning,
      span: entry.span,
      message: "nothing refers to \(entry.kind == .let ? "the let" : "the \(entry.kind.rawValue)") "
        + "`\(name)`",
      help: "use it in a rule, or take it away"
    )
  }
}
