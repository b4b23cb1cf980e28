internal import Portfolio

/// EODHD's `/api/news`: one polarity for the article, and symbols without relevance, many of them mentioned in
/// passing.
enum EODHDNews: JSONNewsFormat {
  static let summary = "EODHD news (JSON)"
  static let provider = "EODHD"
  static let list: String? = nil

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.listed(nil, "date", "title", "link") || sample.listed(nil, "date", "title", "symbols")
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    var item = part.parts.item(
      of: "eodhd",
      title: try fields.required("title", "every item has a headline"),
      body: try fields.text("content") ?? "",
      url: try fields.text("link"),
      published: try part.time("date")
    )
    if let sentiment = try fields.object("sentiment") {
      item.sentiment = try part.score("polarity", .sentiment, in: sentiment)
    }
    let symbols = try fields.texts("symbols").compactMap { NewsSubjects.symbol($0) }
    item.subjects = NewsSubjects.distinct(
      symbols.map { ItemSubject(kind: .symbol, name: $0) }
        + NewsSubjects.themes(try fields.texts("tags"))
    )
    return item
  }
}
