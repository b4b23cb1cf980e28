import Evaluator
import Portfolio
import Quantities
import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// What is told of catalysts: which conditions wait for one, and what persons did to it.
@Suite struct CatalystDetailTests {
  private static let rules = """
    language 1
    rulebook waiting
    topic chips { mentions "chips" }
    catalyst launch { topic chips evidence "launched" expected by 2026-01-10 }
    catalyst earnings for each company in all { outcomes beat, miss }
    let is_out = launch is confirmed
    rule scale {
      when sentiment(chips, over: 30d) > -1 or is_out
      build AAA to 4% of nav in tranches { first 50% at once  second 50% once is_out }
      exit when launch is denied
    }
    rule guard { when known(sentiment(chips, over: 30d)) hedge 50% of AAA by value with BBB until is_out }
    rule sell for each stock in all { when earnings(stock) is miss trim stock to 0% of nav }
    """

  private func evaluation(_ acts: [CatalystAct]) throws -> Evaluation {
    let parsed = Parser.parse(SourceFile(path: "waiting.tranche", text: Self.rules))
    let rulebook = try #require(RulebookChecker.check([parsed]).rulebook)
    let usd = try #require(Currency("USD"))
    return Evaluation(
      rulebook: rulebook,
      market: Market(
        instruments: ["AAA", "BBB"].map { Instrument(symbol: $0, currency: usd) },
        quotes: [:],
        numeraire: usd,
        rates: [:]
      ),
      items: [],
      acts: acts,
      asOf: try moment("2026-01-05")
    )
  }

  private func moment(_ day: String) throws -> Instant {
    try #require(Instant(parsing: day, bareDate: .start))
  }

  private func act(
    _ catalyst: String,
    of member: String? = nil,
    _ kind: CatalystAct.Kind,
    _ day: String
  ) throws -> CatalystAct {
    let at = try moment(day)
    return CatalystAct(catalyst: catalyst, member: member, kind: kind, at: at, recorded: at)
  }

  @Test func everyConditionThatReadsItIsNamed() throws {
    let detail = try #require(
      try evaluation([]).catalyst(CatalystName(name: "launch"), acts: [])
    )
    #expect(detail.report.state == "expected")
    #expect(detail.due?.description == "2026-01-10")
    let readers = detail.readers.map { "\($0.name) \($0.action) \($0.clause.rawValue)" }
    #expect(
      readers == [
        "guard hedge until", "scale build when", "scale.second build step", "scale build exit when",
      ]
    )
    #expect(detail.readers.allSatisfy { $0.verdict != .holds })
  }

  @Test func aConfirmationUnlocksWhatWaited() throws {
    let acts = [try act("launch", .confirm, "2026-01-04"), try act("launch", .deny, "2026-01-06")]
    let detail = try #require(
      try evaluation(acts).catalyst(CatalystName(name: "launch"), acts: acts)
    )
    #expect(detail.report.state == "confirmed")
    // What a person does on a later day is not known yet.
    #expect(detail.acts == [acts[0]])
    #expect(detail.readers.filter { $0.verdict == .holds }.map(\.clause) == [.until, .when, .step])
  }

  @Test func ofEachInstrumentTheKnownOnesAreListed() throws {
    let acts = [try act("earnings", of: "AAA", .outcome("miss"), "2026-01-04")]
    let evaluation = try evaluation(acts)
    let listed = evaluation.catalysts(acts: acts)
    #expect(
      listed.map { CatalystName(name: $0.report.name, member: $0.report.member).description }
        == ["earnings(AAA)", "launch"]
    )
    #expect(listed[0].report.outcome == "miss")
    #expect(listed[0].readers.map(\.name) == ["sell[AAA]"])
    let silent = try #require(
      evaluation.catalyst(CatalystName(name: "earnings", member: "BBB"), acts: acts)
    )
    #expect(silent.report.state == "none" && silent.acts.isEmpty)
  }

  @Test func onlyWhatTheRulebookDeclaresIsFound() throws {
    let evaluation = try evaluation([])
    for name in ["lunch", "launch(AAA)", "earnings"] {
      let name = try #require(CatalystName(name))
      #expect(evaluation.catalyst(name, acts: []) == nil, "\(name)")
    }
  }

  @Test(arguments: [
    ("launch", "launch"), ("earnings(MSFT)", "earnings(MSFT)"), ("a(B.C)", "a(B.C)"), ("", nil),
    ("a(", nil), ("a)", nil), ("(B)", nil), ("a()", nil), ("a(B)c", nil), ("a(B(C))", nil),
  ])
  func namesAreRead(text: String, expected: String?) {
    #expect(CatalystName(text)?.description == expected)
  }
}
