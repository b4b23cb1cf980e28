internal import Portfolio

/// Polygon.io, now Massive, `/v2/reference/news`: a sentiment word for each ticker, and no score. The words become
/// scores by the label scale, and the item is marked so.
enum PolygonNews: JSONNewsFormat {
  static let summary = "Polygon.io or Massive news (JSON)"
  static let provider = "Polygon"
  static let list: String? = "results"

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.listed("results", "article_url") || sample.listed("results", "published_utc")
      || (sample.has("status", "request_id")
        && (sample.has("results") || sample.has("error") || sample.has("message")))
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    var item = part.parts.item(
      of: "polygon",
      id: try fields.text("id"),
      title: try fields.required("title", "every item has a headline"),
      summary: try fields.text("description") ?? "",
      url: try fields.text("article_url"),
      source: try fields.object("publisher")?.text("name"),
      published: try part.time("published_utc")
    )
    var subjects: [ItemSubject] = []
    for insight in try fields.objects("insights") {
      guard let symbol = try insight.text("ticker").flatMap(NewsSubjects.symbol) else { continue }
      let score = try insight.text("sentiment").flatMap { LabelScale.score(of: $0) }
      if score != nil { item.scoreIsFromLabel = true }
      subjects.append(ItemSubject(kind: .symbol, name: symbol, sentiment: score))
    }
    for symbol in try fields.texts("tickers").compactMap({ NewsSubjects.symbol($0) }) {
      subjects.append(ItemSubject(kind: .symbol, name: symbol))
    }
    item.subjects = NewsSubjects.distinct(
      subjects + NewsSubjects.themes(try fields.texts("keywords"))
    )
    return item
  }
}
