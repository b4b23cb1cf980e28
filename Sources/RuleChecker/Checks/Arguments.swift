internal import RuleSyntax

extension Check {
  static let missingArgument = Check(
    code: "missing-argument",
    finds: "a function without something that it needs",
    matters: "a figure of the news means little until the time it looks back over is said",
    example: """
      rule look { when sentiment(NVDA) > 0.2 review NVDA }
      """,
    instead: """
      rule look { when sentiment(NVDA, over: 7d) > 0.2 review NVDA }
      """
  )

  static let unknownArgument = Check(
    code: "unknown-argument",
    finds: "a named argument that the function does not have",
    matters: """
      an argument that is ignored makes a rule look stricter than it is; counts such as \
      `articles` have no half-life, and `age` has no window unless one is given
      """,
    example: """
      rule look { when impact(NVDA, over: 7d, half_life: 2d) > 0.2 review NVDA }
      """,
    instead: """
      rule look { when impact(NVDA, over: 7d) > 0.2 review NVDA }
      """
  )

  static let duplicateArgument = Check(
    code: "duplicate-argument",
    finds: "a named argument that is given twice",
    matters: """
      only one of the two could count, and which one would depend on the order in which they are \
      written
      """,
    example: """
      rule look { when impact(NVDA, over: 7d, over: 9d) > 0.2 review NVDA }
      """,
    instead: """
      rule look { when impact(NVDA, over: 9d) > 0.2 review NVDA }
      """
  )

  static let badArgument = Check(
    code: "bad-argument",
    finds: "an argument of a kind that the function does not take",
    matters: "windows and counts are fixed when the rulebook is checked, so they are constants",
    example: """
      rule look { when impact(NVDA, over: 7) > 0.2 review NVDA }
      """,
    instead: """
      rule look { when impact(NVDA, over: 7d) > 0.2 review NVDA }
      """
  )
}

extension Diagnostic {
  static func missingArgument(
    _ argument: NamedArgument,
    of function: FunctionDescriptor,
    at span: Span
  ) -> Diagnostic {
    Diagnostic(
      code: "missing-argument",
      span: span,
      message: "`\(function.name)` needs `\(argument.name):`, \(argument.summary)",
      help: "add `\(argument.name): 30d`"
    )
  }

  static func missingSubject(_ function: FunctionDescriptor, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "missing-argument",
      span: span,
      message: "`\(function.name)` needs \(function.subject.rawValue)",
      help: "write it first between the parentheses"
    )
  }

  static func unknownArgument(
    _ name: String,
    of function: FunctionDescriptor,
    at span: Span
  ) -> Diagnostic {
    let known = function.arguments.map(\.name)
    let list = known.map { "`\($0):`" }.joined(separator: ", ")
    let nearest = NearestMatch.of(name, in: known)
    return Diagnostic(
      code: "unknown-argument",
      span: span,
      message: "`\(function.name)` has no argument `\(name):`",
      help: nearest.map { "did you mean `\($0):`?" }
        ?? (known.isEmpty ? "it takes no named argument" : "it takes \(list)"),
      fix: nearest.map { .nearest($0, at: span) }
    )
  }

  static func duplicateArgument(_ name: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      code: "duplicate-argument",
      span: span,
      message: "`\(name):` is given twice",
      help: "keep one of them",
      notes: [Note(span: first, message: "the first one is here")]
    )
  }

  static func badArgument(
    _ argument: NamedArgument,
    _ operand: Operand,
    _ sources: Sources
  ) -> Diagnostic {
    Diagnostic(
      code: "bad-argument",
      span: operand.span,
      message: "`\(argument.name):` can't be \(sources.quote(operand.span))",
      help: argument.name == "half_life"
        ? "write a duration of fixed length such as `10d`; business days have none"
        : "write \(argument.value.rawValue)"
    )
  }

  /// A second argument without a name: a constant lacks its name, anything else is too much.
  static func oneSubject(
    _ function: FunctionDescriptor,
    _ value: SyntaxNode,
    _ sources: Sources
  ) -> Diagnostic {
    let text = sources.quote(value.span)
    let isConstant = value.kind == .literal
    let names = function.arguments.map { "`\($0.name):`" }.joined(separator: ", ")
    return Diagnostic(
      code: "bad-argument",
      span: value.span,
      message: isConstant && !names.isEmpty
        ? "\(text) needs a name before it" : "`\(function.name)` is about one thing at a time",
      help: names.isEmpty
        ? "take \(text) away" : "further arguments have names: \(names)"
    )
  }
}
