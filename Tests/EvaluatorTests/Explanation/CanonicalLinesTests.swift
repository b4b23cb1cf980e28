import Portfolio
import Quantities
import TestSupport
import Testing

@testable import Evaluator

/// Digests are those of plain lines of text, joined, sorted as texts and digested, whatever the texts are.
@Suite struct CanonicalLinesTests {
  /// Texts whose order as texts is not that of their bytes, separators, and what looks like them.
  private static let hostile = [
    "", "a", "e", "f", "z", "e\u{301}", "\u{e9}", "\u{65}\u{301}\u{323}", "\u{1ebd}", "A\u{30a}",
    "\u{212b}",
    "\u{c5}", "\u{1E}", "\u{1F}", "\n", "\r\n", "\u{0}", "\u{7f}", "\u{301}", "\u{ac00}",
    "\u{1100}\u{1161}", "\u{1f600}", "\u{ffff}", "\u{2019}", "o\u{338}", "<\u{338}", "\u{226e}",
    " ",
  ]

  private static func text(_ random: inout SeededGenerator) -> String {
    (0..<random.int(0...4)).map { _ in random.pick(hostile) }.joined()
  }

  @Test func linesStandInTheOrderOfTexts() {
    var random = SeededGenerator(seed: UInt64(Property.first))
    for _ in 0..<Property.count {
      var lines = CanonicalLines()
      var slow: [String] = []
      for _ in 0..<random.int(0...12) {
        let fields = (0..<random.int(1...3)).map { _ in Self.text(&random) }
        lines.begin(fields[0])
        for field in fields.dropFirst() { lines.field(field) }
        lines.end()
        slow.append(SlowLines.join(fields))
      }
      #expect(lines.digest() == SlowLines.digest(slow))
    }
  }

  @Test func numbersAndMomentsAreSpelledAsDescribed() {
    var random = SeededGenerator(seed: UInt64(Property.first))
    let seconds: [Int64] = [
      0, -1, 1_765_756_800, -62_135_596_800, -62_167_219_201, 253_402_300_799, 253_402_300_800,
      99_999_999_999_999, -99_999_999_999_999,
    ]
    for number in 0..<Property.count {
      let units = Int64(bitPattern: random.next()) >> Int64(random.int(0...63))
      let moment = Instant(
        secondsSinceEpoch: number < seconds.count
          ? seconds[number] : Int64(random.int(-63_000_000_000...254_000_000_000))
      )
      var lines = CanonicalLines()
      lines.begin("numbers")
      lines.field(Quantity(units: units))
      lines.field(Amount(units: units))
      lines.separate()
      lines.add(units)
      lines.field(moment)
      lines.field(units > 0)
      lines.end()
      let slow = SlowLines.join([
        "numbers", "\(Quantity(units: units))", "\(Amount(units: units))", "\(units)", "\(moment)",
        "\(units > 0)",
      ])
      #expect(lines.digest() == SlowLines.digest([slow]))
    }
  }

  @Test(arguments: Property.chunks)
  func digestsOfRunsAreThoseOfTheirLines(_ seeds: Range<Int>) {
    for seed in seeds {
      var scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
      var random = SeededGenerator(seed: UInt64(seed))
      if random.chance(50) { Self.disturb(&scenario, &random) }
      let evaluation = Evaluation(
        rulebook: scenario.rulebook,
        market: scenario.market,
        items: scenario.items,
        acts: scenario.acts,
        calendar: scenario.calendar,
        asOf: scenario.asOf
      )
      let slow = SlowInputLines(
        market: evaluation.market,
        items: scenario.items,
        acts: scenario.acts,
        calendar: scenario.calendar,
        asOf: scenario.asOf
      )
      let inputs = evaluation.header.inputs
      #expect(inputs.marketHash == SlowLines.digest(slow.marketLines()))
      #expect(inputs.newsHash == SlowLines.digest(slow.newsLines()))
      let account = (try? scenario.account.merged()) ?? scenario.account
      let lines = SlowAccountLines(
        account: account,
        journal: scenario.journal,
        market: evaluation.market
      )
      let digest = AccountDigest(
        of: scenario.account,
        journal: scenario.journal,
        in: evaluation.market
      )
      #expect(digest.hexadecimal == SlowLines.digest(lines.ofAccount() + lines.ofJournal()))
    }
  }

  /// Puts hostile texts and odd numbers into what is digested.
  private static func disturb(_ scenario: inout Scenario, _ random: inout SeededGenerator) {
    for index in scenario.items.indices {
      scenario.items[index].title = text(&random)
      scenario.items[index].body = text(&random)
      scenario.items[index].identifier += text(&random)
      for _ in 0..<random.int(0...3) {
        let subject = ItemSubject(kind: random.pick([.symbol, .theme]), name: text(&random))
        scenario.items[index].subjects.append(subject)
      }
    }
    for index in scenario.acts.indices { scenario.acts[index].evidence = text(&random) }
    scenario.account.name = text(&random)
    for _ in 0..<3 {
      scenario.account.tags.append(Tag(dimension: text(&random), value: text(&random)))
    }
    for index in scenario.account.positions.indices {
      let parts = (Int128(random.next()) - Int128(random.next()), Int128(random.next()) + 1)
      scenario.account.positions[index].cost = random.pick([
        nil, .zero, Ratio(-7), try? Ratio(parts.0, over: parts.1),
        try? Ratio(parts.0 * 1_000_003, over: parts.1), try? Ratio(Int128(Int64.min), over: 10),
      ])
    }
    for _ in 0..<3 {
      let key = Journal.StepKey(rule: text(&random), step: text(&random), instrument: 0)
      scenario.journal.steps[key] = .init(
        opened: scenario.asOf,
        goal: Quantity(units: Int64(bitPattern: random.next())),
        filled: .zero
      )
      scenario.journal.putOn[.init(rule: text(&random), instrument: random.int(0...900))] = .zero
      scenario.journal.states[.init(rule: text(&random), member: text(&random))] = .init(
        isActive: random.chance(50),
        at: scenario.asOf
      )
    }
  }
}
