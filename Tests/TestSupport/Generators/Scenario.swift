public import Portfolio
public import Quantities
public import RuleChecker

/// Everything that one evaluation reads, as values that can be varied, shrunk and printed.
public struct Scenario: Sendable {
  public var seed: UInt64
  public var rulebook: CheckedRulebook
  /// In ascending order of symbol: positions and journals refer to them by place.
  public var instruments: [Instrument]
  public var quotes: [String: Quote]
  public var numeraire: Currency
  public var rates: [Currency: RateQuote]
  public var items: [Item]
  public var acts: [CatalystAct]
  public var account: Account
  public var journal: Journal
  public var asOf: Instant
  /// Quotes of the past by symbol, for what compares with them.
  public var history: [String: [Quote]] = [:]
  public var corporateActions: [CorporateAction] = []
  public var calendar: [CalendarEvent] = []

  public var market: Market {
    Market(
      instruments: instruments,
      quotes: quotes,
      numeraire: numeraire,
      rates: rates,
      corporateActions: corporateActions
    )
    .adding(history: history)
  }

  public var reference: ReferenceOutcome {
    ReferenceEvaluator.evaluate(
      rulebook: rulebook,
      market: market,
      items: items,
      acts: acts,
      account: account,
      journal: journal,
      asOf: asOf
    )
  }
}

// MARK: Printing

extension Scenario: CustomStringConvertible {
  /// The scenario in the manner of Swift, without places and module names.
  public var description: String {
    var lines = ["seed \(seed), as of \(asOf)", "settings \(shown(rulebook.settings))"]
    lines += rulebook.topics.map { "topic \(shown($0))" }
    lines += rulebook.catalysts.map { "catalyst \(shown($0))" }
    lines += rulebook.baskets.enumerated().map { "basket \($0): \(shown($1))" }
    lines += rulebook.lets.map { "let \(shown($0))" }
    lines += rulebook.rules.map { "rule \(shown($0))" }
    lines += rulebook.limits.map { "limit \(shown($0))" }
    for (index, instrument) in instruments.enumerated() {
      let quote = quotes[instrument.symbol].map { "\($0.price) at \($0.at)" } ?? "no price"
      lines.append("instrument \(index): \(shown(instrument)) \(quote)")
    }
    lines.append("numeraire \(numeraire)")
    for (currency, rate) in rates.sorted(by: { $0.key < $1.key }) {
      lines.append("rate \(currency) \(rate.rate) at \(rate.at)")
    }
    lines += items.map { "item \(shown($0))" }
    lines += acts.map { "act \(shown($0))" }
    for (symbol, quotes) in history.sorted(by: { $0.key < $1.key }) {
      lines += quotes.map { "earlier \(symbol) \($0.price) at \($0.at), known \($0.available)" }
    }
    lines += corporateActions.map { "action \(shown($0))" }
    lines += calendar.map { "event \(shown($0))" }
    lines.append("account \(shown(account))")
    lines += journalLines
    return lines.joined(separator: "\n")
  }

  private var journalLines: [String] {
    var lines = ["journal last applied \(journal.lastApplied.map { "\($0)" } ?? "never")"]
    lines += journal.steps.map { "  step \(shown($0.key)): \(shown($0.value))" }.sorted()
    lines += journal.putOn.map { "  put on \(shown($0.key)): \($0.value)" }.sorted()
    lines += journal.states.map { "  state \(shown($0.key)): \(shown($0.value))" }.sorted()
    lines += journal.exits.map { "  exit \(shown($0.key)): \($0.value)" }.sorted()
    lines += journal.trimBase.map { "  trim base \(shown($0.key)): \($0.value)" }.sorted()
    lines += journal.pending.map { "  pending \($0.key): \($0.value)" }.sorted()
    lines += journal.trades.map { "  trade \($0.value) at \($0.at)" }
    return lines
  }

  private func shown(_ value: some Any) -> String {
    var text = String(describing: value)
    let noise = [
      ", nameSpan: RuleSyntax.Span(file: 0, start: 0, end: 0)",
      ", instrumentSpan: RuleSyntax.Span(file: 0, start: 0, end: 0)",
      ", span: RuleSyntax.Span(file: 0, start: 0, end: 0)",
      "RuleChecker.", "Quantities.", "Portfolio.",
    ]
    for part in noise {
      text = text.split(separator: part, omittingEmptySubsequences: false).joined()
    }
    return text
  }
}
