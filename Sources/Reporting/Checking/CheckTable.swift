internal import RuleChecker
internal import RuleSyntax

/// What checking found, for a person: each diagnostic with its place underlined, then a line for each
/// rulebook.
struct CheckTable {
  let report: CheckReport
  let options: ReportOptions

  var bytes: [UInt8] {
    let style = options.style
    var text = ""
    for file in report.mended {
      text += SafeText.line("\(file.path): \(counted(file.fixes, "mistake")) mended") + "\n"
    }
    for checked in report.rulebooks {
      let renderer = DiagnosticRenderer(files: checked.files, width: options.width) {
        style.paint($0, Tone($1))
      }
      text += renderer.render(checked.diagnostics)
    }
    for checked in report.rulebooks {
      text += conclusion(checked).painted(style) + "\n"
      for line in analysis(of: checked) {
        for part in line.wrapped(to: options.width - 2, hanging: 2).enumerated() {
          text += (part.offset == 0 ? "  " : "    ") + part.element.painted(style) + "\n"
        }
      }
    }
    return Array(text.utf8)
  }

  /// `rules: rust_for_linux is sound: 5 rules, 4 limits, 2 files; 2 warnings`
  private func conclusion(_ checked: CheckReport.Checked) -> StyledText {
    var line = StyledText("\(checked.path): ")
    let found = DiagnosticRenderer.summary(checked.diagnostics)
    guard let rulebook = checked.rulebook else {
      line.append(found, .bad)
      return line
    }
    line.append("`\(rulebook.name)` is sound", .good)
    let parts = [
      counted(rulebook.rules.count, "rule"), counted(rulebook.limits.count, "limit"),
      counted(checked.files.count, "file"),
    ]
    line.append(": " + parts.joined(separator: ", "))
    if !checked.diagnostics.isEmpty { line.append("; \(found)", .caution) }
    return line
  }

  private func analysis(of checked: CheckReport.Checked) -> [StyledText] {
    guard let rulebook = checked.rulebook else { return [] }
    return AnalysisLines(rulebook: rulebook, analysis: RulebookAnalysis(of: rulebook)).lines
  }
}
