internal import Quantities

/// What an item says, apart from when it was known and whether it counts: two revisions that say the same are one.
public enum ItemContent {
  /// A digest of the content, of 32 hexadecimal digits.
  ///
  /// - Parameter withBody: whether the body counts; it doesn't where one of two was stored without it.
  public static func digest(of item: Item, withBody: Bool = true) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(256 + item.title.utf8.count + item.summary.utf8.count)
    // Lengths keep apart what belongs to different fields.
    func add(_ field: String) {
      text += "\(field.utf8.count):".utf8
      text += field.utf8
    }
    add(item.title)
    add(item.summary)
    if withBody { add(item.body) }
    add(item.url ?? "")
    add(item.source)
    add(item.label ?? "")
    let published = item.published.map { "\($0.secondsSinceEpoch)" } ?? ""
    let scores = "\(item.sentiment?.units ?? .min),\(item.impact?.units ?? .min)"
    add("\(item.isDeleted),\(item.hasContent),\(item.scoreIsFromLabel),\(published),\(scores)")
    for subject in subjects(item) { add(subject) }
    return String(ContentDigest.hexadecimal(of: text).prefix(32))
  }

  /// In a fixed order: providers list them in any.
  private static func subjects(_ item: Item) -> [String] {
    let texts = item.subjects.map {
      "\($0.kind.rawValue),\($0.relevance?.units ?? .min),\($0.sentiment?.units ?? .min),\($0.name)"
    }
    return texts.count > 1 ? texts.sorted() : texts
  }
}
