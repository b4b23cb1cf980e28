internal import Portfolio
internal import Quantities

/// Reads a line of `tranche.item/1` as nearly all are: known fields, each once, numbers without an exponent, moments in
/// UTC to the second. It makes the item without a tree of JSON in between, which costs a third of the time.
///
/// Any other line is nothing to it, and goes to `ItemLineDecoder`, which alone knows what is wrong and how to say it. What
/// both read is the same item; a test compares them.
struct ItemLineScanner {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  private let page: PageFacts

  private init(_ bytes: [UInt8], _ range: Range<Int>, _ page: PageFacts) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    self.page = page
  }

  /// The item of the line in `bytes[range]`; nothing where it is not a plain one.
  static func item(
    _ bytes: [UInt8],
    in range: Range<Int>,
    page: PageFacts,
    provider: String
  ) -> Item? {
    var scanner = ItemLineScanner(bytes, range, page)
    guard let line = scanner.line() else { return nil }
    scanner.skipBlanks()
    return scanner.position == scanner.end ? line.item(page, provider) : nil
  }

  // MARK: Fields

  private enum Field: Int {
    case body, deleted, hasContent, id, impact, label, owner, provider, published, received
    case revision, schema, sentiment, source, subjects, summary, title, updated, url
  }

  private mutating func line() -> ItemLine? {
    var line = ItemLine()
    var seen = 0
    skipBlanks()
    guard take("{") else { return nil }
    while true {
      skipBlanks()
      guard let field = field(), take(":") else { return nil }
      let bit = 1 << field.rawValue
      if seen & bit != 0 { return nil }
      seen |= bit
      skipBlanks()
      guard takeNull() || read(field, into: &line) else { return nil }
      skipBlanks()
      if take(",") { continue }
      return take("}") ? line : nil
    }
  }

  /// The field that is named next, with the blanks behind it passed.
  private mutating func field() -> Field? {
    guard take("\"") else { return nil }
    let start = position
    while position < end, bytes[position] != UInt8(ascii: "\"") { position += 1 }
    let length = position - start
    guard take("\"") else { return nil }
    let found: (Field, StaticString)? =
      switch (length, bytes[start]) {
      case (2, UInt8(ascii: "i")): (.id, "id")
      case (3, UInt8(ascii: "u")): (.url, "url")
      case (4, UInt8(ascii: "b")): (.body, "body")
      case (5, UInt8(ascii: "t")): (.title, "title")
      case (5, UInt8(ascii: "l")): (.label, "label")
      case (5, UInt8(ascii: "o")): (.owner, "owner")
      case (6, UInt8(ascii: "i")): (.impact, "impact")
      case (6, UInt8(ascii: "s")):
        bytes[start + 1] == UInt8(ascii: "c") ? (.schema, "schema") : (.source, "source")
      case (7, UInt8(ascii: "d")): (.deleted, "deleted")
      case (7, UInt8(ascii: "s")): (.summary, "summary")
      case (7, UInt8(ascii: "u")): (.updated, "updated")
      case (8, UInt8(ascii: "p")): (.provider, "provider")
      case (8, UInt8(ascii: "r")):
        bytes[start + 2] == UInt8(ascii: "c") ? (.received, "received") : (.revision, "revision")
      case (8, UInt8(ascii: "s")): (.subjects, "subjects")
      case (9, UInt8(ascii: "p")): (.published, "published")
      case (9, UInt8(ascii: "s")): (.sentiment, "sentiment")
      case (11, UInt8(ascii: "h")): (.hasContent, "has_content")
      default: nil
      }
    guard let (field, name) = found, isWord(name, at: start) else { return nil }
    skipBlanks()
    return field
  }

  /// Reads the value of a field that is not `null`.
  private mutating func read(_ field: Field, into line: inout ItemLine) -> Bool {
    switch field {
    case .deleted: return takeWord("false")
    case .hasContent:
      if takeWord("true") { return true }
      line.hasContent = false
      return takeWord("false")
    case .impact:
      line.impact = score(.impact)
      return line.impact != nil
    case .sentiment:
      line.sentiment = score(.sentiment)
      return line.sentiment != nil
    case .published:
      line.times.published = moment()
      return line.times.published != nil
    case .received:
      line.times.received = moment()
      return line.times.received != nil
    case .updated:
      line.times.updated = moment()
      return line.times.updated != nil
    case .revision:
      guard let revision = revision() else { return false }
      line.revision = revision
      return true
    case .subjects:
      guard let subjects = subjects() else { return false }
      line.subjects = subjects
      return true
    case .body: return readText(into: &line.body)
    case .id: return readText(into: &line.identifier)
    case .label: return readText(into: &line.label)
    case .owner: return readText(into: &line.owner)
    case .provider: return readText(into: &line.provider)
    case .schema: return readText(into: &line.schema)
    case .source: return readText(into: &line.source)
    case .summary: return readText(into: &line.summary)
    case .title: return readText(into: &line.title)
    case .url: return readText(into: &line.url)
    }
  }

  private mutating func readText(into place: inout String?) -> Bool {
    place = text()
    return place != nil
  }

  private mutating func subjects() -> [ItemSubject]? {
    guard take("[") else { return nil }
    var subjects: [ItemSubject] = []
    skipBlanks()
    if take("]") { return subjects }
    while true {
      skipBlanks()
      guard let subject = subject() else { return nil }
      subjects.append(subject)
      skipBlanks()
      if take(",") { continue }
      return take("]") ? subjects : nil
    }
  }

  private mutating func subject() -> ItemSubject? {
    guard take("{") else { return nil }
    var subject = ItemSubject(kind: .symbol, name: "")
    var hasRelevance = false
    var hasSentiment = false
    while true {
      skipBlanks()
      guard take("\"") else { return nil }
      let isNamed = !subject.name.isEmpty
      if takeWord("symbol\""), !isNamed, takeColon(), let name = text(), !name.isEmpty {
        subject.name = name
      } else if takeWord("theme\""), !isNamed, takeColon(), let name = text(), !name.isEmpty {
        (subject.kind, subject.name) = (.theme, name)
      } else if takeWord("relevance\""), !hasRelevance, takeColon() {
        hasRelevance = true
        subject.relevance = score(.relevance)
        if subject.relevance == nil { return nil }
      } else if takeWord("sentiment\""), !hasSentiment, takeColon() {
        hasSentiment = true
        subject.sentiment = score(.sentiment)
        if subject.sentiment == nil { return nil }
      } else {
        return nil
      }
      skipBlanks()
      if take(",") { continue }
      return take("}") && !subject.name.isEmpty ? subject : nil
    }
  }

  // MARK: Values

  /// A text in quotation marks. One with escapes or beyond ASCII is left to the reader of JSON.
  private mutating func text() -> String? {
    let start = position
    guard take("\"") else { return nil }
    let from = position
    position = plainEnd()
    guard position < end else { return nil }
    if bytes[position] == UInt8(ascii: "\"") {
      let until = position
      position += 1
      return bytes.withUnsafeBufferPointer { bytes in
        String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<until]), as: UTF8.self)
      }
    }
    while position < end, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < end else { return nil }
    position += 1
    guard let node = try? JSONReader.read(bytes, in: start..<position),
      case .string(let text) = node.kind
    else { return nil }
    return text
  }

  /// The place of the next byte that is not printable ASCII, a quotation mark or a backslash; the end where there is
  /// none. Looks at eight bytes at a time.
  private func plainEnd() -> Int {
    bytes.withUnsafeBytes { bytes in
      var place = position
      while place + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        if ItemLineScanner.hasOther(word) { break }
        place += 8
      }
      while place < end {
        let byte = bytes[place]
        let isOther =
          byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80
        if isOther { return place }
        place += 1
      }
      return place
    }
  }

  /// Whether one of the eight bytes of a word is no printable ASCII, a quotation mark or a backslash. Subtracting borrows
  /// into the top bit of a byte that is too small; what comes of it for bytes above is looked at one by one.
  private static func hasOther(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let small = (word &- ones &* 0x20) | (quotes &- ones) | (backslashes &- ones) | word
    return small & tops != 0
  }

  /// A number from −1 to 1 with at most 8 decimals.
  private mutating func score(_ measure: NewsScore.Measure) -> Number? {
    let isNegative = take("-")
    guard let whole = digit() else { return nil }
    var units = whole * Number.scale
    if take(".") {
      var worth = Number.scale
      let first = position
      while let digit = digit() {
        worth /= 10
        if worth == 0 { return nil }
        units += digit * worth
      }
      if position == first { return nil }
    }
    let number = Number(units: isNegative ? -units : units)
    return isEndOfNumber && measure.contains(number) ? number : nil
  }

  private mutating func revision() -> Int? {
    var revision = 0
    let first = position
    while let digit = digit() {
      revision = revision * 10 + Int(digit)
      if revision > 1_000_000_000 { return nil }
    }
    guard isEndOfNumber, bytes[first] != UInt8(ascii: "0"), revision > 0 else { return nil }
    return revision
  }

  /// `"2025-12-13T14:05:00Z"`.
  private mutating func moment() -> Instant? {
    let start = position
    guard start + 22 <= end, take("\"") else { return nil }
    guard let century = pair(), let rest = pair(), take("-"), let month = pair(), take("-"),
      let day = pair(), take("T"), let hour = pair(), take(":"), let minute = pair(), take(":"),
      let second = pair(), take("Z"), take("\""),
      hour < 24, minute < 60, second < 60,
      let date = CalendarDate(year: century * 100 + rest, month: month, day: day)
    else { return nil }
    let seconds = Int64((hour * 60 + minute) * 60 + second)
    return Instant(secondsSinceEpoch: Instant(startOf: date).secondsSinceEpoch + seconds)
  }

  // MARK: Bytes

  /// Two digits.
  private mutating func pair() -> Int? {
    guard let tens = digit(), let ones = digit() else { return nil }
    return Int(tens * 10 + ones)
  }

  private mutating func digit() -> Int64? {
    guard position < end else { return nil }
    let digit = bytes[position] &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    position += 1
    return Int64(digit)
  }

  /// Whether nothing follows that would belong to the number: an exponent, or a second digit of its whole part.
  private var isEndOfNumber: Bool {
    guard position < end else { return false }
    let byte = bytes[position]
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == 0x20
  }

  private mutating func takeColon() -> Bool {
    skipBlanks()
    guard take(":") else { return false }
    skipBlanks()
    return true
  }

  private mutating func takeNull() -> Bool {
    position < end && bytes[position] == UInt8(ascii: "n") && takeWord("null")
  }

  private mutating func takeWord(_ word: StaticString) -> Bool {
    guard isWord(word, at: position) else { return false }
    position += word.utf8CodeUnitCount
    return true
  }

  private func isWord(_ word: StaticString, at start: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= end else { return false }
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: count)
    for index in 0..<count where bytes[start + index] != letters[index] { return false }
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(truncatingIfNeeded: character.value) else {
      return false
    }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }
}
