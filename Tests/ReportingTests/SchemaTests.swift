import Evaluator
import Foundation
import Reporting
import TestSupport
import Testing

/// JSON output is what `docs/schema/proposal-1.json` promises.
@Suite struct SchemaTests {
  private let schema: JSONSchema

  init() throws {
    let file = repositoryRoot().appendingPathComponent("docs/schema/proposal-1.json")
    schema = try JSONSchema(Data(contentsOf: file))
  }

  @Test(arguments: [false, true]) func documentsConform(isVerbose: Bool) throws {
    for header in [SampleHeaders.flagship, SampleHeaders.everyState] {
      let text = report(.json, header, sampleAccounts, isVerbose: isVerbose)
      #expect(try schema.problems(in: parsed(text)) == [])
    }
  }

  @Test func aRunWithoutAccountsConforms() throws {
    let text = report(.json, SampleHeaders.header(), [])
    #expect(try schema.problems(in: parsed(text)) == [])
  }

  @Test func linesConform() throws {
    let text = report(.jsonl, SampleHeaders.everyState, sampleAccounts, isVerbose: true)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == sampleAccounts.count + 1)
    for (number, line) in lines.enumerated() {
      let part = number == 0 ? "#/$defs/header" : "#/$defs/account"
      #expect(try schema.problems(in: parsed(line), as: part) == [])
    }
  }

  @Test func aDocumentAndItsLinesSayTheSame() throws {
    let document = try parsed(report(.json, SampleHeaders.flagship, sampleAccounts))
    let accounts = try #require((document as? [String: Any])?["accounts"] as? [Any])
    let lines = report(.jsonl, SampleHeaders.flagship, sampleAccounts).split(separator: "\n")
    for (account, line) in zip(accounts, lines.dropFirst()) {
      #expect(account as? NSDictionary == (try parsed(String(line))) as? NSDictionary)
    }
  }

  @Test func valuesSurvive() throws {
    let text = report(.json, SampleHeaders.flagship, [SampleAccounts.hostile])
    let document = try #require(try parsed(text) as? [String: Any])
    let accounts = try #require(document["accounts"] as? [[String: Any]])
    #expect(accounts.first?["account"] as? String == SampleAccounts.hostile.account)
  }

  /// Every kind of change with what it was computed from.
  @Test func generatedProposalsConform() throws {
    var kinds: Set<String> = []
    for seed in 1...60 {
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let evaluation = evaluation(of: scenario)
      let proposal = evaluation.propose(for: scenario.account, journal: scenario.journal)
      let text = report(.jsonl, evaluation.header, [proposal])
      let line = try #require(text.split(separator: "\n").last)
      let account = try #require(try parsed(String(line)) as? [String: Any])
      #expect(try schema.problems(in: account, as: "#/$defs/account") == [], "seed \(seed)")
      for change in account["changes"] as? [[String: Any]] ?? [] {
        let evidence = try #require(change["evidence"] as? [String: Any])
        kinds.insert(try #require(evidence["kind"] as? String))
      }
    }
    #expect(kinds == ["bounds", "hedge", "conversion"])
  }

  private func evaluation(of scenario: Scenario) -> Evaluation {
    Evaluation(
      rulebook: scenario.rulebook,
      market: scenario.market,
      items: scenario.items,
      acts: scenario.acts,
      calendar: scenario.calendar,
      asOf: scenario.asOf
    )
  }

  /// What is never shown is not worked out for JSON; what is shown is the same.
  @Test func lessDetailReadsTheSame() throws {
    var telling = 0
    for seed in 1...300 {
      let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      let evaluation = evaluation(of: scenario)
      let texts = [ProposalDetail.full, .telling].map { detail in
        let proposal = evaluation.propose(
          for: scenario.account,
          journal: scenario.journal,
          detail: detail
        )
        return report(.jsonl, evaluation.header, [proposal])
      }
      #expect(texts[0] == texts[1], "seed \(seed)")
      if texts[0].contains(#""steps":[{"step":"#) { telling += 1 }
    }
    #expect(telling > 0)
  }

  @Test func partsThatTwoSchemasShareAgree() throws {
    let proposal = try definitions(of: "proposal-1.json")
    let why = try definitions(of: "why-1.json")
    let shared = Set(proposal.keys).intersection(why.keys).subtracting(["limit"])
    #expect(shared.isSuperset(of: ["change", "evidence", "bound", "formula", "rule"]))
    for name in shared.sorted() { #expect(proposal[name] == why[name], "\(name)") }
  }

  private func definitions(of name: String) throws -> [String: NSDictionary] {
    let file = repositoryRoot().appendingPathComponent("docs/schema/\(name)")
    let schema = try parsed(String(contentsOf: file, encoding: .utf8)) as? [String: Any]
    return try #require(schema?["$defs"] as? [String: NSDictionary])
  }

  @Test(arguments: [
    (#"{"schema": "other"}"#, "schema"), (#"{"facts": [1]}"#, "facts"), ("[]", "object"),
    (#"{"surplus": true}"#, "surplus"), (#"{"asOf": "yesterday"}"#, "asOf"),
  ])
  func theCheckFindsFaults(text: String, place: String) throws {
    let problems = try schema.problems(in: parsed(text))
    #expect(problems.contains { $0.contains(place) })
  }

  private func parsed(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }
}
