internal import Quantities

/// Topics, baskets and named conditions: what rules are written with.
extension RulebookReader {
  // MARK: Topics

  var topicsSection: RulebookReading.Section {
    let indices = rulebook.topics.indices.filter { scope.topics.contains($0) }
    guard !indices.isEmpty else { return RulebookReading.Section("Topics of news", []) }
    var paragraphs = indices.map { index -> RulebookReading.Paragraph in
      let topic = rulebook.topics[index]
      return RulebookReading.Paragraph(
        sentence(of: topic),
        label: names.heading(topic.name, topic.title)
      )
    }
    let phrases =
      indices.flatMap { rulebook.topics[$0].mentions }
      + rulebook.catalysts.indices.filter { scope.catalysts.contains($0) }
      .flatMap { rulebook.catalysts[$0].evidence }
    if !phrases.isEmpty {
      var text = "Phrases are found as whole words, in the title, the summary or the text. One "
      text += "with a capital letter must be written exactly so; any other may be written with or "
      text += "without capitals."
      if phrases.contains(where: { if case .near = $0 { true } else { false } }) {
        text += " Two phrases are near each other when they stand within 8 words of one sentence."
      }
      paragraphs.append(RulebookReading.Paragraph(text))
    }
    return RulebookReading.Section("Topics of news", paragraphs)
  }

  private func sentence(of topic: Topic) -> String {
    var ways: [String] = []
    if !topic.mentions.isEmpty {
      ways.append("it mentions \(listed(topic.mentions.map(phrase), "or"))")
    }
    if !topic.themes.isEmpty {
      ways.append("its provider gives it the theme \(quoted(topic.themes, "or"))")
    }
    if !topic.symbols.isEmpty {
      ways.append("its provider says that it is about \(listed(topic.symbols, "or"))")
    }
    if ways.isEmpty { return "The rulebook does not say what news belongs to it, so none does." }
    return "A news item belongs to it when \(ways.joined(separator: ", or when "))."
  }

  // MARK: Baskets

  var basketsSection: RulebookReading.Section {
    let indices = rulebook.baskets.indices.filter { scope.baskets.contains($0) }
    return RulebookReading.Section(
      "Baskets",
      indices.map { index in
        let basket = rulebook.baskets[index]
        let members = basket.members.map { "\($0.weight) \($0.symbol)" }
        return RulebookReading.Paragraph(
          "\(listed(members)).",
          label: names.heading(basket.name, basket.title)
        )
      }
    )
  }

  // MARK: Lets

  var namedSection: RulebookReading.Section {
    let indices = rulebook.lets.indices.filter { scope.lets.contains($0) }
    let hasValues = indices.contains { rulebook.lets[$0].value.type != .boolean }
    let hasConditions = indices.contains { rulebook.lets[$0].value.type == .boolean }
    let heading =
      hasValues
      ? (hasConditions ? "Named conditions and values" : "Named values")
      : "Named conditions"
    return RulebookReading.Section(
      heading,
      indices.map { index in
        let binding = rulebook.lets[index]
        guard binding.value.type == .boolean else {
          return RulebookReading.Paragraph(
            "This value is \(phrase(binding.value)).",
            label: binding.name
          )
        }
        return statement(binding.value).paragraph("This condition means that", label: binding.name)
      }
    )
  }
}
