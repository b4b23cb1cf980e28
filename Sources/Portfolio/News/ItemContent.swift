internal import Quantities

/// What an item says, apart from when it was known and whether it counts: two revisions that say the same are one.
public enum ItemContent {
  /// A digest of the content, of 32 hexadecimal digits.
  ///
  /// - Parameter withBody: whether the body counts; it doesn't where one of two was stored without it.
  public static func digest(of item: Item, withBody: Bool = true) -> String {
    var content = ContentBytes()
    content.reserve(256 + item.title.utf8.count + item.summary.utf8.count)
    content.add(item.title)
    content.add(item.summary)
    if withBody { content.add(item.body) }
    content.add(item.url ?? "")
    content.add(item.source)
    content.add(item.label ?? "")
    content.add(marks(of: item))
    if let subject = item.subjects.first, item.subjects.count == 1 {
      content.add(bytes(of: subject))
    } else {
      for subject in subjects(item) { content.add(subject) }
    }
    return ContentDigest.hexadecimal(of: content.bytes, digits: 32)
  }

  /// What is no text: `false,true,false,1765634700,-20000000,5000000`.
  private static func marks(of item: Item) -> ContentBytes {
    var marks = ContentBytes()
    marks.reserve(64)
    for flag in [item.isDeleted, item.hasContent, item.scoreIsFromLabel] {
      marks.append(flag ? "true," : "false,")
    }
    if let published = item.published { marks.append(published.secondsSinceEpoch) }
    marks.append(",")
    marks.append(item.sentiment?.units ?? .min)
    marks.append(",")
    marks.append(item.impact?.units ?? .min)
    return marks
  }

  /// In a fixed order: providers list them in any.
  private static func subjects(_ item: Item) -> [String] {
    item.subjects.map { bytes(of: $0).text }.sorted()
  }

  private static func bytes(of subject: ItemSubject) -> ContentBytes {
    var text = ContentBytes()
    text.reserve(64)
    text.append(subject.kind.rawValue)
    text.append(",")
    text.append(subject.relevance?.units ?? .min)
    text.append(",")
    text.append(subject.sentiment?.units ?? .min)
    text.append(",")
    text.append(subject.name)
    return text
  }
}

/// The bytes of a content that a digest names. Put together without texts in between: an import does it for each item.
private struct ContentBytes {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Adds a field. Lengths keep apart what belongs to different fields.
  mutating func add(_ field: String) {
    append(Int64(field.utf8.count))
    append(":")
    append(field)
  }

  mutating func add(_ field: ContentBytes) {
    append(Int64(field.bytes.count))
    append(":")
    bytes.append(contentsOf: field.bytes)
  }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds the digits of `number`.
  mutating func append(_ number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var scale: UInt64 = 1
    while rest / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / scale))
      rest %= scale
      scale /= 10
    }
  }
}
