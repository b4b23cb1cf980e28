internal import Quantities

/// What rules wait for: what counts as evidence, and who can settle it.
extension RulebookReader {
  var eventsSection: RulebookReading.Section {
    let indices = rulebook.catalysts.indices.filter { scope.catalysts.contains($0) }
    var section = RulebookReading.Section("Events", indices.isEmpty ? [] : eventsPreface(indices))
    section.sections = indices.map { index in
      let event = rulebook.catalysts[index]
      return RulebookReading.Section(
        names.shownTitle(event.title).map { "Event \(event.name): \($0)" } ?? "Event \(event.name)",
        [RulebookReading.Paragraph(sentences(of: event).joined(separator: " "))]
      )
    }
    return section
  }

  private func eventsPreface(_ indices: [Int]) -> [RulebookReading.Paragraph] {
    let stages =
      """
      An event becomes more certain in this order: no report, expected, rumoured, reported, \
      corroborated, confirmed. It can also be denied, retracted or expired. A person can confirm, \
      deny or retract it at any time, and writes down why. While the news feed is stale it is \
      unknown where an event stands, unless a person has settled it.
      """
    guard indices.contains(where: { !rulebook.catalysts[$0].evidence.isEmpty }) else {
      return [RulebookReading.Paragraph(stages)]
    }
    let evidence =
      """
      Evidence is a sentence of a news item that holds one of the event's phrases. A sentence that \
      denies, hedges or asks (with a word such as not, may, if or expected, or a question mark) is \
      no evidence. Sources of one owner count as one. If a report is withdrawn, its evidence no \
      longer counts. After a denial only newer evidence counts, and some of it must come from a \
      source that had none before.
      """
    return [RulebookReading.Paragraph(stages), RulebookReading.Paragraph(evidence)]
  }

  // MARK: One event

  private func sentences(of event: Catalyst) -> [String] {
    var sentences: [String] = []
    if let variable = event.forEach {
      sentences.append("There is one such event for \(eachPhrase(variable.set)).")
    }
    sentences += event.evidence.isEmpty ? [withoutEvidence(event)] : evidence(for: event)
    sentences += expiry(of: event) + schedule(of: event) + outcomes(of: event)
    return sentences
  }

  private func withoutEvidence(_ event: Catalyst) -> String {
    "The rulebook names no evidence for it: news never moves it, and only a person can."
  }

  private func evidence(for event: Catalyst) -> [String] {
    let topic = event.topic.map { "news on \(topicName($0))" } ?? "any news item"
    let about =
      event.forEach == nil ? "" : ", where its provider names the instrument by symbol"
    var sentences = [
      "Its \(event.evidence.count == 1 ? "phrase is" : "phrases are") "
        + "\(listed(event.evidence.map(phrase), "or")), in \(topic)\(about)."
    ]
    if !event.unless.isEmpty {
      sentences.append(
        "A sentence is no evidence either if it holds \(exceptions(event.unless))."
      )
    }
    return sentences + certainty(of: event)
  }

  private func certainty(of event: Catalyst) -> [String] {
    let official = listed(event.official, "or")
    let needed = event.corroboratedBy
    var corroborated = needed == 1 ? "one source" : "\(needed) different sources"
    let confirms = event.isConfirmedByOfficial && !official.isEmpty
    if !official.isEmpty, !confirms, needed > 1 { corroborated += ", or from \(official) alone" }
    var sentences: [String] = []
    if needed > 1 {
      sentences.append(
        "Evidence from one source makes it reported; from \(corroborated), corroborated."
      )
    } else {
      sentences.append("Evidence from \(corroborated) makes it corroborated.")
    }
    sentences.append(
      confirms
        ? "Evidence from \(official) confirms it, and so does a person."
        : "News never confirms it; only a person does."
    )
    return sentences
  }

  private func expiry(of event: Catalyst) -> [String] {
    guard let duration = event.expiresAfter else {
      return event.evidence.isEmpty ? [] : ["Reports of it do not expire."]
    }
    return [
      "If it stays reported or corroborated for \(spelled(duration)) without a change, it "
        + "expires, and the evidence up to then no longer counts."
    ]
  }

  private func schedule(of event: Catalyst) -> [String] {
    let due = event.outcomes.isEmpty ? "a confirmation" : "an outcome"
    let overdue =
      "After that day, without \(due) or a denial, it is overdue and listed for review."
    switch event.schedule {
    case .on(let date): return ["It is expected on \(date). \(overdue)"]
    case .by(let date): return ["It is expected by \(date). \(overdue)"]
    case .calendar(let kind):
      return ["It is expected on the dates that the portfolio file lists as \"\(kind)\"."]
    case nil: return []
    }
  }

  private func outcomes(of event: Catalyst) -> [String] {
    if event.outcomes.isEmpty { return [] }
    return [
      "A person records its outcome, one of: \(event.outcomes.joined(separator: ", ")). An "
        + "outcome also confirms it."
    ]
  }

  // MARK: Phrases

  func phrase(_ phrase: Phrase) -> String {
    switch phrase {
    case .literal(let text): "\"\(text)\""
    case .near(let one, let two): "\"\(one)\" near \"\(two)\""
    }
  }

  private func exceptions(_ unless: [String]) -> String {
    listed(
      unless.map { text in
        text.hasSuffix("*") ? "a word that begins with \"\(text.dropLast())\"" : "\"\(text)\""
      },
      "or"
    )
  }
}
