internal import RuleSyntax

extension Check {
  static let tooDeep = Check(
    code: "too-deep",
    finds: "expressions inside expressions, through lets as well, beyond 300 levels",
    matters: "nobody can read them, and reading them by machine takes memory for each level",
    example: """
      let half = \(Array(repeating: "gross", count: 200).joined(separator: " + "))
      let deep = half + \(Array(repeating: "net", count: 200).joined(separator: " + "))
      rule look { when deep > 1% review NVDA }
      """,
    instead: """
      let shallow = 200 * (gross + net) > 1%
      rule look { when shallow review NVDA }
      """
  )
}

extension Diagnostic {
  static func tooDeep(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "too-deep",
      span: span,
      message: "this is nested too deeply",
      help: "write it with at most 300 levels, lets included"
    )
  }
}
