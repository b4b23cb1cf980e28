internal import Portfolio

/// Tiingo: no sentiment, but both when an article was published and when it was crawled. Tickers are in small
/// letters, and some are none.
enum TiingoNews: JSONNewsFormat {
  static let summary = "Tiingo news (JSON)"
  static let provider = "Tiingo"
  static let list: String? = nil

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.listed(nil, "title", "publishedDate") || sample.listed(nil, "title", "crawlDate")
      || (sample.has("detail") && !sample.has("title"))
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    var item = part.parts.item(
      of: "tiingo",
      id: try fields.textOrNumber("id"),
      title: try fields.required("title", "every item has a headline"),
      summary: try fields.text("description") ?? "",
      url: try fields.text("url"),
      source: try fields.text("source"),
      published: try part.time("publishedDate"),
      received: try part.time("crawlDate")
    )
    let symbols = try fields.texts("tickers").compactMap { NewsSubjects.symbol($0) }
    item.subjects = NewsSubjects.distinct(
      symbols.map { ItemSubject(kind: .symbol, name: $0) }
        + NewsSubjects.themes(try fields.texts("tags"))
    )
    return item
  }
}
