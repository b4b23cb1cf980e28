internal import Quantities

extension PortfolioCheck {
  static let duplicateSymbol = PortfolioCheck(
    code: "duplicate-symbol",
    finds:
      "two instruments that are one: symbols that differ in case or separators alone, or a symbol "
      + "beside the one that it was changed to"
  ) { facts in
    var pairs: [(old: String, kept: String, how: String)] = []
    let groups = Dictionary(grouping: facts.instruments.keys) { key(of: $0) }
    for symbols in groups.values.map({ $0.sorted() }) {
      guard let kept = symbols.max(by: { rank($0, facts) < rank($1, facts) }) else { continue }
      for old in symbols where old != kept {
        pairs.append((old, kept, "differs from it in case or separators alone"))
      }
    }
    for action in facts.set.corporateActions ?? [] {
      guard case .symbolChange(let former) = action.kind, action.at <= facts.asOf,
        former != action.symbol, facts.instruments[former] != nil
      else { continue }
      pairs.append((former, action.symbol, "was changed to it on \(action.at.date)"))
    }
    return pairs.map { old, kept, how in
      let isHeld = facts.holders[old] != nil
      return PortfolioFinding(
        "duplicate-symbol",
        subject: old,
        "`\(old)` and `\(kept)` look like one instrument: `\(old)` \(how)"
          + (isHeld ? "; \(facts.why(old)): import its holding under `\(kept)`" : ""),
        mend: isHeld ? facts.importCommand() : facts.command("remove", old)
      )
    }
  }

  /// The one held by more accounts is kept, then the one with capitals and points.
  private static func rank(_ symbol: String, _ facts: PortfolioFacts) -> (Int, Int, String) {
    (facts.holders[symbol]?.count ?? 0, symbol == symbol.uppercased() ? 1 : 0, symbol)
  }

  private static func key(of symbol: String) -> String {
    String(symbol.uppercased().map { "./-_ ".contains($0) ? "." : $0 })
  }
}
