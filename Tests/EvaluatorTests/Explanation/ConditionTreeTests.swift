import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

@Suite("Conditions taken apart")
struct ConditionTreeTests {
  private func tree(_ condition: String, _ change: (inout Example) throws -> Void = { _ in }) throws
    -> ConditionTree
  {
    var example = Example("rule go { when \(condition) build NVDA to 1% of nav }")
    try change(&example)
    return try #require(try example.explain().conditionTree(rule: "go", clause: .when))
  }

  private func turning(_ condition: String) throws -> [String] {
    let tree = try tree(condition)
    return [tree.verdict?.rawValue ?? "", tree.actual, tree.needed, tree.distance]
  }

  @Test("Every part has its text, its value and its verdict")
  func parts() throws {
    let tree = try tree(
      "sentiment(kernel_rust, over: 30d) + 0.1 >= 0.25 and not default_build is confirmed"
    )
    #expect(
      tree.outline == """
        true all: 2 of 2
          true comparison `sentiment(kernel_rust, over: 30d) + 0.1 >= 0.25`: 0.4 at least 0.25 (-0.15)
            arithmetic `sentiment(kernel_rust, over: 30d) + 0.1`: 0.4
              reading `sentiment(kernel_rust, over: 30d)`: 0.30 [sentiment(kernel_rust, over: 30d)]
              literal `0.1`: 0.1
            literal `0.25`: 0.25
          true not `not default_build is confirmed`: true
            false catalyst `default_build is confirmed`: none confirmed [default_build]

        """
    )
  }

  @Test("What follows the part that decided is not needed, but is told")
  func shortCircuit() throws {
    let rumour = "default_build is rumoured"
    let open = try tree("\(rumour) and cash > 0 USD and sentiment(kernel_rust, over: 3d) > 0")
    #expect(open.parts.map(\.isNeeded) == [true, false, false])
    #expect(open.parts.map(\.verdict) == [.fails, .holds, .holds])
    #expect(open.parts[1].parts.map(\.isNeeded) == [false, false])
    let either = try tree("cash > 0 USD or \(rumour)")
    #expect(either.parts.map(\.isNeeded) == [true, false])
    let quiet = try tree("sentiment(NVDA, over: 3d) > 0 and cash > 0 USD and \(rumour)")
    #expect(quiet.verdict == .fails)
    #expect(quiet.parts.map(\.verdict) == [.quiet, .holds, .fails])
    #expect(quiet.parts.map(\.isNeeded) == [true, true, true])
    let counted = try tree("at least 2 of (cash > 0 USD, nav > 0 USD, gross > 1%)")
    #expect(counted.kind == .atLeast(2))
    #expect(counted.parts.map(\.isNeeded) == [true, true, false])
    let substitute = try #require(
      try Example("rule go { when (sentiment(kernel_rust, over: 3d) otherwise 0) > 0 review NVDA }")
        .explain().conditionTree(rule: "go", clause: .when)
    )
    #expect(substitute.parts[0].parts.map(\.isNeeded) == [true, false])
  }

  @Test("A let is named, and what it stands for is inside")
  func lets() throws {
    var example = Example(BuildExampleTests.ladder)
    example.sentiment = "0.21"
    let tree = try #require(
      try example.explain().conditionTree(rule: "scale_in", clause: .when)
    )
    #expect(tree.kind == .name)
    #expect(tree.text == "thesis")
    #expect(tree.parts.map(\.kind) == [.all])
    #expect(tree.leaves.map(\.distance) == ["+0.04", "-0.08"])
  }

  @Test("Unknowns name the input that would decide them")
  func unknowns() throws {
    let quiet = try tree("sentiment(NVDA, over: 3d) > 0.1")
    #expect(quiet.verdict == .quiet)
    #expect(quiet.actual == "unknown")
    #expect(quiet.missing == "no item for sentiment(NVDA, over: 3d)")
    #expect(quiet.parts[0].verdict == .quiet)
    let blind = try tree("sentiment(kernel_rust, over: 3d) > 0.1") { $0.publishedOn = "2025-11-01" }
    #expect(blind.verdict == .blind)
    #expect(blind.missing == "the news feed is stale: nothing within 7d")
    let weight = try tree("weight(MYST) > 1%") { $0.holds = ["MYST": "1"] }
    #expect(weight.missing == "weight(MYST) needs a price or rate of MYST")
  }

  @Test("Comparisons turn at their bound, or just beyond it")
  func distances() throws {
    #expect(
      try turning("sentiment(kernel_rust, over: 30d) >= 0.34") == [
        "false", "0.30", "at least 0.34", "+0.04",
      ]
    )
    #expect(
      try turning("sentiment(kernel_rust, over: 30d) > 0.3") == [
        "false", "0.30", "above 0.30", "any rise",
      ]
    )
    #expect(
      try turning("0.25 <= sentiment(kernel_rust, over: 30d)") == [
        "true", "0.30", "at least 0.25", "-0.05",
      ]
    )
    #expect(try turning("gross < 5%") == ["true", "0.00%", "below 5.00%", "+5.00 points"])
    #expect(
      try turning("cash >= 120000.5 USD") == [
        "false", "100000.00", "at least 120000.50", "+20000.50",
      ]
    )
    #expect(try turning("articles(kernel_rust, over: 30d) > 3") == ["false", "1", "above 3", "+3"])
    #expect(
      try turning("age(kernel_rust) > 5d") == ["false", "3d", "above 5d", "+2d"]
    )
    #expect(
      try turning("at least 2 of (gross > 1%, cash > 0 USD, net > 1%)") == [
        "false", "1 of 3", "2", "+1",
      ]
    )
  }

  @Test("Counts of days say on which day they get there")
  func days() throws {
    let tree = try tree("days_since(default_build) >= 20") {
      $0.acts = [try confirmation(of: "default_build", on: "2025-12-10")]
    }
    #expect(tree.actual == "5")
    #expect(tree.distance == "+15, on 2025-12-30")
    let past = try self.tree("days_since(default_build) < 3") {
      $0.acts = [try confirmation(of: "default_build", on: "2025-12-10")]
    }
    #expect(past.distance == "-3")
  }

  @Test("A change that is too long ago says since when and by how much")
  func changedWithin() throws {
    let tree = try tree("default_build changed within 2d") {
      $0.acts = [try confirmation(of: "default_build", on: "2025-12-10")]
    }
    #expect(tree.verdict == .fails)
    #expect(tree.actual == "confirmed since 2025-12-10")
    #expect(tree.distance == "4d too late")
  }

  @Test("Each step's gate is a clause; a delay says when it opens")
  func steps() throws {
    var example = Example(
      """
      rule go {
        build NVDA to 10% of nav in tranches {
          first 50% at once
          then  50% once default_build is confirmed, at least 20d after first
        }
      }
      """
    )
    example.holds = ["NVDA": "28"]
    let day = try #require(Instant(parsing: "2025-12-07", bareDate: .start))
    example.journal.lastApplied = day
    let index = try #require(try example.evaluation().market.indexBySymbol["NVDA"])
    example.journal.steps[Journal.StepKey(rule: "go", step: "first", instrument: index)] =
      Journal.OpenStep(
        opened: day,
        goal: try Quantity(parsing: "28"),
        filled: try Quantity(parsing: "28"),
        filledAt: day
      )
    let explanation = try example.explain()
    #expect(explanation.conditionTree(rule: "go", clause: .when) == nil)
    #expect(explanation.conditionTree(rule: "go", clause: .step("first")) == nil)
    let gate = try #require(explanation.conditionTree(rule: "go", clause: .step("then")))
    #expect(gate.actual == "0 of 2")
    #expect(gate.parts.map(\.kind) == [.catalyst, .delay])
    #expect(gate.parts[1].text == "at least 20d after first")
    #expect(gate.parts[1].actual == "filled 2025-12-07")
    #expect(gate.parts[1].distance == "opens on 2025-12-27, 11d left")
    #expect(explanation.clauses.map(\.clause) == [.step("then")])
    #expect(explanation.clauses.map(\.verdict) == [.fails])
  }

  @Test("A member of `for each` has trees of its own")
  func members() throws {
    var example = Example(
      "rule go for each n in beneficiaries { when weight(n) > 5% trim n to 5% of nav }"
    )
    example.holds = ["NVDA": "100"]
    let explanation = try example.explain()
    let tree = try #require(
      explanation.conditionTree(rule: "go", member: "NVDA", clause: .when)
    )
    #expect(tree.text == "weight(NVDA) > 5%")
    #expect(tree.distance == "-10.25 points")
    #expect(explanation.conditionTree(rule: "go", clause: .when) == nil)
    #expect(explanation.clauses.map(\.member) == ["GOOGL", "MSFT", "NVDA"])
  }

  @Test("Generated conditions: trees agree with the rules that they explain, down to every part")
  func generated() {
    var trees = 0
    for seed in UInt64(1)...200 {
      let explanation = ScenarioGenerator.scenario(seed: seed).explanation
      for clause in explanation.clauses {
        guard
          let tree = explanation.conditionTree(
            rule: clause.rule,
            member: clause.member,
            clause: clause.clause
          )
        else {
          Issue.record("seed \(seed): \(clause) has no tree")
          continue
        }
        trees += 1
        #expect(tree.verdict == clause.verdict, "seed \(seed): \(clause)")
        for fault in tree.faults { Issue.record("seed \(seed): \(clause): \(fault)") }
      }
    }
    #expect(trees > 200)
  }
}

