internal import Portfolio
internal import Quantities

/// EODHD's `/api/sentiments`: one score a day and symbol over all articles and posts of that day. Each day is one
/// item, known from the next 00:00Z; a day without an article has no content, so its 0 is no signal.
enum EODHDSentiments: JSONNewsFormat {
  static let summary = "EODHD daily sentiments (JSON)"
  static let provider = "EODHD"
  static let list: String? = nil

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.memberValues.contains { value in
      guard case .array(let days) = value.kind, let names = days.first?.members?.map(\.name) else {
        return false
      }
      return names.contains("date") && names.contains("normalized")
    }
  }

  static func elements(of document: JSONNode) -> [(path: String, node: JSONNode)]? {
    guard let members = document.members else { return nil }
    let lists = members.compactMap { member -> (String, [JSONNode])? in
      guard case .array(let days) = member.value.kind else { return nil }
      return (member.name, days)
    }
    guard !lists.isEmpty else { return nil }
    return lists.flatMap { symbol, days in
      days.enumerated().map { ("\(NewsText.shown(symbol))[\($0.offset)]", $0.element) }
    }
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    let path = fields.keyPath("").prefix { $0 != "[" }
    guard let symbol = NewsSubjects.symbol(String(path)) else {
      throw fields.failure(
        "date",
        "`\(path)` is not a symbol",
        "the item is left out; ask the provider for it again"
      )
    }
    let day = try fields.required("date", "every day has its date")
    let count = try fields.number("count").flatMap { Int($0) } ?? 0
    var item = part.parts.item(
      of: "eodhd-sentiments",
      id: "\(symbol) \(day)",
      title:
        "Daily sentiment of \(symbol) on \(day), \(count) \(count == 1 ? "article" : "articles")",
      source: "EODHD",
      published: try part.time("date")
    )
    let score = try part.score("normalized", .sentiment)
    item.sentiment = score
    item.hasContent = count > 0
    item.subjects = [ItemSubject(kind: .symbol, name: symbol, sentiment: score)]
    return item
  }
}
