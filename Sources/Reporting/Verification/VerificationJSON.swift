/// A verification in JSON; `docs/schema/verification-1.json` describes it.
enum VerificationJSON {
  static func write(_ report: VerificationReport, into output: inout [UInt8]) {
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { json in
        json.member("schema", VerificationReport.schema)
        json.member("isIdentical", report.isIdentical)
        json.member("inputs", each: report.inputs) { json, input in
          json.object { json in
            json.member("input", input.name)
            json.member("account", input.account)
          }
        }
        json.member("differences", each: report.differences) { json, difference in
          json.object { json in
            json.member("account", difference.account.isEmpty ? nil : difference.account)
            json.member("subject", difference.subject.isEmpty ? nil : difference.subject)
            json.member("field", difference.field)
            json.member("saved", difference.saved)
            json.member("now", difference.now)
          }
        }
      }
    }
    output.append(UInt8(ascii: "\n"))
  }
}

extension VerificationReport.Input {
  fileprivate var name: String {
    switch self {
    case .rulebook: "rulebook"
    case .market: "market"
    case .news: "news"
    case .account: "account"
    }
  }

  fileprivate var account: String? {
    if case .account(let name) = self { name } else { nil }
  }
}
