import Portfolio
import Quantities

/// Content as lines of text, as a reader would write it: what `CanonicalLines` must agree with.
enum SlowLines {
  static func join(_ fields: [String]) -> String { fields.joined(separator: "\u{1F}") }

  static func digest(_ lines: [String]) -> String {
    var digest = ContentDigest()
    for line in lines.sorted() { digest.update(Array(line.utf8) + [0x0A]) }
    return digest.hexadecimal()
  }
}

/// What a run reads, in lines of text.
struct SlowInputLines {
  let market: Market
  let items: [Item]
  let acts: [CatalystAct]
  let calendar: [CalendarEvent]
  let asOf: Instant

  func newsLines() -> [String] {
    let counting = items.filter { item in
      item.quarantine == nil && (item.available.map { $0 <= asOf } ?? true)
    }
    let knownActs = acts.filter { max($0.at, $0.recorded) <= asOf }
    return counting.map(line) + knownActs.map(line) + calendar.compactMap(line)
  }

  func marketLines() -> [String] {
    var lines = ["numeraire \(market.numeraire)"]
    for (index, instrument) in market.instruments.enumerated() {
      lines.append(
        SlowLines.join([
          "instrument", instrument.symbol, instrument.kind.rawValue,
          instrument.currency.description, instrument.multiplier.description,
          instrument.leverage.description, instrument.beta?.description ?? "",
          instrument.lot.description, instrument.averageDailyVolume?.description ?? "",
          instrument.tags.sorted().map(\.description).joined(separator: " "),
          market.quotes[index].map { "\($0.price) \($0.at)" } ?? "",
        ])
      )
    }
    for (index, actions) in market.corporateActions {
      let symbol = market.instruments[index].symbol
      lines += actions.map {
        SlowLines.join(["action", symbol, $0.at.description, "\($0.kind)"])
      }
    }
    for (index, quotes) in market.history {
      let symbol = market.instruments[index].symbol
      lines += quotes.map {
        SlowLines.join(["earlier", symbol, "\($0.price) \($0.at) \($0.available)"])
      }
    }
    for (currency, quote) in market.rates {
      lines.append(
        SlowLines.join(["rate", currency.description, quote.rate.description, "\(quote.at)"])
      )
    }
    return lines
  }

  private func line(_ item: Item) -> String {
    SlowLines.join([
      "item", item.identifier, String(item.revision), String(item.isDeleted),
      item.available?.description ?? "", item.owner, item.sentiment?.description ?? "",
      item.impact?.description ?? "", String(item.hasContent), item.title, item.summary, item.body,
      item.subjects.map {
        "\($0.kind.rawValue) \($0.name) \($0.relevance?.description ?? "") "
          + "\($0.sentiment?.description ?? "")"
      }.sorted().joined(separator: "\u{1E}"),
    ])
  }

  private func line(_ act: CatalystAct) -> String {
    SlowLines.join([
      "act", act.catalyst, act.member ?? "", "\(act.kind)", act.at.description,
      act.recorded.description, act.evidence,
    ])
  }

  /// Nothing for what is not known yet.
  private func line(_ event: CalendarEvent) -> String? {
    guard event.knownSince <= asOf else { return nil }
    let isOutcomeKnown = event.outcomeKnown.map { $0 <= asOf } ?? false
    return SlowLines.join([
      "event", event.symbol, event.kind, event.at.description, event.knownSince.description,
      isOutcomeKnown ? event.outcome ?? "" : "",
      isOutcomeKnown ? event.outcomeKnown?.description ?? "" : "",
    ])
  }
}

/// What an evaluation reads of one account, in lines of text.
struct SlowAccountLines {
  let account: Account
  let journal: Journal
  let market: Market

  func ofAccount() -> [String] {
    var lines = [line("account", account.name, account.baseCurrency, account.kind.rawValue)]
    lines += account.tags.map { line("tag", $0) }
    lines += account.positions.map {
      line("position", symbol($0.instrument), $0.quantity, $0.cost.map(exactly) ?? "")
    }
    lines += account.cash.map { line("cash", $0.currency, $0.amount) }
    return lines
  }

  func ofJournal() -> [String] {
    var lines = [line("applied", optional(journal.lastApplied))]
    lines += journal.steps.map { key, step in
      line(
        "step",
        key.rule,
        key.step,
        symbol(key.instrument),
        step.opened,
        step.goal,
        step.filled,
        step.sent,
        optional(step.filledAt)
      )
    }
    lines += journal.putOn.map { line("on", $0.key.rule, symbol($0.key.instrument), $0.value) }
    lines += journal.states.map {
      line("state", $0.key.rule, optional($0.key.member), $0.value.isActive, $0.value.at)
    }
    lines += journal.exits.map { line("exit", $0.key.rule, optional($0.key.member), $0.value) }
    lines += journal.trimBase.map {
      line("base", $0.key.rule, symbol($0.key.instrument), $0.value)
    }
    lines += journal.pending.map { line("pending", symbol($0.key), $0.value) }
    lines += journal.pendingCash.map { line("pending cash", $0.key, $0.value) }
    lines += journal.trades.map { line("trade", $0.at, $0.value) }
    return lines
  }

  private func line(_ fields: any CustomStringConvertible...) -> String {
    SlowLines.join(fields.map(\.description))
  }

  private func symbol(_ instrument: Int) -> String {
    market.instruments.indices.contains(instrument)
      ? market.instruments[instrument].symbol : "number \(instrument)"
  }

  private func optional(_ value: (some CustomStringConvertible)?) -> String {
    value?.description ?? ""
  }

  /// A fraction as it is, not as it is shown.
  private func exactly(_ ratio: Ratio) -> String {
    let least = ratio.reduced()
    return "\(least.numerator)/\(least.denominator)"
  }
}
