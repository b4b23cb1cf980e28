import Evaluator
import Reporting
import TestSupport
import Testing

/// What a user sees, byte for byte.
@Suite struct SnapshotTests {
  @Test(arguments: [80, 120]) func table(width: Int) {
    let text = report(.table, SampleHeaders.flagship, [SampleAccounts.ready], width: width)
    expectSnapshot(of: text, named: "flagship-\(width).txt")
  }

  @Test(arguments: [80, 120]) func everyStateAndSection(width: Int) {
    let accounts = [SampleAccounts.everything, SampleAccounts.blocked]
    let text = report(.table, SampleHeaders.everyState, accounts, width: width)
    expectSnapshot(of: text, named: "everything-\(width).txt")
  }

  @Test func verbose() {
    let accounts = [SampleAccounts.everything]
    let text = report(.table, SampleHeaders.everyState, accounts, isVerbose: true)
    expectSnapshot(of: text, named: "everything-verbose.txt")
  }

  @Test func colour() {
    let accounts = [SampleAccounts.ready, SampleAccounts.blocked]
    let text = report(.table, SampleHeaders.flagship, accounts, style: .colour)
    expectSnapshot(of: text, named: "flagship-colour.txt")
  }

  @Test func hostileTextInATable() {
    let text = report(.table, SampleHeaders.header(), [SampleAccounts.hostile])
    expectSnapshot(of: text, named: "hostile.txt")
  }

  @Test func markdown() {
    let accounts = [SampleAccounts.ready, SampleAccounts.hostile]
    let text = report(.markdown, SampleHeaders.flagship, accounts)
    expectSnapshot(of: text, named: "flagship.md")
  }

  @Test func json() {
    let text = report(.json, SampleHeaders.flagship, [SampleAccounts.ready])
    expectSnapshot(of: text, named: "flagship.json")
  }

  @Test func jsonLines() {
    let text = report(
      .jsonl,
      SampleHeaders.flagship,
      [SampleAccounts.ready, SampleAccounts.blocked]
    )
    expectSnapshot(of: text, named: "flagship.jsonl")
  }

  @Test func csv() {
    expectSnapshot(of: report(.csv, SampleHeaders.flagship, sampleAccounts), named: "all.csv")
  }
}
