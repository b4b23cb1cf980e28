import Portfolio
import Quantities

/// Digests of what went into a run, over canonical content: the same for any order of rows.
struct InputDigest {
  let world: WorldFacts
  let items: [Item]
  let acts: [CatalystAct]
  let calendar: [CalendarEvent]

  func inputs() -> ProposalHeader.Inputs {
    let counting = items.filter { item in
      item.quarantine == nil && (item.available.map { $0 <= world.asOf } ?? true)
    }
    let knownActs = acts.filter { max($0.at, $0.recorded) <= world.asOf }
    return ProposalHeader.Inputs(
      marketHash: CanonicalLines.digest(marketLines()),
      newsHash: CanonicalLines.digest(
        counting.map(line) + knownActs.map(line) + calendar.compactMap(line)
      ),
      items: counting.count,
      acts: knownActs.count
    )
  }

  private func marketLines() -> [String] {
    var lines = ["numeraire \(world.market.numeraire)"]
    for (index, instrument) in world.market.instruments.enumerated() {
      lines.append(
        CanonicalLines.join([
          "instrument", instrument.symbol, instrument.kind.rawValue,
          instrument.currency.description, instrument.multiplier.description,
          instrument.leverage.description, instrument.beta?.description ?? "",
          instrument.lot.description, instrument.averageDailyVolume?.description ?? "",
          instrument.tags.sorted().map(\.description).joined(separator: " "),
          world.market.quotes[index].map { "\($0.price) \($0.at)" } ?? "",
        ])
      )
    }
    for (index, actions) in world.market.corporateActions {
      let symbol = world.market.instruments[index].symbol
      lines += actions.map {
        CanonicalLines.join(["action", symbol, $0.at.description, "\($0.kind)"])
      }
    }
    for (index, quotes) in world.market.history {
      let symbol = world.market.instruments[index].symbol
      lines += quotes.map {
        CanonicalLines.join(["earlier", symbol, "\($0.price) \($0.at) \($0.available)"])
      }
    }
    for (currency, quote) in world.market.rates {
      lines.append(
        CanonicalLines.join(["rate", currency.description, quote.rate.description, "\(quote.at)"])
      )
    }
    return lines
  }

  private func line(_ item: Item) -> String {
    CanonicalLines.join([
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
    CanonicalLines.join([
      "act", act.catalyst, act.member ?? "", "\(act.kind)", act.at.description,
      act.recorded.description, act.evidence,
    ])
  }

  /// Nothing for what is not known yet.
  private func line(_ event: CalendarEvent) -> String? {
    guard event.knownSince <= world.asOf else { return nil }
    let isOutcomeKnown = event.outcomeKnown.map { $0 <= world.asOf } ?? false
    return CanonicalLines.join([
      "event", event.symbol, event.kind, event.at.description, event.knownSince.description,
      isOutcomeKnown ? event.outcome ?? "" : "",
      isOutcomeKnown ? event.outcomeKnown?.description ?? "" : "",
    ])
  }
}
