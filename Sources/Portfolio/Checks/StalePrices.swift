internal import Quantities

extension PortfolioCheck {
  static let stalePrice = PortfolioCheck(
    code: "stale-price",
    finds:
      "the last price of something that is held or that the rulebook names is older than the rules allow"
  ) { facts in
    facts.used.compactMap { instrument in
      guard let last = facts.prices[instrument.symbol]?.last, last.at < facts.oldest else {
        return nil
      }
      return PortfolioFinding(
        "stale-price",
        subject: instrument.symbol,
        "the last price of `\(instrument.symbol)`, \(last.price), is of \(last.at.date), and "
          + "\(facts.why(instrument.symbol)): nothing of it is bought",
        mend: facts.command("price", instrument.symbol, "PRICE")
      )
    }
  }
}
