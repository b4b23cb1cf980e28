internal import Evaluator
internal import Quantities

/// What does not change, by reason; with `--verbose` each holding.
enum HoldSection {
  /// Symbols that are named beside a reason that withholds something.
  private static let namedSymbols = 4

  static func blocks(_ holds: [Hold], isVerbose: Bool) -> [Block] {
    if holds.isEmpty { return [] }
    return [
      .heading("Unchanged"), isVerbose ? .table(table(holds)) : .item(counts(holds), level: 0),
    ]
  }

  private static func counts(_ holds: [Hold]) -> StyledText {
    let parts = Hold.Code.allCases.compactMap { code -> String? in
      let symbols = holds.filter { $0.code == code }.map(\.symbol)
      if symbols.isEmpty { return nil }
      let count = "\(NumberText.grouped(String(symbols.count))) \(phrase(code))"
      if code == .noRule || code == .satisfied { return count }
      let named = symbols.prefix(namedSymbols).joined(separator: ", ")
      return symbols.count > namedSymbols ? "\(count) (\(named), …)" : "\(count) (\(named))"
    }
    return StyledText(parts.joined(separator: ", "))
  }

  private static func table(_ holds: [Hold]) -> TextTable {
    TextTable(
      columns: [.text("symbol"), .number("held"), .text("why"), .text("detail")],
      rows: holds.map { hold in
        [
          StyledText(hold.symbol, .strong),
          StyledText(NumberText.quantity(hold.quantity), hold.quantity.isNegative ? .bad : .plain),
          StyledText(phrase(hold.code)),
          StyledText(hold.detail),
        ]
      }
    )
  }

  static func phrase(_ code: Hold.Code) -> String {
    switch code {
    case .noRule: "without a rule"
    case .satisfied: "satisfied"
    case .belowMinimumTrade: "below the minimum trade"
    case .tooSmall: "too small"
    case .frozen: "frozen"
    case .noRoom: "without room under a limit"
    case .blocked: "blocked"
    case .undecidedHedge: "undecided hedge"
    }
  }
}
