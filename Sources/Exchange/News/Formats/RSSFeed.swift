internal import Portfolio

/// RSS 2.0. An item without a guid is known by its address.
enum RSSFeed: NewsFormatReader {
  static let summary = "RSS 2.0"

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.file.firstByte == UInt8(ascii: "<") && sample.start.contains("<rss")
  }

  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading {
    XMLNewsFeed.read(file, root: "rss", items: ["item"]) { element, root throws(XMLFailure) in
      let channel = root.child("channel")
      let host = channel?.text(of: "link").flatMap(CanonicalURL.host)
      let description = MarkupText.plain(element.text(of: "description") ?? "")
      let title = MarkupText.plain(element.text(of: "title") ?? "")
      let line = title.isEmpty ? String(NewsText.firstLine(description)) : title
      if line.isEmpty { throw XMLNewsFeed.missing("title", element) }
      let date = element.child("pubDate") ?? element.child("dc:date")
      let feed = XMLNewsFeed.Part(element: element, page: page)
      var item = feed.parts.item(
        of: host.map { "rss:\($0)" } ?? "rss",
        id: element.text(of: "guid"),
        title: line,
        summary: description,
        body: MarkupText.plain(element.text(of: "content:encoded") ?? ""),
        url: element.text(of: "link"),
        source: element.text(of: "source") ?? (page.source.isEmpty ? host : nil),
        published: try feed.time(date)
      )
      let names = element.children("category").map(\.text)
      item.subjects = NewsSubjects.distinct(NewsSubjects.themes(names))
      return item
    }
  }
}
