/// What happens in general when something is not known; each rule says it for itself.
extension RulebookReader {
  var unknownSection: RulebookReading.Section {
    RulebookReading.Section("When something is unknown", paragraphs)
  }

  private var paragraphs: [RulebookReading.Paragraph] {
    var paragraphs = [
      RulebookReading.Paragraph(
        """
        A condition that needs something unknown is not false but undecided, unless its other \
        parts already decide it. No rule begins to buy because of something unknown.
        """
      )
    ]
    if scope.readsNews {
      paragraphs.append(
        RulebookReading.Paragraph(
          """
          There are two ways of not knowing. There may be no news: the feed runs, but holds \
          nothing that a condition asks for; averages are then unknown, and numbers of items are \
          0. Or something is missing: the news feed is stale, or a price, an exchange rate, a \
          beta or a score is not there. Only the second holds \(increases) back.
          """
        )
      )
    }
    var account =
      """
      While NAV can't be computed, because a holding has never had a price or a currency has no \
      exchange rate, nothing is bought in the account, by whatever rule or hedge. A sale that a \
      rule which applies asks for is not held back by something unknown elsewhere.
      """
    if scope.rules.contains(where: { $0.until != nil }) {
      account +=
        """
         Whether a rule with an end of its own applied before is taken from the last recorded run; \
        where its conditions read only news and events, it is worked out for each of the last 400 \
        days.
        """
    }
    paragraphs.append(RulebookReading.Paragraph(account))
    return paragraphs
  }
}
