internal import RuleSyntax

extension Check {
  static let uncertainCondition = Check(
    code: "uncertain-condition",
    finds:
      "`otherwise` or a negated `known` in the `when` or a `once` of a build, or in an `until`",
    matters: "buying, and ending a protection, need facts; with these words missing facts would do",
    example: """
      rule own { when sentiment(NVDA, over: 7d) otherwise 1 > 0.2 build NVDA to 2% of nav }
      """,
    instead: """
      rule own { when sentiment(NVDA, over: 7d) > 0.2 build NVDA to 2% of nav }
      """,
    run: { draft in
      var reader = UncertaintyReader(draft)
      return draft.rulebook.rules.flatMap { reader.findings($0) }
    }
  )
}

/// Looks for words that turn an unknown fact into a true condition, through lets.
private struct UncertaintyReader {
  /// What a `let` holds, by how many `not` stand around it.
  private struct Uncertainty {
    var whenAsked: Span?
    var whenNegated: Span?
  }

  private let draft: Draft
  private var lets: [Int: Uncertainty] = [:]

  init(_ draft: Draft) { self.draft = draft }

  mutating func findings(_ rule: Rule) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if case .build(let build) = rule.action {
      check(rule.when, in: "the `when` of a build", &found)
      for step in build.steps { check(step.gate.condition, in: "a `once`", &found) }
    }
    check(rule.until, in: "an `until`", &found)
    return found
  }

  private mutating func check(
    _ condition: Expression?,
    in place: String,
    _ found: inout [Diagnostic]
  ) {
    guard let condition, let finding = uncertain(condition, isNegated: false) else { return }
    found.append(.uncertainCondition(finding.span, word: finding.at, in: place))
  }

  /// The place in the condition, and the word itself, which may lie in a `let`.
  private mutating func uncertain(
    _ expression: Expression,
    isNegated: Bool
  ) -> (span: Span, at: Span)? {
    switch expression.kind {
    case .otherwise: return (expression.span, expression.span)
    case .known(let inner):
      if isNegated { return (expression.span, expression.span) }
      return uncertain(inner, isNegated: false)
    case .not(let inner): return uncertain(inner, isNegated: !isNegated)
    case .and(let parts), .or(let parts), .atLeast(_, let parts):
      for part in parts {
        if let found = uncertain(part, isNegated: isNegated) { return found }
      }
      return nil
    case .comparison(_, let left, let right), .arithmetic(_, let left, let right):
      return uncertain(left, isNegated: isNegated) ?? uncertain(right, isNegated: isNegated)
    case .negated(let inner): return uncertain(inner, isNegated: isNegated)
    case .reference(let index):
      let known = uncertainty(ofLet: index)
      guard let word = isNegated ? known.whenNegated : known.whenAsked else { return nil }
      return (expression.span, word)
    default: return nil
    }
  }

  private mutating func uncertainty(ofLet index: Int) -> Uncertainty {
    if let known = lets[index] { return known }
    guard draft.rulebook.lets.indices.contains(index) else { return Uncertainty() }
    let value = draft.rulebook.lets[index].value
    let found = Uncertainty(
      whenAsked: uncertain(value, isNegated: false)?.at,
      whenNegated: uncertain(value, isNegated: true)?.at
    )
    lets[index] = found
    return found
  }
}

extension Diagnostic {
  static func uncertainCondition(_ span: Span, word: Span, in place: String) -> Diagnostic {
    Diagnostic(
      code: "uncertain-condition",
      span: span,
      message: "what is not known must not decide \(place)",
      help: "take `otherwise` or the negated `known` away; unknown then means: not yet",
      notes: word == span ? [] : [Note(span: word, message: "the word stands here")]
    )
  }
}
