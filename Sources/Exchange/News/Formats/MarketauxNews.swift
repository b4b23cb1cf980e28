internal import Portfolio
internal import Quantities

/// Marketaux: no score of the article, one for each entity. `match_score` has no upper bound; the relevance of an
/// entity is its part of the article's largest.
enum MarketauxNews: JSONNewsFormat {
  static let summary = "Marketaux news (JSON)"
  static let provider = "Marketaux"
  static let list: String? = "data"

  static func recognises(_ sample: NewsSample) -> Bool {
    sample.listed("data", "uuid", "published_at") || sample.listed("data", "uuid", "entities")
      || (sample.has("data", "meta")
        && sample.member("meta")?.members?.contains { $0.name == "found" } == true)
      || sample.member("error")?.members?.contains { $0.name == "code" } == true
  }

  static func item(_ part: inout ProviderItem) throws(JSONFailure) -> Item? {
    let fields = part.fields
    var item = part.parts.item(
      of: "marketaux",
      id: try fields.required("uuid", "every item has an id"),
      title: try fields.required("title", "every item has a headline"),
      summary: MarkupText.plain(try fields.firstText("description", "snippet") ?? ""),
      url: try fields.text("url"),
      source: try fields.text("source"),
      published: try part.time("published_at")
    )
    let entities = try fields.objects("entities")
    var matches: [Number?] = []
    for entity in entities { matches.append(try match(entity)) }
    let largest = matches.compactMap { $0?.units }.max() ?? 0
    var subjects: [ItemSubject] = []
    for (entity, match) in zip(entities, matches) {
      guard let symbol = try entity.text("symbol").flatMap(NewsSubjects.symbol) else { continue }
      subjects.append(
        ItemSubject(
          kind: .symbol,
          name: symbol,
          relevance: match.flatMap { share($0.units, of: largest) },
          relevanceRaw: try part.raw("match_score", in: entity),
          sentiment: try part.score("sentiment_score", .sentiment, in: entity)
        )
      )
    }
    item.subjects = NewsSubjects.distinct(subjects)
    return item
  }

  /// A match below 0 or of no number says nothing of relevance; the score beside it stands all the same.
  private static func match(_ entity: JSONFields) throws(JSONFailure) -> Number? {
    guard let text = try entity.numberOrText("match_score"),
      let number = try? JSONNumber.rounded(text),
      number.units >= 0
    else { return nil }
    return number
  }

  /// Rounded down, so that the largest alone is 1.
  private static func share(_ units: Int64, of largest: Int64) -> Number? {
    guard largest > 0 else { return nil }
    let scaled = units.multipliedFullWidth(by: Number.scale)
    guard largest > scaled.high else { return nil }
    return Number(units: largest.dividingFullWidth(scaled).quotient)
  }
}
