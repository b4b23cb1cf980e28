internal import RuleSyntax

extension Check {
  static let notYetSupported = Check(
    code: "not-yet-supported",
    finds: "a part of the language that this version can't evaluate",
    matters: """
      leaving it out quietly would be worse than saying so: the rule would look as if it decided \
      something
      """,
    example: """
      rule look { when gain(NVDA) > 20% review NVDA }
      """,
    instead: """
      rule look { when weight(NVDA) > 20% review NVDA }
      """
  )
}

/// Why something is not there yet.
enum Unsupported: String {
  case function = "this version keeps no history of costs and returns"
  case calendar = "portfolio files hold no calendar in this version; write `expected on DATE`"
  case topicSet = "declare a basket of the topic's symbols instead"
}

extension Diagnostic {
  static func notYetSupported(_ what: String, at span: Span, why: Unsupported) -> Diagnostic {
    Diagnostic(
      code: "not-yet-supported",
      span: span,
      message: "\(what) is not supported in this version",
      help: why.rawValue
    )
  }
}
