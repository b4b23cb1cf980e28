internal import Portfolio

/// A table of our own, comma-separated with a header: the fields of `tranche.item/1`, and for subjects the columns
/// `symbols` (`NVDA:0.8:-0.2;MSFT`: relevance and score may be left out) and `themes` (`Rates;Energy`).
///
/// A row becomes the JSON that says the same, so that both mean the same. A record is one line.
enum ItemTable: NewsFormatReader {
  static let summary = "a table of items, comma-separated"

  static func recognises(_ sample: NewsSample) -> Bool {
    let header = sample.start.prefix { $0 != "\n" && $0 != "\r\n" }.split(separator: ",")
      .map { NewsText.trimmed($0) }
    func has(_ name: String) -> Bool { header.contains { $0 == name || $0 == "\"\(name)\"" } }
    return has("id") && has("title")
  }

  static func read(_ file: NewsFile, page: PageFacts) -> NewsReading {
    var reading = NewsReading()
    var columns: [String]?
    for line in file.lines {
      let record = file.bytes[line.range]
      guard record.contains(where: { $0 > 0x20 }) else { continue }
      do throws(JSONFailure) {
        let fields = try ItemTable.fields(of: record)
        guard let header = columns else {
          try check(fields, line.range.lowerBound)
          columns = fields.map(\.text)
          continue
        }
        let row = try ItemTable.row(fields, header, line.range.lowerBound)
        var decoder = try ItemLineDecoder(row, page: page, provider: "csv")
        reading.items.append(try decoder.item())
        for doubt in decoder.doubts { reading.report(doubt, line, file) }
      } catch {
        reading.report(error, line, file)
        if columns == nil { return reading }
      }
    }
    return reading
  }

  /// A field with the offset of its first byte.
  private struct Field {
    var text: String
    var offset: Int
  }

  static let columns =
    ItemLineDecoder.fields.filter { $0 != "subjects" } + ["symbols", "themes"]

  private static func check(_ header: [Field], _ start: Int) throws(JSONFailure) {
    var seen: Set<String> = []
    for field in header {
      if !columns.contains(field.text) {
        throw JSONFailure(
          offset: field.offset,
          message: "there is no column `\(NewsText.shown(field.text))` in a table of items",
          help: nearestName(to: field.text, among: columns).map { "did you mean `\($0)`?" }
            ?? "the columns are \(columns.joined(separator: ","))"
        )
      }
      if !seen.insert(field.text).inserted {
        throw JSONFailure(
          offset: field.offset,
          message: "the column `\(field.text)` is there twice",
          help: "keep one of the two"
        )
      }
    }
  }

  // MARK: Rows

  private static func row(
    _ fields: [Field],
    _ header: [String],
    _ start: Int
  ) throws(JSONFailure) -> JSONNode {
    guard fields.count == header.count else {
      throw JSONFailure(
        offset: start,
        message:
          "the row has \(fields.count) \(fields.count == 1 ? "field" : "fields"), the header "
          + "\(header.count)",
        help: "put a field that holds a comma in double quotes"
      )
    }
    var members: [JSONNode.Member] = []
    var subjects: [JSONNode] = []
    for (name, field) in zip(header, fields) where !field.text.isEmpty {
      switch name {
      case "symbols":
        subjects += try field.text.split(separator: ";").map { part throws(JSONFailure) in
          try symbol(part, field.offset)
        }
      case "themes":
        subjects += field.text.split(separator: ";").map {
          object(["theme": .string(String(NewsText.trimmed($0)))], field.offset)
        }
      default:
        let value = JSONNode(kind: kind(of: name, field.text), offset: field.offset)
        members.append(JSONNode.Member(name: name, offset: field.offset, value: value))
      }
    }
    if !subjects.isEmpty {
      let list = JSONNode(kind: .array(subjects), offset: start)
      members.append(JSONNode.Member(name: "subjects", offset: start, value: list))
    }
    return JSONNode(kind: .object(members), offset: start)
  }

  private static func kind(of name: String, _ text: String) -> JSONNode.Kind {
    switch name {
    case "deleted", "has_content":
      text == "true" || text == "false" ? .bool(text == "true") : .string(text)
    case "revision": .number(text)
    default: .string(SpreadsheetText.restored(text))
    }
  }

  /// `NVDA`, `NVDA:0.8` or `NVDA:0.8:-0.2`; symbols with a colon need both numbers, which may be empty.
  private static func symbol(_ text: Substring, _ offset: Int) throws(JSONFailure) -> JSONNode {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { String(NewsText.trimmed($0)) }
    if parts.count > 3 { parts = [parts.dropLast(2).joined(separator: ":")] + parts.suffix(2) }
    var members: [String: JSONNode.Kind] = ["symbol": .string(parts[0])]
    for (name, place) in [("relevance", 1), ("sentiment", 2)] where parts.indices.contains(place) {
      if !parts[place].isEmpty { members[name] = .string(parts[place]) }
    }
    return object(members, offset)
  }

  private static func object(_ members: [String: JSONNode.Kind], _ offset: Int) -> JSONNode {
    JSONNode(
      kind: .object(
        members.sorted { $0.key < $1.key }.map {
          JSONNode.Member(
            name: $0.key,
            offset: offset,
            value: JSONNode(kind: $0.value, offset: offset)
          )
        }
      ),
      offset: offset
    )
  }

  // MARK: Fields

  private static func fields(of record: ArraySlice<UInt8>) throws(JSONFailure) -> [Field] {
    let texts: [String]
    switch CommaSeparatedTable.fields(of: record) {
    case .success(let found): texts = found
    case .failure(let reason):
      throw JSONFailure(
        offset: record.startIndex,
        message: reason.message,
        help: reason.help ?? "write one row a line"
      )
    }
    var starts = [record.startIndex]
    var isQuoted = false
    for (offset, byte) in zip(record.indices, record) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ","), !isQuoted { starts.append(offset + 1) }
    }
    return zip(texts, starts).map { Field(text: $0, offset: $1) }
  }
}
