import Quantities
import Reporting
import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Each rulebook of `Tests/Conformance/readings` is told as its case says, and all of the language
/// occurs there.
@Suite struct ReadingCaseTests {
  static let paths = CaseFile.paths(in: "readings")

  @Test(arguments: paths) func rulebooksAreToldAsTheCasesSay(path: String) throws {
    try CaseFile(path).expectEach { entry in
      text(of: RulebookReading(try rulebook(entry.input)))
    }
  }

  @Test func thereAreCases() throws {
    #expect(try CaseFile.cases(in: "readings").count >= 12)
  }

  /// Sentences are told by the cases of the checked rulebook, so each case stands in some reading.
  @Test func everyKindOfEverythingOccurs() throws {
    var seen: Set<String> = []
    for entry in try CaseFile.cases(in: "readings") {
      collectCases(of: try rulebook(entry.input), into: &seen)
    }
    let missing = everyCase.subtracting(seen).sorted()
    #expect(missing == [], "no reading shows these")
  }

  @Test func everyCaseIsListed() {
    #expect(everyCase.count > 100)
    var seen: Set<String> = []
    collectCases(of: Settings.MinimumTrade.shareOfNav(.zero), into: &seen)
    #expect(seen.contains("MinimumTrade.shareOfNav"))
  }

  @Test func oneRuleIsToldWithWhatItDependsOn() throws {
    let book = try rulebook(shortBook)
    let own = text(of: try #require(RulebookReading(book, rule: "own")))
    for expected in [
      "Rule own: Owning it\n===", "calm: This condition means", "Some news (news)",
      "single: The weight of each investment", "Event launch", "chips: 40% AMD and 60% NVDA.",
    ] {
      #expect(own.contains(expected), "\(expected)")
    }
    for other in ["Rule other", "unused", "banned", "sequel"] {
      #expect(!own.contains(other), "\(other)")
    }
    #expect(RulebookReading(book, rule: "none") == nil)
  }

  @Test func theSameRulebookInAnotherOrderIsToldTheSame() throws {
    let parts = shortBook.split(separator: "\n").map(String.init)
    let turned = (parts.prefix(1) + parts.dropFirst().reversed()).joined(separator: "\n")
    #expect(RulebookReading(try rulebook(shortBook)) == RulebookReading(try rulebook(turned)))
  }

  private let shortBook = """
    language 1 rulebook short
    topic news "Some news" { mentions "news" }
    catalyst launch { topic news evidence "sold" }
    catalyst sequel { topic news evidence "other" }
    basket chips { NVDA 60% AMD 40% }
    let calm = sentiment(news, over: 7d) > 0.1
    let unused = gross > 1%
    rule own "Owning it" { when calm and launch is confirmed build chips to 2% of nav }
    rule other { when sequel is confirmed build TSLA to 1% of nav }
    limit single weight of each instrument <= 10%
    limit banned no trade of TSLA
    """
}

func rulebook(_ text: String) throws -> CheckedRulebook {
  let files = CaseRulebook(text).files
  let result = RulebookChecker.check(files.map { Parser.parse($0) })
  return try #require(
    result.rulebook,
    "\(DiagnosticRenderer(files: files).render(result.diagnostics))"
  )
}

func text(of reading: RulebookReading, _ format: ReadingFormat = .text, width: Int = 80) -> String {
  String(decoding: format.bytes(of: reading, ReportOptions(width: width)), as: UTF8.self)
}
