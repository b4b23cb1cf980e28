import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Rulebooks made to keep a checker busy. Each ends, with a bounded number of messages.
struct HostileRulebookTests {
  @Test func aHundredThousandParenthesesAreOneMistake() {
    let deep = String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000)
    let result = check("language 1\nrulebook a\nlet a = \(deep)\n")
    #expect(result.rulebook == nil)
    #expect(result.diagnostics.count { $0.code == "deep-nesting" } == 1)
    #expect(result.diagnostics.count <= 3)
  }

  @Test func noiseIsNoRulebook() {
    var random = SeededGenerator(seed: 7)
    let bytes = (0..<300_000).map { _ in max(1, UInt8(truncatingIfNeeded: random.next())) }
    let result = check([SourceFile(path: "noise", bytes: bytes)])
    #expect(result.rulebook == nil)
    #expect((1001...1003).contains(result.diagnostics.count))
  }

  @Test func manyBrokenRulesAreToldUpToABound() {
    let rules = String(repeating: "rule a { wehn x > buld NVDA to of nav }\n", count: 20_000)
    let result = check("language 1\nrulebook a\n" + rules)
    #expect(result.rulebook == nil)
    #expect(result.diagnostics.contains { $0.code == "too-many-mistakes" })
  }

  @Test func unknownNamesInEachOfManyRulesAreAllTold() {
    let rules = (0..<2000).map { "rule r\($0) { when missing_\($0) review NVDA }\n" }.joined()
    let result = check("language 1\nrulebook a\n" + rules)
    #expect(result.diagnostics.count { $0.code == "unknown-name" } == 2000)
  }

  @Test func aChainOfLetsAsLongAsTheFileIsRefusedNotFollowed() {
    let lets = (1..<20_000).map { "let a\($0) = a\($0 - 1) + 1%\n" }.joined()
    let text = "language 1\nrulebook a\nlet a0 = gross\n" + lets
    let result = check(text + "rule r { when a19999 > 1% review NVDA }\n")
    #expect(result.rulebook == nil)
    #expect(result.diagnostics.contains { $0.code == "too-deep" })
  }
}
