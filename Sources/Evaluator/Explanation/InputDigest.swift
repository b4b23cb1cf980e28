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
    var lines = CanonicalLines()
    var subjects = CanonicalLines()
    for item in counting { add(item, to: &lines, &subjects) }
    for act in knownActs { add(act, to: &lines) }
    for event in calendar where event.knownSince <= world.asOf { add(event, to: &lines) }
    return ProposalHeader.Inputs(
      marketHash: marketLines().digest(),
      newsHash: lines.digest(),
      items: counting.count,
      acts: knownActs.count
    )
  }

  private func marketLines() -> CanonicalLines {
    let market = world.market
    var lines = CanonicalLines()
    lines.begin("numeraire \(market.numeraire)")
    lines.end()
    for (index, instrument) in market.instruments.enumerated() {
      add(instrument, market.quotes[index], to: &lines)
    }
    for (index, actions) in market.corporateActions {
      for action in actions {
        lines.begin("action")
        lines.field(market.instruments[index].symbol)
        lines.field(action.at)
        lines.field("\(action.kind)")
        lines.end()
      }
    }
    for (index, quotes) in market.history {
      for quote in quotes {
        lines.begin("earlier")
        lines.field(market.instruments[index].symbol)
        lines.field(quote.price)
        lines.add(" ")
        lines.add(quote.at)
        lines.add(" ")
        lines.add(quote.available)
        lines.end()
      }
    }
    for (currency, quote) in market.rates {
      lines.begin("rate")
      lines.field(currency)
      lines.field(quote.rate)
      lines.field(quote.at)
      lines.end()
    }
    return lines
  }

  private func add(_ instrument: Instrument, _ quote: Quote?, to lines: inout CanonicalLines) {
    lines.begin("instrument")
    lines.field(instrument.symbol)
    lines.field(instrument.kind.rawValue)
    lines.field(instrument.currency)
    lines.field(instrument.multiplier)
    lines.field(instrument.leverage)
    lines.field(instrument.beta)
    lines.field(instrument.lot)
    lines.field(instrument.averageDailyVolume)
    lines.separate()
    for (number, tag) in (instrument.tags.count > 1 ? instrument.tags.sorted() : instrument.tags)
      .enumerated()
    {
      if number > 0 { lines.add(" ") }
      lines.add(tag.dimension)
      lines.add(":")
      lines.add(tag.value)
    }
    lines.separate()
    if let quote {
      lines.add(quote.price)
      lines.add(" ")
      lines.add(quote.at)
    }
    lines.end()
  }

  private func add(
    _ item: Item,
    to lines: inout CanonicalLines,
    _ subjects: inout CanonicalLines
  ) {
    lines.begin("item")
    lines.field(item.identifier)
    lines.separate()
    lines.add(Int64(item.revision))
    lines.field(item.isDeleted)
    lines.field(item.available)
    lines.field(item.owner)
    lines.field(item.sentiment)
    lines.field(item.impact)
    lines.field(item.hasContent)
    lines.field(item.title)
    lines.field(item.summary)
    lines.field(item.body)
    subjects.removeAll()
    for subject in item.subjects {
      subjects.begin(subject.kind.rawValue)
      subjects.add(" ")
      subjects.add(subject.name)
      subjects.add(" ")
      if let relevance = subject.relevance { subjects.add(relevance) }
      subjects.add(" ")
      if let sentiment = subject.sentiment { subjects.add(sentiment) }
      subjects.end()
    }
    lines.field(subjects, separatedBy: 0x1E)
    lines.end()
  }

  private func add(_ act: CatalystAct, to lines: inout CanonicalLines) {
    lines.begin("act")
    lines.field(act.catalyst)
    lines.field(act.member)
    lines.field("\(act.kind)")
    lines.field(act.at)
    lines.field(act.recorded)
    lines.field(act.evidence)
    lines.end()
  }

  private func add(_ event: CalendarEvent, to lines: inout CanonicalLines) {
    let isOutcomeKnown = event.outcomeKnown.map { $0 <= world.asOf } ?? false
    lines.begin("event")
    lines.field(event.symbol)
    lines.field(event.kind)
    lines.field(event.at)
    lines.field(event.knownSince)
    lines.field(isOutcomeKnown ? event.outcome : nil)
    lines.field(isOutcomeKnown ? event.outcomeKnown : nil)
    lines.end()
  }
}
