import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

@Suite("How one instrument went through the stages")
struct InstrumentTrailTests {
  private func trail(
    _ rules: String,
    of symbol: String = "NVDA",
    _ change: (inout Example) throws -> Void = { _ in }
  ) throws -> InstrumentTrail {
    var example = Example(rules)
    try change(&example)
    return try #require(try example.explain().trail(of: symbol))
  }

  @Test("A build is the arithmetic of its bound, then whole lots")
  func build() throws {
    let trail = try trail(BuildExampleTests.ladder)
    #expect(
      trail.steps == [
        "target 0 → 4.533333: scale_in.foothold", "feasible 4.533333 → 4: whole lots",
      ]
    )
    let bound = try #require(trail.bounds.first)
    #expect(trail.bounds.count == 1)
    #expect(bound.side == .lower)
    #expect(bound.by == "scale_in")
    let percent = { try Percent(units: $0 * 1_000_000).ratio }
    guard case .build(let build) = bound.formula else {
      Issue.record("a build without its arithmetic")
      return
    }
    #expect(build.unlocked == (try percent(34)))
    #expect(build.weight == (try percent(6)))
    #expect(build.share == (try percent(40)))
    #expect(build.target == bound.quantity)
    #expect(build.steps.map(\.name) == ["foothold"])
    #expect(build.steps.map(\.missing) == [bound.quantity])
    #expect(build.raise == bound.quantity)
    #expect(build.factor == .one)
    #expect(trail.value.unitExposure == Ratio(180))
    #expect(trail.asks.map(\.steps).first?.map(\.name) == ["foothold"])
    #expect(trail.after == (try Quantity(parsing: "4")))
    #expect(trail.changes.map(\.symbol) == ["NVDA"])
    #expect(trail.hold == nil)
  }

  @Test("A limit on one instrument, a group and cash cut one after the other")
  func cuts() throws {
    let trail = try trail(
      """
      rule go { build NVDA to 20% of nav }
      limit single_name weight of each instrument <= 15%
      limit sectors weight of each sector <= 10%
      limit floor cash >= 95%
      """
    ) { $0.sectors = ["NVDA": "chips"] }
    #expect(
      trail.steps == [
        "target 0 → 111.111111: go.all", "limit 111.111111 → 83.333333: single_name",
        "limit 83.333333 → 55.555556: sectors ×0.666667",
        "feasible 55.555556 → 27.994444: floor ×0.5039",
        "feasible 27.994444 → 27: whole lots",
      ]
    )
  }

  @Test("What withholds an increase is named")
  func withheld() throws {
    let stale = try trail("rule go { build NVDA to 20% of nav }") { $0.stale = ["NVDA"] }
    #expect(
      stale.steps == [
        "target 0 → 111.111111: go.all", "target 111.111111 → 0: withheld (no fresh price)",
      ]
    )
    #expect(stale.value.defect == "stale_price")
    let frozen = try trail(
      "rule go { build NVDA to 20% of nav }\nrule stop { when cash > 0 USD freeze buys of NVDA }"
    )
    #expect(frozen.steps == ["target 0 → 111.111111: go.all", "target 111.111111 → 0: stop"])
    #expect(frozen.noBuys == ["stop"])
    #expect(frozen.noSells == [])
    let full = try trail(
      "rule go { build NVDA to 20% of nav }\nlimit single_name weight of each instrument <= 5%"
    ) { $0.holds = ["NVDA": "100"] }
    #expect(full.steps.last == "limit 131.111111 → 100: single_name")
    #expect(full.hold?.code == .noRoom)
  }

  @Test("Reductions are rounded up, and one below the minimum trade is a hold")
  func reductions() throws {
    let trim = try trail("rule cut { trim NVDA to 10% of nav }") { $0.holds = ["NVDA": "100"] }
    #expect(trim.steps == ["target 100 → 65.555556: cut", "target 65.555556 → 65: whole lots"])
    #expect(trim.bounds.map(\.formula) == [.weight(try Ratio(1, over: 10))])
    let small = try trail(
      "rule cut { trim NVDA to 10% of nav }\nsettings { minimum trade 5% of nav }"
    ) {
      $0.holds = ["NVDA": "75"]
    }
    #expect(
      small.steps == [
        "target 75 → 63.055556: cut", "target 63.055556 → 75: minimum trade (a reduction of 12)",
      ]
    )
    let half = try trail("rule cut { trim NVDA by 50% }") { $0.holds = ["NVDA": "10"] }
    #expect(half.bounds.map(\.formula) == [.rest(of: Ratio(10), less: try Ratio(1, over: 2))])
  }

  @Test("A build that misses less than an order says how much")
  func tooSmall() throws {
    let trail = try trail("rule go { build NVDA to 10% of nav }") { $0.holds = ["NVDA": "61"] }
    let need = try #require(trail.asks.first)
    #expect(need.raise == .zero)
    #expect(need.tooSmall?.description == "0.655556")
    #expect(trail.steps == [])
  }

  @Test("Hedges are made in the last stage, by their rules")
  func hedges() throws {
    let trail = try trail(BuildExampleTests.ladder, of: "PSQ")
    #expect(trail.isHedgeInstrument)
    #expect(trail.steps == ["feasible 0 → 17: hedge_it"])
  }

  @Test("An instrument that nobody wants has its value, and one that nobody knows has nothing")
  func untouched() throws {
    var example = Example(BuildExampleTests.ladder)
    example.prices["AMD"] = "200"
    let explanation = try example.explain()
    let trail = try #require(explanation.trail(of: "AMD"))
    #expect(trail.value.unitValue == Ratio(200))
    #expect(trail.steps == [])
    #expect(explanation.trail(of: "ZZZ") == nil)
    #expect(explanation.rules(about: "AMD").isEmpty)
    #expect(explanation.rules(about: "NVDA").map(\.rule) == ["hedge_it", "scale_in"])
    #expect(explanation.rules(about: "PSQ").map(\.rule) == ["hedge_it"])
  }

  @Test("Generated accounts: the stages' steps lead from what is held to what is proposed")
  func generated() {
    var steps = 0
    for seed in UInt64(1)...150 {
      let scenario = ScenarioGenerator.scenario(seed: seed)
      let explanation = scenario.explanation
      #expect(
        "\(explanation.proposal.changes)" == "\(scenario.proposal.changes)",
        "seed \(seed): asking why changes nothing"
      )
      for symbol in explanation.instruments {
        guard let trail = explanation.trail(of: symbol) else {
          Issue.record("seed \(seed): \(symbol) has no trail")
          continue
        }
        var position = trail.held.ratio
        for entry in trail.entries {
          #expect(entry.before == position, "seed \(seed) \(symbol): \(trail.steps)")
          #expect(!entry.by.isEmpty, "seed \(seed) \(symbol): \(trail.steps)")
          position = entry.after
          steps += 1
        }
        #expect(position == trail.after.ratio, "seed \(seed) \(symbol): \(trail.steps)")
        for cut in trail.changes.flatMap(\.cuts) where cut.by != "basket" {
          #expect(
            trail.entries.contains { $0.by == [cut.by] && $0.factor == cut.factor },
            "seed \(seed) \(symbol): \(cut) is not in \(trail.steps)"
          )
        }
      }
    }
    #expect(steps > 150)
  }
}

extension InstrumentTrail {
  /// `limit 41 → 26: single_name ×0.63 (detail)`.
  fileprivate var steps: [String] {
    entries.map { entry in
      "\(entry.stage.rawValue) \(entry.before) → \(entry.after): \(entry.by.joined(separator: ", "))"
        + (entry.factor.map { " ×\($0)" } ?? "")
        + (entry.detail.isEmpty ? "" : " (\(entry.detail))")
    }
  }
}
