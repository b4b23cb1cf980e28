import Foundation
import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// What generated rulebooks reach: nothing is left to be found by luck.
@Suite struct GeneratedCoverageTests {
  private static let cases: Range<UInt64> = 0..<150

  @Test func everyKindOfNodeOccurs() {
    var found: Set<SyntaxKind> = []
    var foundInSound: Set<SyntaxKind> = []
    for seed in GeneratedCoverageTests.cases {
      collect(RulebookTextGenerator.rulebook(seed: seed), &foundInSound)
      collect(RulebookTextGenerator.rulebook(seed: seed, mode: .arbitrary), &found)
    }
    let broken: Set<SyntaxKind> = [.unexpected, .missing]
    #expect(Set(SyntaxKind.allCases).subtracting(found) == broken)
    #expect(Set(SyntaxKind.allCases).subtracting(foundInSound) == broken)
  }

  @Test func everyCaseOfTheCheckedRulebookOccurs() throws {
    var found = EnumCases()
    for seed in GeneratedCoverageTests.cases {
      guard let rulebook = RulebookTextGenerator.rulebook(seed: seed).checked().rulebook else {
        continue
      }
      found.collect(rulebook)
    }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/RuleChecker/Rulebook").standardized
    let declared = try EnumCases.declared(in: folder)
    #expect(declared.count > 90)
    // No expression of a sound rulebook is a bare catalyst or a set.
    let never: Set<String> = ["ValueType.catalyst", "ValueType.set"]
    #expect(declared.subtracting(found.found) == never)
  }

  private func collect(_ rulebook: RulebookText, _ found: inout Set<SyntaxKind>) {
    for source in rulebook.sources() {
      var open = [Parser.parse(source).tree.root]
      while let node = open.popLast() {
        found.insert(node.kind)
        open += node.children
      }
    }
  }
}
