/// A verification as text.
enum VerificationText {
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

  private static func differences(_ report: VerificationReport) -> [Block] {
    if report.differences.isEmpty { return [] }
    let table = TextTable(
      columns: [
        .text("account"), .text("of"), .text("field"), .text("saved"), .text("now"),
      ],
      rows: report.differences.map { difference in
        [
          StyledText(difference.account), StyledText(difference.subject, .strong),
          StyledText(difference.field), StyledText(difference.saved ?? "not there"),
          StyledText(difference.now ?? "not there"),
        ]
      }
    )
    return [.heading("Differences"), .table(table)]
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
