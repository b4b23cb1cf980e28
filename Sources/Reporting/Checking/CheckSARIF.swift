internal import RuleChecker
internal import RuleSyntax

/// SARIF 2.1.0 (OASIS): one run, with the rules that were broken, each result's place, the places
/// that explain it, and its fix.
struct CheckSARIF {
  let report: CheckReport
  let version: String

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  var bytes: [UInt8] {
    var output: [UInt8] = []
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { json in
        json.member("$schema", CheckSARIF.schema)
        json.member("version", "2.1.0")
        json.member("runs") { json in
          json.array([report]) { json, report in run(report, &json) }
        }
      }
    }
    output.append(UInt8(ascii: "\n"))
    return output
  }

  private func run(_ report: CheckReport, _ json: inout JSONWriter) {
    let codes = Set(report.found.map(\.diagnostic.code)).sorted()
    json.object { json in
      json.member("tool") { json in
        json.object { json in
          json.member("driver") { json in
            json.object { json in
              json.member("name", "tranche")
              json.member("semanticVersion", version)
              json.member("rules", each: codes) { $0.rule($1) }
            }
          }
        }
      }
      json.member("columnKind", "unicodeCodePoints")
      json.member("results", each: report.found) { json, found in
        let index = codes.firstIndex(of: found.diagnostic.code) ?? 0
        json.result(found.diagnostic, ruleIndex: index, in: found.files)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func rule(_ code: String) {
    object { json in
      json.member("id", code)
      guard let page = CheckPages.page(of: code) else { return }
      json.member("shortDescription") { $0.message(page.finds) }
      json.member("help") { json in
        json.object { json in
          json.member("text", page.matters)
          json.member("markdown", CheckPageMarkdown.text(of: page))
        }
      }
    }
  }

  fileprivate mutating func result(
    _ diagnostic: Diagnostic,
    ruleIndex: Int,
    in files: [Int32: SourceFile]
  ) {
    object { json in
      json.member("ruleId", diagnostic.code)
      json.member("ruleIndex", ruleIndex)
      json.member("level", diagnostic.severity.rawValue)
      let help = diagnostic.help.map { "; \($0)" } ?? ""
      json.member("message") { $0.message(diagnostic.message + help) }
      json.member("locations", each: [diagnostic.span]) { $0.location($1, in: files) }
      json.member("relatedLocations", each: diagnostic.notes) { json, note in
        json.location(note.span, in: files, message: note.message)
      }
      if let fix = diagnostic.fix {
        json.member("fixes", each: [fix]) { $0.fix($1, in: files) }
      }
    }
  }

  private mutating func fix(_ fix: Diagnostic.Fix, in files: [Int32: SourceFile]) {
    guard let region = SourceRegion(fix.span, in: files) else { return }
    object { json in
      json.member("description") { $0.message(fix.title) }
      json.member("artifactChanges", each: [fix]) { json, fix in
        json.object { json in
          json.artifact(region.path)
          json.member("replacements", each: [fix]) { json, fix in
            json.object { json in
              json.member("deletedRegion") { $0.region(region) }
              json.member("insertedContent") { $0.message(fix.replacement) }
            }
          }
        }
      }
    }
  }

  private mutating func location(
    _ span: Span,
    in files: [Int32: SourceFile],
    message: String? = nil
  ) {
    object { json in
      if let region = SourceRegion(span, in: files) {
        json.member("physicalLocation") { json in
          json.object { json in
            json.artifact(region.path)
            json.member("region") { $0.region(region) }
          }
        }
      }
      if let message { json.member("message") { $0.message(message) } }
    }
  }

  private mutating func region(_ region: SourceRegion) {
    object { json in
      json.member("startLine", region.startLine)
      json.member("startColumn", region.startColumn)
      json.member("endLine", region.endLine)
      json.member("endColumn", region.endColumn)
    }
  }

  private mutating func artifact(_ path: String) {
    member("artifactLocation") { json in
      json.object { $0.member("uri", PathReference.uri(of: path)) }
    }
  }

  /// The `{"text": …}` that SARIF asks for wherever text stands.
  private mutating func message(_ text: String) {
    object { $0.member("text", text) }
  }
}
