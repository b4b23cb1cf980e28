internal import Portfolio

/// Alpha Vantage's `NEWS_SENTIMENT`: an overall score, and a score with a relevance for each ticker. Times have no
/// zone and are taken for UTC.
enum AlphaVantageNews: JSONNewsFormat {
  static let summary = "Alpha Vantage NEWS_SENTIMENT (JSON)"
  static let provider = "Alpha Vantage"
  static let list: String? = "feed"

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.has("feed", "sentiment_score_definition") || sample.listed("feed", "ticker_sentiment")
      || sample.has("Information") || sample.has("Note") || sample.has("Error Message")
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    var item = part.parts.item(
      of: "alpha-vantage",
      title: try fields.required("title", "every item has a headline"),
      summary: try fields.text("summary") ?? "",
      url: try fields.text("url"),
      source: try fields.firstText("source", "source_domain"),
      published: try part.time("time_published")
    )
    item.sentiment = try part.score("overall_sentiment_score", .sentiment)
    item.label = try fields.text("overall_sentiment_label")
    var subjects: [ItemSubject] = []
    for ticker in try fields.objects("ticker_sentiment") {
      guard let symbol = try ticker.text("ticker").flatMap(NewsSubjects.symbol) else { continue }
      subjects.append(
        ItemSubject(
          kind: .symbol,
          name: symbol,
          relevance: try part.score("relevance_score", .relevance, in: ticker),
          relevanceRaw: try part.raw("relevance_score", in: ticker),
          sentiment: try part.score("ticker_sentiment_score", .sentiment, in: ticker)
        )
      )
    }
    for topic in try fields.objects("topics") {
      guard let name = try topic.text("topic"), !name.isEmpty else { continue }
      let relevance = try part.score("relevance_score", .relevance, in: topic)
      subjects.append(
        ItemSubject(
          kind: .theme,
          name: name,
          relevance: relevance,
          relevanceRaw: try part.raw("relevance_score", in: topic)
        )
      )
    }
    item.subjects = NewsSubjects.distinct(subjects)
    return item
  }
}
