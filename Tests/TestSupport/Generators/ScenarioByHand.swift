public import Portfolio
public import Quantities
public import RuleChecker

extension Scenario {
  /// One that a test wrote by hand: no seed made it. The market knows of no corporate actions yet.
  public init(
    rulebook: CheckedRulebook,
    market: Market,
    items: [Item],
    acts: [CatalystAct],
    account: Account,
    journal: Journal,
    asOf: Instant,
    corporateActions: [CorporateAction] = [],
    calendar: [CalendarEvent] = []
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
      asOf: asOf,
      corporateActions: corporateActions,
      calendar: calendar
    )
    for (index, quotes) in market.history { history[market.instruments[index].symbol] = quotes }
  }
}