extension ConditionTree {
  /// The tree as indented lines.
  fileprivate var outline: String { outline(indent: "") }

  private func outline(indent: String) -> String {
    var line = indent + (verdict.map { "\($0.rawValue) " } ?? "")
    line += kind == .all ? "all: \(actual) " : "\(kind) `\(text)`: \(actual) \(needed) "
    if kind == .all || needed.isEmpty { line = String(line.dropLast()) }
    if line.hasSuffix(" ") { line.removeLast() }
    if !distance.isEmpty { line += " (\(distance))" }
    if !facts.isEmpty { line += " \(facts)".replacing("\"", with: "") }
    return line + "\n" + parts.map { $0.outline(indent: indent + "  ") }.joined()
  }

  /// Where a part's verdict does not follow from the verdicts of what is inside.
  fileprivate var faults: [String] {
    let verdicts = parts.map(\.verdict)
    let expected: Finding.Verdict? =
      switch kind {
      case .all: parts.reached(parts.count)
      case .any: parts.reached(1)
      case .atLeast(let count): parts.reached(count)
      case .not: verdicts[0] == .holds ? .fails : (verdicts[0] == .fails ? .holds : verdicts[0])
      case .name: verdicts[0]
      case .known: verdicts[0] == .quiet || verdicts[0] == .blind ? .fails : .holds
      case .otherwise:
        verdicts[0] == .quiet || verdicts[0] == .blind ? verdicts[1] : verdicts[0]
      case .comparison, .catalyst, .arithmetic, .literal, .reading, .delay: verdict
      }
    let own = expected == verdict ? [] : ["`\(text)` is \(String(describing: verdict))"]
    return own + parts.flatMap(\.faults)
  }
}

extension [ConditionTree] {
  fileprivate func reached(_ count: Int) -> Finding.Verdict {
    let holding = self.count { $0.verdict == .holds }
    let failing = self.count { $0.verdict == .fails }
    if holding >= count { return .holds }
    if self.count - failing < count { return .fails }
    return contains { $0.verdict == .blind } ? .blind : .quiet
  }
}
