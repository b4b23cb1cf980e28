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
