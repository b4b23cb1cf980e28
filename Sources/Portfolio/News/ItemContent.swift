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
    for subject in subjects(item) { content.add(subject) }
    return String(ContentDigest.hexadecimal(of: content.bytes).prefix(32))
  }

  /// What is no text: `false,true,false,1765634700,-20000000,5000000`.
  private static func marks(of item: Item) -> String {
    var marks = ContentBytes()
    for flag in [item.isDeleted, item.hasContent, item.scoreIsFromLabel] {
      marks.append(flag ? "true," : "false,")
    }
    if let published = item.published { marks.append(published.secondsSinceEpoch) }
    marks.append(",")
    marks.append(item.sentiment?.units ?? .min)
    marks.append(",")
    marks.append(item.impact?.units ?? .min)
    return marks.text
  }

  /// In a fixed order: providers list them in any.
  private static func subjects(_ item: Item) -> [String] {
    let texts = item.subjects.map { subject in
      var text = ContentBytes()
      text.append(subject.kind.rawValue)
      text.append(",")
      text.append(subject.relevance?.units ?? .min)
      text.append(",")
      text.append(subject.sentiment?.units ?? .min)
      text.append(",")
      text.append(subject.name)
      return text.text
    }
    return texts.count > 1 ? texts.sorted() : texts
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
