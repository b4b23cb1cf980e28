import Reporting
import RuleChecker
import RuleSyntax

/// What `tranche check` shows of a few rulebooks.
enum SampleChecks {
  /// Two files with mistakes of several kinds, and one rulebook without.
  static let mixed = report([
    [
      "rules/a b.tranche": """
      language 1
      rulebook steady "Steady"
      # a comment of another language
      use "limits.tranche"
      rule look { reveiw NVDA }
      rule own { build NVDA to 5% of nav when sentiment(news, over: 30 d) == 0.2 }
      """,
      "rules/limits.tranche": "limit cash_floor cash >= 2 percent\n",
    ],
    ["fine.tranche": fine],
  ])

  static let warned = report([["warned.tranche": fine + "let never = impact(NVDA, over: 7d) > 2\n"]]
  )
  static let sound = report([["fine.tranche": fine]])

  /// Paths and text that try to disturb a terminal or a reader of JSON.
  static let hostile = report([
    ["a\u{1B}[31m\u{202E}.tranche": "language 1 rulebook a \"\u{7}\u{1B}[2J\"\nrule \"<b>\" {}"]
  ])

  private static let fine = """
    language 1
    rulebook fine
    rule look { when weight(NVDA) > 5% review NVDA }

    """

  /// The report on rulebooks, each given as its files' paths and texts.
  static func report(_ rulebooks: [[String: String]]) -> CheckReport {
    CheckReport(
      rulebooks: rulebooks.map { texts in
        let files = texts.sorted { $0.key < $1.key }.enumerated().map { index, file in
          SourceFile(path: file.key, index: Int32(index), text: file.value)
        }
        let result = RulebookChecker.check(files.map { Parser.parse($0) })
        return CheckReport.Checked(
          path: files.first?.path ?? "",
          files: files,
          diagnostics: result.diagnostics,
          rulebook: result.rulebook
        )
      }
    )
  }
}

extension CheckReport {
  func text(_ format: CheckFormat, width: Int = 80, style: TextStyle = .plain) -> String {
    let options = ReportOptions(width: width, style: style)
    return String(decoding: format.text(of: self, options, version: "1.2.3"), as: UTF8.self)
  }
}
