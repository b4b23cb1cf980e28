internal import Evaluator
internal import Quantities

/// Scenarios as text.
struct ScenarioText: ScenarioWriter {
  let options: ReportOptions

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    var title = StyledText(header.rulebookName, .strong)
    if let words = header.rulebookTitle { title.append(": \(words)") }
    let blocks: [Block] =
      [.title(title), .paragraph(StyledText("scenarios as of \(header.asOf)"))]
      + HeaderSections.assumed(header.assumptions)
    TerminalRenderer(options).render(blocks, into: &output)
  }

  func account(_ scenarios: AccountScenarios, isFirst: Bool, into output: inout [UInt8]) {
    let renderer = TerminalRenderer(options)
    renderer.separate(into: &output)
    renderer.render(ScenarioSections.blocks(scenarios), into: &output)
  }

  func end(into output: inout [UInt8]) {}
}

/// The sections of one account's scenarios.
enum ScenarioSections {
  /// Outcomes side by side in one table of positions; more go into further tables.
  private static let mostColumns = 6
  /// Of an outcome, how many of the cases that lead to it are told.
  private static let mostCases = 6
  /// Of a threshold, how many positions are told.
  private static let mostPositions = 6

  static func blocks(_ scenarios: AccountScenarios) -> [Block] {
    var title = StyledText("account ")
    title.append(scenarios.account, .strong)
    var paragraph = StyledText("NAV ")
    paragraph.append(NumberText.money(scenarios.nav), .strong)
    if scenarios.nav != nil { paragraph.append(" \(scenarios.baseCurrency)") }
    return [.title(title), .paragraph(paragraph)]
      + catalysts(scenarios) + outcomes(scenarios) + positions(scenarios.outcomes)
      + thresholds(scenarios.thresholds)
  }

  // MARK: Catalysts

  private static func catalysts(_ scenarios: AccountScenarios) -> [Block] {
    var blocks: [Block] = [.heading("Catalysts")]
    if scenarios.tried.isEmpty { blocks.append(.item("none that a rule trades on", level: 0)) }
    for catalyst in scenarios.tried {
      var text = StyledText(catalyst.name, .strong)
      text.append(" is \(catalyst.now); tried: \(catalyst.states.joined(separator: ", "))")
      if scenarios.unmoving.contains(catalyst.name) { text.append("; changes nothing", .faint) }
      blocks.append(.item(text, level: 0))
    }
    if !scenarios.leftOut.isEmpty {
      let list = scenarios.leftOut.joined(separator: ", ")
      blocks.append(.item(StyledText("left out, too many at once: \(list)", .caution), level: 0))
    }
    return blocks
  }

  // MARK: Outcomes

  private static func outcomes(_ scenarios: AccountScenarios) -> [Block] {
    var blocks: [Block] = [.heading("Outcomes")]
    for (index, outcome) in scenarios.outcomes.enumerated() {
      var text = StyledText("\(index + 1)", .strong)
      if outcome.isNow { text.append(" now", .good) }
      let cases = outcome.cases.filter { !$0.isEmpty }
      text.append(": " + (cases.first.map(sentence) ?? "whatever the catalysts"))
      blocks.append(.item(text, level: 0))
      for conditions in cases.dropFirst().prefix(mostCases - 1) {
        blocks.append(.item(StyledText("or " + sentence(conditions)), level: 1))
      }
      if cases.count > mostCases {
        blocks.append(.item(StyledText("or in \(cases.count - mostCases) more cases"), level: 1))
      }
      if !outcome.blocked.isEmpty {
        let list = outcome.blocked.joined(separator: ", ")
        blocks.append(.item(StyledText("blocked: \(list)", .bad), level: 1))
      }
    }
    return blocks
  }

  private static func sentence(_ conditions: [ScenarioOutcome.Condition]) -> String {
    conditions.map { "\($0.catalyst) \($0.text)" }.joined(separator: ", ")
  }

  /// What is held after each outcome.
  private static func positions(_ outcomes: [ScenarioOutcome]) -> [Block] {
    guard let symbols = outcomes.first?.positions, !symbols.isEmpty else {
      return [.heading("Positions"), .item("none changes in any outcome", level: 0)]
    }
    var blocks: [Block] = [.heading("Positions after each outcome")]
    for start in stride(from: 0, to: outcomes.count, by: mostColumns) {
      let shown = outcomes.indices.dropFirst(start).prefix(mostColumns)
      let columns: [TextTable.Column] =
        [.text("symbol"), .number("held")]
        + shown.map { .number("\($0 + 1)\(outcomes[$0].isNow ? " now" : "")") }
      let rows = symbols.enumerated().map { row, position in
        [StyledText(position.symbol, .strong), StyledText(NumberText.quantity(position.before))]
          + shown.map { cell(outcomes[$0].positions[row]) }
      }
      blocks.append(.table(TextTable(columns: columns, rows: rows)))
    }
    return blocks
  }

  private static func cell(_ position: ScenarioPosition) -> StyledText {
    let text = NumberText.quantity(position.after)
    if position.after == position.before { return StyledText(text, .faint) }
    return StyledText(text, position.after > position.before ? .good : .bad)
  }

  // MARK: Thresholds

  private static func thresholds(_ thresholds: [ScenarioThreshold]) -> [Block] {
    if thresholds.isEmpty { return [] }
    return [
      .heading("Thresholds"),
      .table(
        TextTable(
          columns: [
            .text("news"), .number("now"), .number("turns at"), .number("away"), .text("then"),
          ],
          rows: thresholds.map { threshold in
            [
              StyledText(threshold.fact, .strong), StyledText(threshold.now),
              StyledText(threshold.turnsAt), StyledText(threshold.distance),
              effect(threshold.effect),
            ]
          }
        )
      ),
    ]
  }

  private static func effect(_ positions: [ScenarioPosition]) -> StyledText {
    if positions.isEmpty { return StyledText("nothing changes", .faint) }
    let list = positions.prefix(mostPositions).map { position in
      let before = NumberText.quantity(position.before)
      return "\(position.symbol) \(before) → \(NumberText.quantity(position.after))"
    }
    let more = positions.count - mostPositions
    return StyledText(list.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : ""))
  }
}
