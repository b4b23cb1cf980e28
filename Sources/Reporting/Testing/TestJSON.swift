internal import Evaluator
internal import Quantities
internal import RuleChecker
internal import RuleSyntax
internal import RuleTesting

/// `docs/schema/test-1.json`: every test with what failed in it and why, and what the tests cover.
struct TestJSON {
  let report: TestReport

  var bytes: [UInt8] {
    var output: [UInt8] = []
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { json in
        json.member("schema", "tranche.test/1")
        json.member("tests", report.tests)
        json.member("failed", report.failedTests)
        json.member("rulebooks", each: report.rulebooks) { json, tested in
          json.write(tested, showsCoverage: report.showsCoverage)
        }
      }
    }
    output.append(UInt8(ascii: "\n"))
    return output
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ tested: TestReport.Tested, showsCoverage: Bool) {
    let files = Dictionary(tested.files.map { ($0.index, $0) }) { first, _ in first }
    object { json in
      json.member("path", tested.path)
      json.member("name", tested.outcome?.rulebook.name)
      json.member("errors", tested.errors.count)
      json.member("tests", each: tested.outcome?.tests ?? []) { json, test in
        json.object { json in
          json.member("name", test.name)
          json.place(test.nameSpan, in: files)
          json.member("passed", test.passed)
          json.member("expectations", test.expectations)
          json.member("failures", each: test.failures) { $0.write($1, in: files) }
        }
      }
      json.member("coverage") { json in
        guard showsCoverage, let coverage = tested.outcome?.coverage else { return json.null() }
        json.write(coverage, in: files)
      }
    }
  }

  private mutating func write(_ failure: TestFailure, in files: [Int32: SourceFile]) {
    object { json in
      json.member("kind", failure.kind.rawValue)
      json.place(failure.span, in: files)
      json.member("asOf", failure.asOf?.description)
      json.member("expected", failure.kind == .fault ? nil : failure.expected)
      json.member("actual", failure.actual)
      json.member("help", failure.help.isEmpty ? nil : failure.help)
      json.member("correction", failure.correction?.text)
      json.member("trades", each: failure.trades) { json, row in
        json.object { json in
          json.member("symbol", row.symbol)
          json.member("expected", row.expected)
          json.member("actual", row.actual)
          json.member("differs", row.differs)
          json.member("causes", row.causes)
        }
      }
      json.member("rules", each: failure.rules) { $0.write($1, in: files) }
    }
  }

  private mutating func write(_ sight: RuleSight, in files: [Int32: SourceFile]) {
    object { json in
      json.member("rule", sight.rule)
      json.member("member", sight.member)
      json.member("state", sight.state.rawValue)
      json.member("place", sight.place)
      json.member("clauses", each: sight.clauses) { json, clause in
        json.object { json in
          json.member("clause", clause.clause.description)
          json.member("condition") { $0.write(clause.tree, in: files) }
        }
      }
    }
  }

  private mutating func write(_ tree: ConditionTree, in files: [Int32: SourceFile]) {
    object { json in
      json.member("text", tree.text)
      json.place(tree.span, in: files)
      json.member("verdict", tree.verdict?.rawValue)
      json.member("actual", tree.actual)
      json.member("needed", tree.needed.isEmpty ? nil : tree.needed)
      json.member("distance", tree.distance.isEmpty ? nil : tree.distance)
      json.member("missing", tree.missing.isEmpty ? nil : tree.missing)
      json.member("parts", each: tree.parts) { $0.write($1, in: files) }
    }
  }

  // MARK: Coverage

  private mutating func write(_ coverage: Coverage, in files: [Int32: SourceFile]) {
    object { json in
      json.member("percent", coverage.percent)
      json.member("seen", coverage.seen)
      json.member("total", coverage.total)
      json.member("rules", each: coverage.rules) { json, rule in
        json.object { json in
          json.member("rule", rule.rule)
          json.place(rule.span, in: files)
          json.member("hasFired", rule.hasFired)
          json.member("clauses", each: rule.clauses) { json, clause in
            json.object { json in
              json.member("clause", clause.clause.description)
              json.write(clause.point, in: files)
              json.member("quiet", clause.point.sight(of: .quiet))
              json.member("blind", clause.point.sight(of: .blind))
            }
          }
        }
      }
      json.member("thresholds", each: coverage.thresholds) { json, point in
        json.object { $0.write(point, in: files) }
      }
    }
  }

  private mutating func write(_ point: Coverage.Point, in files: [Int32: SourceFile]) {
    place(point.span, in: files)
    member("text", point.text)
    member("true", point.seen.contains(.holds))
    member("false", point.seen.contains(.fails))
  }

  private mutating func place(_ span: Span, in files: [Int32: SourceFile]) {
    let region = SourceRegion(span, in: files)
    member("path", region?.path)
    member("line", region?.startLine ?? 0)
    member("column", region?.startColumn ?? 0)
  }
}

extension Coverage.Point {
  /// Whether it was seen; nothing for what can't be.
  fileprivate func sight(of truth: Finding.Verdict) -> Bool? {
    possible.contains(truth) ? seen.contains(truth) : nil
  }
}
