internal import Portfolio
internal import Quantities
internal import RuleChecker

/// A scenario as text: the rulebook's source, a line `---`, and one line a fact. `Scenario(reading:)`
/// reads it back, so that a case that failed once can be kept.
extension Scenario {
  public static let divider = "---"

  public var text: String {
    let source = RulebookSpelling(rulebook).source
    return source + Scenario.divider + "\n" + records.map(\.text).joined(separator: "\n") + "\n"
  }

  private var records: [TextRecord] {
    [TextRecord("as_of").with("at", asOf), TextRecord("numeraire").with("currency", numeraire)]
      + instruments.map(record) + quotes.sorted { $0.key < $1.key }.map(record)
      + history.sorted { $0.key < $1.key }.flatMap { symbol, quotes in
        quotes.map { record((symbol, $0), "earlier") }
      } + corporateActions.compactMap(record) + rates.sorted { $0.key < $1.key }.map(record)
      + items.map(record) + acts.map(record) + accountRecords + journalRecords
  }

  private func record(_ instrument: Instrument) -> TextRecord {
    var record = TextRecord("instrument").with("symbol", instrument.symbol)
      .with("kind", instrument.kind.rawValue).with("currency", instrument.currency)
    if instrument.multiplier != .one { record.add("multiplier", instrument.multiplier) }
    if instrument.leverage != .one { record.add("leverage", instrument.leverage) }
    record.add("beta", instrument.beta)
    if instrument.lot != .whole(1) { record.add("lot", instrument.lot) }
    record.add("adv", instrument.averageDailyVolume)
    for tag in instrument.tags { record.add("tag", tag) }
    return record
  }

  private func record(_ quote: (key: String, value: Quote)) -> TextRecord {
    record(quote, "price")
  }

  /// Splits alone: symbols change before an evaluation.
  private func record(_ action: CorporateAction) -> TextRecord? {
    guard case .split(let after, let before) = action.kind else { return nil }
    return TextRecord("split").with("symbol", action.symbol).with("at", action.at)
      .with("after", after).with("before", before)
  }

  private func record(_ quote: (key: String, value: Quote), _ word: String) -> TextRecord {
    TextRecord(word).with("symbol", quote.key).with("price", quote.value.price)
      .with("at", quote.value.at).with("available", quote.value.available)
  }

  private func record(_ rate: (key: Currency, value: RateQuote)) -> TextRecord {
    TextRecord("rate").with("currency", rate.key).with("rate", rate.value.rate)
      .with("at", rate.value.at).with("available", rate.value.available)
  }

  // MARK: News

  private func record(_ item: Item) -> TextRecord {
    var record = TextRecord("item").with("id", item.identifier).with("provider", item.provider)
      .with("revision", item.revision).with("title", item.title)
    if !item.summary.isEmpty { record.add("summary", item.summary) }
    if !item.body.isEmpty { record.add("body", item.body) }
    record.add("url", item.url)
    record.add("source", item.source)
    record.add("owner", item.owner)
    record.add("available", item.available)
    record.add("sentiment", item.sentiment)
    record.add("impact", item.impact)
    if item.isDeleted { record.add("deleted", true) }
    if !item.hasContent { record.add("content", false) }
    record.add("quarantine", item.quarantine)
    for subject in item.subjects {
      let numbers = [subject.relevance, subject.sentiment].map { $0.map(\.description) ?? "" }
      record.add(subject.kind.rawValue, ([subject.name] + numbers).joined(separator: ":"))
    }
    return record
  }

  private func record(_ act: CatalystAct) -> TextRecord {
    var record = TextRecord("act").with("catalyst", act.catalyst).with("member", act.member)
    switch act.kind {
    case .outcome(let name): record.add("outcome", name)
    default: record.add("kind", "\(act.kind)")
    }
    record.add("at", act.at)
    record.add("recorded", act.recorded)
    if !act.evidence.isEmpty { record.add("evidence", act.evidence) }
    return record
  }

  // MARK: The account

  private func symbol(_ index: Int) -> String {
    instruments.indices.contains(index) ? instruments[index].symbol : "?"
  }

  private var accountRecords: [TextRecord] {
    var record = TextRecord("account").with("name", account.name)
      .with("base", account.baseCurrency).with("kind", account.kind.rawValue)
    for tag in account.tags { record.add("tag", tag) }
    let positions = account.positions.map {
      TextRecord("position").with("symbol", symbol($0.instrument)).with("quantity", $0.quantity)
        .with("cost", $0.cost.map { "\($0.numerator)/\($0.denominator)" })
    }
    let cash = account.cash.map {
      TextRecord("cash").with("currency", $0.currency).with("amount", $0.amount)
    }
    return [record] + positions + cash
  }

  private var journalRecords: [TextRecord] {
    var records: [TextRecord] = []
    if let applied = journal.lastApplied {
      records.append(TextRecord("applied").with("at", applied))
    }
    var unordered = journal.steps.map { key, step in
      TextRecord("step").with("rule", key.rule).with("step", key.step)
        .with("symbol", symbol(key.instrument)).with("opened", step.opened).with("goal", step.goal)
        .with("filled", step.filled).with("filled_at", step.filledAt)
    }
    unordered += journal.putOn.map { holding("put_on", $0.key, $0.value) }
    unordered += journal.trimBase.map { holding("trim_base", $0.key, $0.value) }
    unordered += journal.states.map { key, state in
      TextRecord("state").with("rule", key.rule).with("member", key.member)
        .with("active", state.isActive).with("at", state.at)
    }
    unordered += journal.exits.map { key, at in
      TextRecord("exit").with("rule", key.rule).with("member", key.member).with("at", at)
    }
    unordered += journal.pending.map {
      TextRecord("pending").with("symbol", symbol($0.key)).with("quantity", $0.value)
    }
    records += unordered.sorted { $0.text < $1.text }
    records += journal.trades.map {
      TextRecord("trade").with("at", $0.at).with("value", $0.value)
    }
    return records
  }

  private func holding(_ word: String, _ key: Journal.HoldingKey, _ quantity: Quantity)
    -> TextRecord
  {
    TextRecord(word).with("rule", key.rule).with("symbol", symbol(key.instrument))
      .with("quantity", quantity)
  }
}
