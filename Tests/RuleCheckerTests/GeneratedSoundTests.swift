import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Generated rulebooks that should have no mistake, and what they cover.
@Suite struct GeneratedSoundTests {
  @Test func soundRulebooksHaveNoError() {
    let failure = RulebookProperty.failure(over: 100) { rulebook in
      rulebook.checked().diagnostics.filter { $0.severity == .error }
        .map { "\($0.code): \($0.message)" }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  @Test func arbitraryRulebooksHaveNoMistakeOfSyntax() {
    let failure = RulebookProperty.failure(over: 100, mode: .arbitrary) { rulebook in
      rulebook.sources().flatMap { Parser.parse($0).diagnostics.map(\.message) }
    }
    #expect(failure == nil, "\(failure ?? "")")
  }
}
