/// How a report is shown. Nothing here is read from the environment: the caller decides.
public struct ReportOptions: Sendable {
  /// Columns of the terminal, from 40 to 400.
  public let width: Int
  public let style: TextStyle
  /// All holds, all limits and all rules, instead of those that bear on the result.
  public let isVerbose: Bool

  public init(width: Int = 80, style: TextStyle = .plain, isVerbose: Bool = false) {
    self.width = min(max(width, 40), 400)
    self.style = style
    self.isVerbose = isVerbose
  }

  /// The width to use: what `COLUMNS` says when it is a number, else the terminal's own, else 80.
  public static func width(columns: String?, terminal: Int?) -> Int {
    if let columns, let width = Int(columns), width > 0 { return width }
    if let terminal, terminal > 0 { return terminal }
    return 80
  }
}
