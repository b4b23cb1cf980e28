extension PortfolioCheck {
  static let missingInstrument = PortfolioCheck(
    code: "missing-instrument",
    finds: "a symbol that the rulebook names and the file does not have"
  ) { facts in
    guard let demands = facts.demands else { return [] }
    return demands.symbols.filter { facts.instruments[$0] == nil }.map { symbol in
      let near = nearestName(to: symbol, among: facts.instruments.keys.sorted())
        .map { "; the nearest is `\($0)`" }
      return PortfolioFinding(
        "missing-instrument",
        subject: symbol,
        "`\(demands.rulebook)` names `\(symbol)`, which is no instrument of the file\(near ?? "")",
        mend: facts.command("set", symbol, "--new", "currency=CURRENCY")
      )
    }
  }
}
