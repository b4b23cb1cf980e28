public import Portfolio
public import Quantities

/// What the checks of a portfolio found, as bytes: what `tranche portfolio check` prints.
public struct PortfolioCheckReport: Sendable {
  public static let schema = "tranche.portfolio-check/1"

  public enum Format: String, CaseIterable, Sendable { case human, json }

  /// As the user calls it.
  public var file: String
  public var asOf: Instant
  /// The name of the rulebook whose needs were checked too, if any.
  public var rulebook: String?
  public var findings: [PortfolioFinding]

  public init(file: String, asOf: Instant, rulebook: String?, findings: [PortfolioFinding]) {
    self.file = file
    self.asOf = asOf
    self.rulebook = rulebook
    self.findings = findings
  }

  public func bytes(_ format: Format, _ options: ReportOptions) -> [UInt8] {
    switch format {
    case .human: text(options)
    case .json: JSONWriter.document { $0.write(self) }
    }
  }

  // MARK: Text

  private func text(_ options: ReportOptions) -> [UInt8] {
    var output: [UInt8] = []
    let renderer = TerminalRenderer(options)
    let number = findings.count
    var title = StyledText("portfolio: ")
    title.append(file, .strong)
    title.append(
      number == 0
        ? " is in order" : " asks for \(number) correction\(number == 1 ? "" : "s")",
      number == 0 ? .good : .caution
    )
    title.append(", as of \(asOf)")
    if let rulebook { title.append(", for `\(rulebook)`") }
    renderer.render([.title(title)], into: &output)
    for check in AllPortfolioChecks.list {
      let found = findings.filter { $0.check == check.code }
      if found.isEmpty { continue }
      renderer.render([.heading(check.code)], into: &output)
      for finding in found {
        renderer.render([.item(StyledText(finding.message), level: 0)], into: &output)
        // Never wrapped, so that it can be copied.
        let command = options.style.paint(SafeText.line(finding.mend), .strong)
        output.append(contentsOf: "    \(command)\n".utf8)
      }
    }
    return output
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ report: PortfolioCheckReport) {
    object { json in
      json.member("schema", PortfolioCheckReport.schema)
      json.member("file", report.file)
      json.member("asOf", report.asOf.description)
      json.member("rulebook", report.rulebook)
      json.member("findings", each: report.findings) { json, finding in
        json.object { json in
          json.member("check", finding.check)
          json.member("account", finding.account)
          json.member("subject", finding.subject)
          json.member("message", finding.message)
          json.member("mend", finding.mend)
        }
      }
    }
  }
}
