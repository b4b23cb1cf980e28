internal import RuleChecker
internal import RuleSyntax

/// `docs/schema/check-1.json`: every diagnostic with its code, its place and its fix, and the
/// rulebooks that were checked.
struct CheckJSON {
  let report: CheckReport

  var bytes: [UInt8] {
    var output: [UInt8] = []
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { json in
        json.member("schema", "tranche.check/1")
        json.member("errors", report.errorCount)
        json.member("warnings", report.warningCount)
        json.member("mended", each: report.mended) { json, file in
          json.object { json in
            json.member("path", file.path)
            json.member("fixes", file.fixes)
          }
        }
        json.member("rulebooks", each: report.rulebooks) { $0.write($1) }
        json.member("diagnostics", each: report.found) { $0.write($1.diagnostic, in: $1.files) }
      }
    }
    output.append(UInt8(ascii: "\n"))
    return output
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ checked: CheckReport.Checked) {
    object { json in
      json.member("path", checked.path)
      json.member("name", checked.rulebook?.name)
      json.member("hash", checked.rulebook?.hash)
      json.member("files", checked.files.map(\.path))
      json.member("analysis") { json in
        guard let rulebook = checked.rulebook else { return json.null() }
        json.write(RulebookAnalysis(of: rulebook), of: checked)
      }
    }
  }

  private mutating func write(_ analysis: RulebookAnalysis, of checked: CheckReport.Checked) {
    let files = Dictionary(checked.files.map { ($0.index, $0) }) { first, _ in first }
    object { json in
      json.member("stepsPerRun") { $0.write(analysis.cost.perRun) }
      json.member("stepsPerAccount") { $0.write(analysis.cost.perAccount) }
      json.member("triggersAreComplete", analysis.triggers.isComplete)
      json.member("triggers", each: analysis.triggers.edges) { json, edge in
        json.object { json in
          json.member("from", edge.from)
          json.member("isExit", edge.isExit)
          json.member("to", edge.to)
          json.member("clause", edge.clause.word)
          json.place(edge.place, in: files)
        }
      }
      json.member("worseNewsMayRaise", each: analysis.monotonicity.filter { !$0.isMonotone }) {
        json,
        rule in
        json.object { json in
          json.member("rule", rule.rule)
          json.member("reason", rule.obstacle?.reason)
          if let obstacle = rule.obstacle { json.place(obstacle.place, in: files) }
        }
      }
    }
  }

  private mutating func write(_ count: StepCount) {
    object { json in
      json.member("constant", count.constant)
      json.member("perInstrument", count.perInstrument)
      json.member("perPair", count.perPair)
    }
  }

  fileprivate mutating func write(_ diagnostic: Diagnostic, in files: [Int32: SourceFile]) {
    object { json in
      json.member("code", diagnostic.code)
      json.member("severity", diagnostic.severity.rawValue)
      json.place(diagnostic.span, in: files)
      json.member("message", diagnostic.message)
      json.member("help", diagnostic.help)
      json.member("notes", each: diagnostic.notes) { json, note in
        json.object { json in
          json.place(note.span, in: files)
          json.member("message", note.message)
        }
      }
      json.member("fix") { json in
        guard let fix = diagnostic.fix else { return json.null() }
        json.object { json in
          json.member("title", fix.title)
          json.member("isCertain", fix.isCertain)
          json.place(fix.span, in: files)
          json.member("replacement", fix.replacement)
        }
      }
    }
  }

  private mutating func place(_ span: Span, in files: [Int32: SourceFile]) {
    guard let region = SourceRegion(span, in: files) else { return }
    member("path", region.path)
    member("line", region.startLine)
    member("column", region.startColumn)
    member("endLine", region.endLine)
    member("endColumn", region.endColumn)
  }
}
