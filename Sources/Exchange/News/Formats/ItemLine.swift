internal import Portfolio
internal import Quantities

/// What a plain line of `tranche.item/1` says.
struct ItemLine {
  var body: String?
  var identifier: String?
  var label: String?
  var owner: String?
  var provider: String?
  var schema: String?
  var source: String?
  var summary: String?
  var title: String?
  var url: String?
  var times = Availability()
  var revision = 1
  var hasContent = true
  var sentiment: Number?
  var impact: Number?
  var subjects: [ItemSubject] = []
}

extension ItemLine {
  /// The item, if the line has all that one needs.
  func item(_ page: PageFacts, _ provider: String) -> Item? {
    guard schema == nil || schema == ItemLines.schema, let identifier, isNamed(identifier),
      let title, isNamed(title)
    else { return nil }
    let times =
      times.available == nil
      ? Availability(published: page.published, received: page.received) : times
    var item = Item(
      identifier: identifier,
      provider: self.provider ?? provider,
      revision: revision,
      title: title,
      summary: summary ?? "",
      body: body ?? "",
      url: url,
      source: source ?? page.source,
      owner: owner,
      published: times.published,
      received: times.received,
      available: times.available,
      timeQuality: times.quality,
      sentiment: sentiment,
      impact: impact,
      label: label,
      hasContent: hasContent,
      subjects: subjects
    )
    if sentiment == nil, let label, let score = LabelScale.score(of: label) {
      item.sentiment = score
      item.scoreIsFromLabel = true
    }
    return item
  }

  /// Whether a text surely has something beside blanks.
  private func isNamed(_ text: String) -> Bool {
    text.utf8.first.map { $0 > 0x20 && $0 < 0x7F } ?? false
  }
}
