internal import Portfolio

/// Turns overviews into bytes, an account at a time.
public struct PortfolioReport: Sendable {
  public static let schema = "tranche.portfolio/1"

  public enum Format: String, CaseIterable, Sendable { case table, json }

  private let format: Format
  private let options: ReportOptions

  public init(_ format: Format, _ options: ReportOptions = ReportOptions()) {
    self.format = format
    self.options = options
  }

  public func begin(into output: inout [UInt8]) {
    switch format {
    case .table: break
    case .json:
      output.append(contentsOf: "{\n  \"schema\": \"\(Self.schema)\",\n  \"accounts\": [".utf8)
    }
  }

  /// Appends one account; `isFirst` for the first of the run alone.
  public func account(
    _ overview: PortfolioOverview,
    isFirst: Bool,
    into output: inout [UInt8]
  ) {
    switch format {
    case .table:
      if !isFirst { TerminalRenderer(options).separate(into: &output) }
      let blocks = PortfolioTable.blocks(overview, width: options.width)
      TerminalRenderer(options).render(blocks, into: &output)
    case .json:
      output.append(contentsOf: (isFirst ? "\n    " : ",\n    ").utf8)
      JSONWriter.append(to: &output, isIndented: true, depth: 2) { $0.write(overview) }
    }
  }

  public func end(into output: inout [UInt8]) {
    switch format {
    case .table: break
    case .json: output.append(contentsOf: "\n  ]\n}\n".utf8)
    }
  }
}
