import Evaluator
import Reporting
import Testing

/// A rulebook of thousands of rules does not fill the screen.
@Suite struct ManyRulesTests {
  private func text(waiting: Int, firing: Int, isVerbose: Bool = false) -> String {
    var account = SampleAccounts.ready
    account.rules = (0..<(waiting + firing)).map { number in
      RuleReport(
        rule: "r\(number)",
        action: "build",
        state: number < waiting ? .waits : .fires,
        decidedBy: "when",
        findings: [],
        facts: [],
        place: "rules:\(number)"
      )
    }
    return report(.table, SampleHeaders.flagship, [account], isVerbose: isVerbose)
  }

  private func count(_ what: String, in text: String) -> Int {
    text.split(separator: "\n").count { $0.hasSuffix(what) }
  }

  @Test func twentyThatWaitAreTold() {
    #expect(count("waits", in: text(waiting: 20, firing: 0)) == 20)
    #expect(!text(waiting: 20, firing: 0).contains("more rule"))
  }

  @Test func theOthersAreCounted() {
    let many = text(waiting: 10_000, firing: 30)
    #expect(count("waits", in: many) == 20)
    #expect(many.contains("  9,980 more rules wait (`--verbose` lists them)\n"))
    #expect(text(waiting: 21, firing: 0).contains("  1 more rule waits (`--verbose` lists them)\n"))
  }

  @Test func whatActsIsToldWhole() {
    #expect(count("fires", in: text(waiting: 100, firing: 30)) == 30)
    #expect(count("waits", in: text(waiting: 100, firing: 0, isVerbose: true)) == 100)
  }
}
