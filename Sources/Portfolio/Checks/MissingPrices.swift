extension PortfolioCheck {
  static let missingPrice = PortfolioCheck(
    code: "missing-price",
    finds: "no price of something that is held or that the rulebook names"
  ) { facts in
    facts.used.filter { facts.prices[$0.symbol]?.isEmpty ?? true }.map { instrument in
      let effect =
        facts.holders[instrument.symbol] == nil
        ? "it can't be bought" : "net asset value is unknown"
      return PortfolioFinding(
        "missing-price",
        subject: instrument.symbol,
        "`\(instrument.symbol)` has no price, and \(facts.why(instrument.symbol)): \(effect)",
        mend: facts.command("price", instrument.symbol, "PRICE")
      )
    }
  }
}
