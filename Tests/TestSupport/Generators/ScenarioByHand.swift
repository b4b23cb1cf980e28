public import Portfolio
public import Quantities
public import RuleChecker

extension Scenario {
  /// One that a test wrote by hand: no seed made it.
  public init(
    rulebook: CheckedRulebook,
    market: Market,
    items: [Item],
    acts: [CatalystAct],
    account: Account,
    journal: Journal,
    asOf: Instant
  ) {
    var quotes: [String: Quote] = [:]
    for (instrument, quote) in zip(market.instruments, market.quotes) {
      quotes[instrument.symbol] = quote
    }
    self.init(
      seed: 0,
      rulebook: rulebook,
      instruments: market.instruments,
      quotes: quotes,
      numeraire: market.numeraire,
      rates: market.rates,
      items: items,
      acts: acts,
      account: account,
      journal: journal,
      asOf: asOf
    )
  }
}
