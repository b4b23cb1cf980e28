/// A verification as text.
enum VerificationText {
  /// More are counted.
  private static let mostDifferences = 20

  static func blocks(_ report: VerificationReport) -> [Block] {
    if report.isIdentical { return [.title(StyledText("identical", .good))] }
    return [.title(headline(report))] + inputs(report) + differences(report)
  }

  private static func headline(_ report: VerificationReport) -> StyledText {
    if report.differences.isEmpty {
      var text = StyledText("the same result", .good)
      text.append(" from other inputs")
      return text
    }
    var text = StyledText("differs", .bad)
    text.append(" in \(counted(report.differences.count, "value"))")
    if report.inputs.isEmpty { text.append(", from the same inputs") }
    return text
  }

  private static func inputs(_ report: VerificationReport) -> [Block] {
    if report.inputs.isEmpty { return [] }
    return [.heading("Inputs that are not the same")]
      + report.inputs.map { .item(StyledText($0.sentence, .caution), level: 0) }
  }

  /// Changes first: what would be executed is what a reader looks for; what it was computed from last.
  private static func differences(_ report: VerificationReport) -> [Block] {
    if report.differences.isEmpty { return [] }
    let shown = [0, 1, 2].flatMap { rank in report.differences.filter { $0.rank == rank } }
      .prefix(mostDifferences)
    var blocks: [Block] = [.heading("Differences")]
    blocks += shown.map { .item(sentence($0), level: 0) }
    let more = report.differences.count - shown.count
    if more > 0 {
      let text = "and \(counted(more, "more value")) (`--format json` lists them)"
      blocks.append(.item(StyledText(text, .faint), level: 0))
    }
    return blocks
  }

  /// `growth, buy NVDA, changes.quantity: saved 250, now 25`.
  private static func sentence(_ difference: VerificationReport.Difference) -> StyledText {
    var text = StyledText()
    for (part, tone) in [(difference.account, Tone.plain), (difference.subject, .strong)]
    where !part.isEmpty {
      text.append(part, tone)
      text.append(", ")
    }
    text.append("\(difference.field): ")
    switch (difference.saved, difference.now) {
    case (let saved?, let now?): text.append("saved \(shown(saved)), now \(shown(now))")
    case (let saved?, nil): text.append("only saved: \(saved)")
    case (nil, let now?): text.append("only now: \(now)")
    case (nil, nil): text.append("not the same")
    }
    return text
  }

  private static func shown(_ value: String) -> String { value.isEmpty ? "nothing" : value }
}

extension VerificationReport.Difference {
  fileprivate var rank: Int {
    if field.hasPrefix("changes.evidence") { return 2 }
    return field.hasPrefix("changes") ? 0 : 1
  }
}

extension VerificationReport.Input {
  fileprivate var sentence: String {
    switch self {
    case .rulebook: "the rulebook: its declarations are not those of the proposal"
    case .market: "the market: instruments, tags, prices or rates of the portfolio file changed"
    case .news: "the news: give the same files with `--news`, and their `--received` and `--source`"
    case .account(let name): "account \(name): its holdings, cash, tags or journal changed"
    }
  }
}
