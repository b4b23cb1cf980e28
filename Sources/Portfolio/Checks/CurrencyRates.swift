internal import Quantities

extension PortfolioCheck {
  static let missingRate = PortfolioCheck(
    code: "missing-rate",
    finds: "no rate of a currency that cash, a holding or an account is in"
  ) { facts in
    facts.currencies.filter { facts.rates[$0.key]?.isEmpty ?? true }.map { currency, why in
      PortfolioFinding(
        "missing-rate",
        subject: currency.description,
        "\(currency) has no rate to \(facts.numeraire), and \(why): net asset value is unknown",
        mend: facts.command("rate", currency.description, "RATE")
      )
    }
  }

  static let staleRate = PortfolioCheck(
    code: "stale-rate",
    finds: "the last rate of such a currency is older than the rules allow a price to be"
  ) { facts in
    facts.currencies.compactMap { currency, why in
      guard let last = facts.rates[currency]?.last, last.at < facts.oldest else { return nil }
      return PortfolioFinding(
        "stale-rate",
        subject: currency.description,
        "the last rate of \(currency), \(last.rate), is of \(last.at.date), and \(why)",
        mend: facts.command("rate", currency.description, "RATE")
      )
    }
  }
}

extension PortfolioFacts {
  /// The currencies that need a rate, each with the first reason why.
  fileprivate var currencies: [Currency: String] {
    var found: [Currency: String] = [:]
    func need(_ currency: Currency, _ why: String) {
      if currency != numeraire, found[currency] == nil { found[currency] = why }
    }
    for row in set.cash ?? [] { need(row.money.currency, "`\(row.account)` has cash in it") }
    for row in set.accounts ?? [] { need(row.baseCurrency, "`\(row.name)` counts in it") }
    for instrument in used { need(instrument.currency, "`\(instrument.symbol)` is priced in it") }
    return found
  }
}
