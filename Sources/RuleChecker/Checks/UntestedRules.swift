internal import RuleSyntax

extension Check {
  static let untestedRule = Check(
    code: "untested-rule",
    severity: .warning,
    finds: """
      a rule that no test expects to act, in a rulebook that has tests: none names it with `fires`, \
      `exits`, `reaches`, `cuts`, `is blocked`, `review` or `conflict`
      """,
    matters: """
      `waits` and `no trade` also hold for a rule that can never act; only a test in which it acts shows \
      that its condition can be met. A rulebook without any test is not reported: that is plain to see
      """,
    example: """
      rule look { when gross > 90% review NVDA }
      rule peek { when net > 90% review AMD }
      test "much is held" {
        account { cash 100 USD  price NVDA 100 USD  holds NVDA 99 }
        as of 2025-12-15 { expect look fires  expect peek waits }
      }
      """,
    instead: """
      rule look { when gross > 90% review NVDA }
      rule peek { when net > 90% review AMD }
      test "much is held" {
        account { cash 100 USD  price NVDA 100 USD  holds NVDA 99 }
        as of 2025-12-15 { expect look fires  expect peek fires }
      }
      """,
    run: { draft in
      guard !draft.tests.isEmpty else { return [] }
      let tested = draft.testedRules
      return draft.rulebook.rules.filter { !tested.contains($0.name) }.map { .untestedRule($0) }
    }
  )
}

extension Draft {
  /// Names in expectations that something acts.
  fileprivate var testedRules: Set<String> {
    var found: Set<String> = []
    for test in tests {
      for block in test.children where block.kind == .asOf {
        for node in block.children where node.kind == .expectation {
          let part = Production(node)
          guard part.isOfActing else { continue }
          for name in part.children where name.kind == .name {
            if let text = name.plainText { found.insert(text) }
          }
        }
      }
    }
    return found
  }
}

extension Production {
  /// Whether the expectation says that a rule does something.
  fileprivate var isOfActing: Bool {
    ["fires", "exits", "reaches", "cuts", "blocked", "review", "conflict"].contains { has($0) }
  }
}

extension Diagnostic {
  static func untestedRule(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      code: "untested-rule",
      severity: .warning,
      span: rule.nameSpan,
      message: "no test expects `\(rule.name)` to act",
      help: "add a test with `expect \(rule.name) fires`"
    )
  }
}
