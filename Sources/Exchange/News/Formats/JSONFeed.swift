internal import Portfolio

/// JSON Feed, versions 1 and 1.1. An item keeps its id when it is updated.
enum JSONFeed: JSONNewsFormat {
  static let summary = "JSON Feed"
  static let provider = "the feed"
  static let list: String? = "items"

  static func recognises(_ sample: NewsSample) -> Bool {
    guard case .string(let version)? = sample.member("version")?.kind else { return false }
    return version.contains("jsonfeed.org/version/")
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    let id = try fields.textOrNumber("id")
    let address = try fields.firstText("url", "external_url")
    let markup = try fields.text("content_html") ?? ""
    let body = try fields.text("content_text") ?? MarkupText.plain(markup)
    // Notes without a title are allowed; their text stands for it.
    let title = try fields.text("title") ?? ""
    let line = title.isEmpty ? String(NewsText.firstLine(body)) : title
    guard let id, !line.isEmpty else {
      let name = id == nil ? "id" : "title"
      throw fields.failure(
        name,
        "`\(fields.keyPath(name))` is missing",
        "the item is left out: without an id it can't be told from others, without text there is nothing to read"
      )
    }
    let home = try part.document?.firstText("home_page_url", "feed_url")
    let host = home.flatMap(CanonicalURL.host)
    var item = part.parts.item(
      of: host.map { "json-feed:\($0)" } ?? "json-feed",
      id: id,
      title: line,
      summary: try fields.text("summary") ?? "",
      body: body,
      url: address,
      source: part.page.source.isEmpty ? host : part.page.source,
      published: try part.time("date_published"),
      updated: try part.time("date_modified")
    )
    item.subjects = NewsSubjects.distinct(NewsSubjects.themes(try fields.texts("tags")))
    return item
  }
}
