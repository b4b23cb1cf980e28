internal import Portfolio

/// Finnhub's company news: no sentiment; times in seconds since 1970.
enum FinnhubNews: JSONNewsFormat {
  static let summary = "Finnhub company news (JSON)"
  static let provider = "Finnhub"
  static let list: String? = nil

  static func recognises(_ sample: NewsSample) -> Bool {
    if sample.listed(nil, "headline", "datetime") { return true }
    guard sample.has("error"), !sample.has("status"), !sample.has("title"),
      case .string? = sample.member("error")?.kind
    else { return false }
    return true
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    // The id 0 stands for none.
    let id = try fields.textOrNumber("id").flatMap { $0 == "0" ? nil : $0 }
    var item = part.parts.item(
      of: "finnhub",
      id: id,
      title: try fields.required("headline", "every item has a headline"),
      summary: try fields.text("summary") ?? "",
      url: try fields.text("url"),
      source: try fields.text("source"),
      published: try part.seconds("datetime")
    )
    let related = try fields.text("related") ?? ""
    let symbols = related.split(separator: ",").compactMap { NewsSubjects.symbol(String($0)) }
    let category = try fields.text("category") ?? ""
    item.subjects = NewsSubjects.distinct(
      symbols.map { ItemSubject(kind: .symbol, name: $0) } + NewsSubjects.themes([category])
    )
    return item
  }
}
