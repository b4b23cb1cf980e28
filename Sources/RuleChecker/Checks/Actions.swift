internal import RuleSyntax

extension Check {
  static let noAction = Check(
    code: "no-action",
    finds: "a rule that asks for nothing",
    matters: """
      a condition alone changes nothing and shows nothing; where a person should know, `review` \
      lists the account in the proposal
      """,
    example: """
      rule look { when gross > 90% }
      """,
    instead: """
      rule look { when gross > 90% review all }
      """
  )

  static let twoActions = Check(
    code: "two-actions",
    finds: "a rule that asks for two things",
    matters: """
      each rule is reported, undone and counted by itself; with two actions it would not be \
      clear which of them a proposal speaks of
      """,
    example: """
      rule look { when gross > 90% trim NVDA to 2% of nav review NVDA }
      """,
    instead: """
      rule look { when gross > 90% review NVDA }
      rule cut { when gross > 90% trim NVDA to 2% of nav }
      """
  )

  static let misplacedClause = Check(
    code: "misplaced-clause",
    finds: """
      an end that does not go with the action: `exit when` and `cooldown` belong to build and \
      hold, `until` to trim, freeze, hold and hedge
      """,
    matters: "a build is left by an exit, which sells; a trim has nothing to sell when it ends",
    example: """
      rule cut { when gross > 90% trim NVDA to 2% of nav exit when gross < 80% }
      """,
    instead: """
      rule cut { when gross > 90% trim NVDA to 2% of nav until gross < 80% }
      """
  )

  static let targetNeedsEach = Check(
    code: "target-needs-each",
    finds: "a build or hold of several instruments without weights",
    matters: "a weight of nav for a set does not say how the members share it",
    example: """
      dimension sector
      rule own { build tag sector:technology to 5% of nav }
      """,
    instead: """
      dimension sector
      rule own { build each tag sector:technology to 5% of nav }
      """
  )

  static let noEarlierStep = Check(
    code: "no-earlier-step",
    finds: "a delay after a step that is not an earlier one of the same build",
    matters: "steps open in order, so only an earlier step can have been filled",
    example: """
      rule own {
        build NVDA to 5% of nav in tranches {
          first  50% at least 5d after second
          second 50% at once
        }
      }
      """,
    instead: """
      rule own {
        build NVDA to 5% of nav in tranches {
          first  50% at once
          second 50% at least 5d after first
        }
      }
      """
  )
}

extension Diagnostic {
  static func noAction(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "no-action",
      span: span,
      message: "the rule `\(name)` asks for nothing",
      help: "add one of `build`, `hold`, `trim`, `freeze`, `hedge` and `review`"
    )
  }

  static func twoActions(at node: SyntaxNode, first: SyntaxNode) -> Diagnostic {
    Diagnostic(
      code: "two-actions",
      span: node.span,
      message: "a rule asks for one thing, and `\(node.kind.clauseWord ?? "")` is a second",
      help: "make it a rule of its own",
      notes: [
        Note(
          span: first.span,
          message: "the rule asks for `\(first.kind.clauseWord ?? "")` already"
        )
      ]
    )
  }

  static func misplacedClause(
    _ clause: SyntaxKind,
    at span: Span,
    action: SyntaxNode
  ) -> Diagnostic {
    let word = clause.clauseWord ?? ""
    let verb = action.kind.clauseWord ?? ""
    let help: String
    switch (clause, action.kind) {
    case (.untilClause, .buildAction): help = "a build ends with `exit when`"
    case (_, .reviewAction): help = "a review lasts as long as its `when` holds"
    case (.cooldownClause, _): help = "only a rule with `exit when` has a `cooldown`"
    default: help = "a `\(verb)` ends with `until`"
    }
    return Diagnostic(
      code: "misplaced-clause",
      span: span,
      message: "`\(word)` does not go with `\(verb)`",
      help: help
    )
  }

  static func notOneTarget(_ action: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "target-needs-each",
      span: span,
      message: "`\(action)` needs one instrument, a basket, or `each`",
      help: "write `\(action) each …`, or declare a basket with weights"
    )
  }

  static func noEarlierStep(
    _ name: String,
    of step: String,
    at span: Span,
    earlier: [String]
  ) -> Diagnostic {
    let help: String
    let nearest = NearestMatch.of(name, in: earlier.sorted())
    if let nearest {
      help = "did you mean `\(nearest)`?"
    } else if earlier.isEmpty {
      help = "`\(step)` is the first step: open it `at once` or `once` something holds"
    } else {
      help = "name one of \(earlier.sorted().map { "`\($0)`" }.joined(separator: ", "))"
    }
    return Diagnostic(
      code: "no-earlier-step",
      span: span,
      message: "`\(name)` is no step before `\(step)`",
      help: help,
      fix: nearest.map { .nearest($0, at: span) }
    )
  }
}
