import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Nothing known later changes a result: over generated histories of items, revisions, deletions, copies and persons'
/// acts, on the way that the program goes (`NewsMerge`, then `Evaluation`).
struct NoLookAheadTests {
  /// Reads news in every way that rules can.
  static let example: Example = {
    var example = Example(
      """
      topic rust { mentions "Rust" }
      catalyst default_on {
        topic rust
        evidence "built by default"
        official "kernel.org"
        expires after 4d
      }
      catalyst landed { evidence "merged" confirmed by official }
      rule more {
        when sentiment(rust, over: 5d) > 0.1 and articles(rust, over: 9d) >= 2
        build beneficiaries to 6% of nav in tranches {
          first  50% at once
          second 50% once default_on is corroborated
        }
        exit when default_on is denied or sentiment_change(rust, over: 3d) < -0.5
      }
      rule bad for each stock in all {
        when sentiment(stock, over: 4d, sources: 2) < -0.1
        trim stock to 1% of nav
        until sentiment(stock, over: 2d, half_life: 1d) > 0.1 or age(stock) > 3d
      }
      rule look { when any of (default_on, landed) changed within 3d review NVDA }
      rule wide { when sources(rust, over: 6d) >= 3 and impact(rust, over: 6d) > 0.5 review GOOGL }
      """
    )
    example.holds = ["NVDA": "40", "MSFT": "20", "GOOGL": "10"]
    return example
  }()

  /// 2025-12-01 at midnight, and hours from there.
  static func hour(_ hours: Int64) -> Instant {
    Instant(secondsSinceEpoch: 1_764_547_200 + hours * 3600)
  }

  static func items(_ random: inout SplitMix, _ hours: ClosedRange<Int64>) -> [Item] {
    let words = ["built by default", "not built by default", "merged", "talked about"]
    return (0..<Int.random(in: 4...24, using: &random)).map { _ in
      let number = Int.random(in: 0..<9, using: &random)
      let owner = ["one", "two", "three", "kernel.org", ""].randomElement(using: &random) ?? ""
      var item = Item(
        identifier: "i\(number)",
        provider: random.chance(70) ? "wire" : "feed",
        // Numbered by the provider, or by the time.
        revision: random.chance(60) ? Item.unnumbered : .random(in: 1...6, using: &random),
        isDeleted: random.chance(8),
        title: "Rust in the kernel is \(words.randomElement(using: &random) ?? "")",
        summary: random.chance(50) ? "Number \(number)" : "",
        url: random.chance(40)
          ? "https://example.com/\(Int.random(in: 0..<4, using: &random))" : nil,
        source: owner,
        available: hour(.random(in: hours, using: &random)),
        sentiment: random.chance(85)
          ? Number(units: .random(in: -100...100, using: &random) * 1_000_000) : nil,
        impact: random.chance(60)
          ? Number(units: .random(in: 0...100, using: &random) * 1_000_000) : nil,
        hasContent: random.chance(93)
      )
      let symbols = ["NVDA", "MSFT", "GOOGL"].filter { _ in random.chance(40) }
      item.subjects = symbols.map { ItemSubject(kind: .symbol, name: $0) }
      if random.chance(6) { item.quarantine = "a score is out of range" }
      return item
    }
  }

  static func acts(_ random: inout SplitMix, _ hours: ClosedRange<Int64>) -> [CatalystAct] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let kinds: [CatalystAct.Kind] = [.report, .corroborate, .confirm, .deny, .retract]
      let recorded = Int64.random(in: hours, using: &random)
      return CatalystAct(
        catalyst: random.chance(50) ? "default_on" : "landed",
        kind: kinds.randomElement(using: &random) ?? .confirm,
        at: hour(recorded + .random(in: -30...0, using: &random)),
        recorded: hour(recorded),
        evidence: random.chance(40) ? "i\(Int.random(in: 0..<9, using: &random))" : ""
      )
    }
  }

  /// What a run says, without the names and counts of what it was given.
  struct Result: Equatable {
    var facts: [Fact]
    var catalysts: [CatalystReport]
    var rules: [RuleReport]
    /// Without the record of the run, whose tables are in no order.
    var proposal: String
  }

  static func result(
    _ items: [Item],
    _ acts: [CatalystAct],
    at moment: Instant,
    _ world: (rulebook: CheckedRulebook, market: Market, account: Account)
  ) -> Result {
    let evaluation = Evaluation(
      rulebook: world.rulebook,
      market: world.market,
      items: NewsMerge.merged(items, asOf: moment),
      acts: acts,
      asOf: moment
    )
    let header = evaluation.header
    var proposal = evaluation.propose(for: world.account, journal: Journal())
    proposal.run = nil
    return Result(
      facts: header.facts,
      catalysts: header.catalysts,
      rules: header.rules,
      proposal: "\(proposal)"
    )
  }

  // cites: news-1
  @Test(arguments: 0..<24)
  func whatIsKnownLaterChangesNothing(_ chunk: Int) throws {
    let example = NoLookAheadTests.example
    let market = try example.evaluation().market
    let world = (try example.rulebook(), market, try example.account(in: market))
    var changed = 0
    for seed in UInt64(chunk) * 10..<UInt64(chunk) * 10 + 10 {
      var random = SplitMix(state: seed)
      // From the first fresh price on.
      let now = Int64.random(in: 337...400, using: &random)
      let early = NoLookAheadTests.items(&random, 200...now)
      let late = NoLookAheadTests.items(&random, now + 1...now + 96)
      let acts = NoLookAheadTests.acts(&random, 200...now)
      let lateActs = NoLookAheadTests.acts(&random, now + 1...now + 96)
      let moment = NoLookAheadTests.hour(now)
      let one = NoLookAheadTests.result(early, acts, at: moment, world)
      // In any order, which must not matter either.
      let all = (early + late).shuffled(using: &random)
      let allActs = (acts + lateActs).shuffled(using: &random)
      let both = NoLookAheadTests.result(all, allActs, at: moment, world)
      #expect(one == both, "seed \(seed) at \(moment)")
      let end = NoLookAheadTests.hour(now + 96)
      if NoLookAheadTests.result(all, allActs, at: end, world)
        != NoLookAheadTests.result(early, acts, at: end, world)
      {
        changed += 1
      }
    }
    // What is added matters once it is known.
    #expect(changed >= 9)
  }
}
