import RuleChecker
import RuleSyntax
import Testing

/// What the language has and this version can't evaluate is named before anything is evaluated.
@Suite struct UnsupportedPartsTests {
  // cites: later-1
  @Test(arguments: [
    ("rule look { when gain(NVDA) > 20% review NVDA }", ["gain(NVDA)"]),
    ("rule look { when return(NVDA, over: 30d) > 20% review NVDA }", ["return(NVDA, over: 30d)"]),
    ("let up = gain(all) > 20%\nrule look { when up review NVDA }", ["gain(all)"]),
    (
      "rule own { build NVDA to 2% of nav in tranches { a 100% once not (gain(NVDA) < 0%) } }",
      ["gain(NVDA)"]
    ),
    (
      "rule own { build NVDA to 2% of nav exit when gain(NVDA) < -5% or return(NVDA, over: 5d) < 0% }",
      ["gain(NVDA)", "return(NVDA, over: 5d)"]
    ),
    (
      "catalyst due for each s in all { expected from calendar \"earnings\" outcomes beat }\n"
        + "rule look for each s in all { when due(s) is beat review s }",
      ["catalyst due for each s in all { expected from calendar \"earnings\" outcomes beat }"]
    ),
    ("rule look { when weight(NVDA) > 20% and price(NVDA) > 1 USD review NVDA }", []),
  ])
  func eachPartIsNamedAtItsPlace(text: String, places: [String]) throws {
    let file = SourceFile(path: "a.tranche", text: "language 1 rulebook a\n" + text)
    let result = RulebookChecker.check([Parser.parse(file)])
    let rulebook = try #require(result.rulebook, "\(result.diagnostics.map(\.message))")
    let found = UnsupportedParts.diagnostics(of: rulebook)
    #expect(found.map { file.text($0.span) } == places)
    #expect(found.allSatisfy { $0.code == "not-yet-supported" && $0.severity == .error })
    #expect(found.allSatisfy { $0.help != nil })
  }
}
