internal import Evaluator
internal import RuleSyntax
internal import RuleTesting

/// What tests cover of a rulebook: each clause with the truths that were seen, then what is missing.
struct CoverageSection {
  let outcome: RulebookOutcome
  let files: [SourceFile]

  private var coverage: Coverage { outcome.coverage }

  var blocks: [Block] {
    let head = "coverage: \(coverage.percent)%, \(coverage.seen) of \(coverage.total)"
    var blocks: [Block] = [.heading(head), .table(table)]
    let missing = missing
    if !missing.isEmpty { blocks.append(.heading("missing")) }
    return blocks + missing.map { .item($0, level: 0) }
  }

  private var table: TextTable {
    var rows: [[StyledText]] = []
    for rule in coverage.rules {
      rows.append(
        [StyledText(rule.rule, .strong), "fires", mark(rule.hasFired)]
          + Array(repeating: "", count: 3)
      )
      for clause in rule.clauses {
        let truths: [Finding.Verdict] = [.holds, .fails, .quiet, .blind]
        rows.append(
          ["", StyledText("\(clause.clause)")] + truths.map { mark($0, of: clause.point) }
        )
      }
    }
    return TextTable(
      columns: [
        .text("rule"), .text("clause"), .text("true"), .text("false"), .text("quiet"),
        .text("blind"),
      ],
      rows: rows
    )
  }

  private func mark(_ isSeen: Bool) -> StyledText {
    isSeen ? StyledText("seen", .good) : StyledText("never", .bad)
  }

  /// A dash for what can't be.
  private func mark(_ truth: Finding.Verdict, of point: Coverage.Point) -> StyledText {
    let isSeen = point.seen.contains(truth)
    return isSeen || point.possible.contains(truth) ? mark(isSeen) : StyledText("-", .faint)
  }

  // MARK: What is missing

  /// In the author's words, with the place.
  private var missing: [StyledText] {
    var lines: [StyledText] = []
    for rule in coverage.rules {
      if !rule.hasFired { lines.append(line(rule.span, "`\(rule.rule)` never fires")) }
      for clause in rule.clauses where !clause.point.isComplete {
        let what = "`\(clause.clause)` of `\(rule.rule)` is \(never(clause.point))"
        lines.append(line(clause.point.span, "\(what): \(clause.point.text)"))
      }
    }
    for threshold in coverage.thresholds where !threshold.isComplete {
      lines.append(line(threshold.span, "\(never(threshold)): \(threshold.text)"))
    }
    return lines
  }

  /// `never true and never blind`
  private func never(_ point: Coverage.Point) -> String {
    let words: [(Finding.Verdict, String)] = [
      (.holds, "true"), (.fails, "false"), (.quiet, "quiet"), (.blind, "blind"),
    ]
    let missing = words.filter { point.missing.contains($0.0) }.map { "never \($0.1)" }
    guard let last = missing.last, missing.count > 1 else { return missing.joined() }
    return missing.dropLast().joined(separator: ", ") + " and \(last)"
  }

  private func line(_ span: Span, _ text: String) -> StyledText {
    let place = files.first { $0.index == span.file }.map { file in
      let (line, column) = file.location(of: span.start)
      return "\(file.path):\(line):\(column)"
    }
    return StyledText("\(place ?? "")  ", .faint) + StyledText(text)
  }
}
