internal import Portfolio

/// Atom (RFC 4287), with withdrawn entries (RFC 6721).
enum AtomFeed: NewsFormatReader {
  static let summary = "Atom"

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.file.firstByte == UInt8(ascii: "<") && !sample.start.contains("<rss")
      && sample.start.contains("<feed") && sample.start.contains("http://www.w3.org/2005/Atom")
  }

  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading {
    XMLNewsFeed.read(file, root: "feed", items: ["entry", "at:deleted-entry"]) {
      element,
      root throws(XMLFailure) in
      let host = address(of: root).flatMap(CanonicalURL.host)
      let feed = XMLNewsFeed.Part(element: element, page: page)
      if element.name == "at:deleted-entry" { return try withdrawal(element, feed) }
      let title = text(element.child("title"))
      guard let id = element.text(of: "id"), !id.isEmpty else {
        throw XMLNewsFeed.missing("id", element)
      }
      let summary = text(element.child("summary"))
      let line = title.isEmpty ? String(NewsText.firstLine(summary)) : title
      if line.isEmpty { throw XMLNewsFeed.missing("title", element) }
      let updated = try feed.time(element.child("updated"))
      var item = feed.parts.item(
        of: "atom",
        id: id,
        title: line,
        summary: summary,
        body: text(element.child("content")),
        url: address(of: element),
        source: element.child("source").map { text($0.child("title")) }
          ?? (page.source.isEmpty ? host : nil),
        published: try feed.time(element.child("published")),
        updated: updated
      )
      let names = element.children("category").compactMap { $0.attributes["term"] }
      item.subjects = NewsSubjects.distinct(NewsSubjects.themes(names))
      return item
    }
  }

  private static func withdrawal(
    _ element: XMLElement,
    _ feed: XMLNewsFeed.Part
  ) throws(XMLFailure) -> Item {
    guard let id = element.attributes["ref"], !id.isEmpty else {
      throw XMLNewsFeed.missing("ref", element)
    }
    let time = try feed.time(element.attributes["when"], element)
    var item = feed.parts.item(of: "atom", id: id, title: "", updated: time)
    item.isDeleted = true
    return item
  }

  private static func text(_ element: XMLElement?) -> String {
    guard let element else { return "" }
    switch element.attributes["type"] {
    case "html": return MarkupText.plain(element.text)
    case "xhtml": return element.allText
    default: return String(NewsText.trimmed(element.text[...]))
    }
  }

  private static func address(of element: XMLElement) -> String? {
    let links = element.children("link")
    let own = links.first { ($0.attributes["rel"] ?? "alternate") == "alternate" } ?? links.first
    return own?.attributes["href"]
  }
}
