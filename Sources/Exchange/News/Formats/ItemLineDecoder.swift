internal import Portfolio
internal import Quantities

/// Makes an item from one line of `tranche.item/1`, or from a row of the table that says the same.
///
/// What can't be understood (an unknown field, a wrong type, no identifier) is thrown: the line is
/// lost. A number that is understood but can't be right quarantines the item, with the reason.
struct ItemLineDecoder {
  static let fields = [
    "body", "deleted", "has_content", "id", "impact", "label", "owner", "provider", "published",
    "received", "revision", "schema", "sentiment", "source", "subjects", "summary", "title",
    "updated", "url",
  ]
  static let subjectFields = ["relevance", "sentiment", "symbol", "theme"]

  /// Why the item is quarantined, each with its place.
  private(set) var doubts: [JSONFailure] = []
  private var quarantine: String?
  private let fields: JSONFields
  private let page: PageFacts
  private let provider: String

  /// - Parameter provider: whose ids they are, for items that do not say it.
  init(_ node: JSONNode, page: PageFacts, provider: String) throws(JSONFailure) {
    fields = try JSONFields(node, known: ItemLineDecoder.fields, of: "an item")
    self.page = page
    self.provider = provider
  }

  mutating func item() throws(JSONFailure) -> Item {
    if let schema = try fields.text("schema"), schema != ItemLines.schema {
      throw fields.failure(
        "schema",
        "`\(NewsText.shown(schema))` is not a schema that can be read",
        "write `\(ItemLines.schema)`, or leave it out"
      )
    }
    let isDeleted = try fields.bool("deleted") ?? false
    let identifier = try fields.required("id", "give the provider's own id, which never changes")
    let title =
      isDeleted
      ? try fields.text("title") ?? "" : try fields.required("title", "give the headline")
    let source = try fields.text("source") ?? page.source
    let times = try availability()
    var item = Item(
      identifier: identifier,
      provider: try fields.text("provider") ?? provider,
      revision: try revision(),
      isDeleted: isDeleted,
      title: title,
      summary: try fields.text("summary") ?? "",
      body: try fields.text("body") ?? "",
      url: try fields.text("url"),
      source: source,
      owner: try fields.text("owner"),
      published: times.published,
      received: times.received,
      available: times.available,
      timeQuality: times.quality,
      sentiment: try score("sentiment", .sentiment, in: fields),
      impact: try score("impact", .impact, in: fields),
      label: try fields.text("label"),
      hasContent: try fields.bool("has_content") ?? true,
      subjects: try subjects()
    )
    if item.sentiment == nil, quarantine == nil, let label = item.label,
      let score = LabelScale.score(of: label)
    {
      item.sentiment = score
      item.scoreIsFromLabel = true
    }
    item.quarantine = quarantine
    return item
  }

  // MARK: Fields

  private func revision() throws(JSONFailure) -> Int {
    guard let text = try fields.number("revision") else { return 1 }
    guard let revision = Int(text), (1...1_000_000_000).contains(revision) else {
      throw fields.failure(
        "revision",
        "the revision `\(NewsText.shown(text))` is not a whole number from 1",
        "count the revisions of an item from 1"
      )
    }
    return revision
  }

  /// The page's times stand in only for a line that has none.
  private func availability() throws(JSONFailure) -> Availability {
    let times = Availability(
      published: try time("published"),
      received: try time("received"),
      updated: try time("updated")
    )
    if times.available != nil { return times }
    return Availability(published: page.published, received: page.received)
  }

  private func time(_ name: String) throws(JSONFailure) -> Instant? {
    guard let text = try fields.text(name) else { return nil }
    if let moment = Instant(parsing: text, bareDate: .refused) { return moment }
    throw fields.failure(
      name,
      "`\(NewsText.shown(text))` is not a moment in time",
      "write the day, the time and the zone, for instance `2025-12-13T14:05:00Z`"
    )
  }

  private mutating func subjects() throws(JSONFailure) -> [ItemSubject] {
    guard let nodes = try fields.list("subjects") else { return [] }
    var subjects: [ItemSubject] = []
    for node in nodes {
      let fields = try JSONFields(node, known: ItemLineDecoder.subjectFields, of: "a subject")
      let symbol = try fields.text("symbol")
      let theme = try fields.text("theme")
      guard let name = symbol ?? theme, !name.isEmpty, symbol == nil || theme == nil else {
        throw JSONFailure(
          offset: node.offset,
          message: "a subject has either a `symbol` or a `theme`",
          help: "write for instance `{\"symbol\": \"NVDA\", \"relevance\": 0.8}`"
        )
      }
      subjects.append(
        ItemSubject(
          kind: symbol == nil ? .theme : .symbol,
          name: name,
          relevance: try score("relevance", .relevance, in: fields),
          sentiment: try score("sentiment", .sentiment, in: fields)
        )
      )
    }
    return subjects
  }

  /// A number, or a text that holds one, as many feeds write them.
  private mutating func score(
    _ name: String,
    _ measure: NewsScore.Measure,
    in fields: JSONFields
  ) throws(JSONFailure) -> Number? {
    guard let text = try fields.numberOrText(name) else { return nil }
    switch NewsScore.read(text, as: measure) {
    case .success(let number): return number
    case .failure(let reason):
      quarantine = quarantine ?? reason.text
      doubts.append(
        fields.failure(
          name,
          "\(reason.text): the item does not count",
          "check it at its source; write `null` for what is not known"
        )
      )
      return nil
    }
  }
}
