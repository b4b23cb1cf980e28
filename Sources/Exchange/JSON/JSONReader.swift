/// Reads one JSON value, as RFC 8259 has it and no more: no comments, no trailing commas, no
/// `NaN`, no duplicate names, no unpaired surrogates, no bytes that are not UTF-8.
public struct JSONReader {
  /// Deeper nesting is refused: it is no data of ours, and must not exhaust the stack.
  public static let maximumDepth = 64

  /// What is kept of a value that is broken off in the middle.
  private enum Keeping {
    case nothing
    /// The members of the outermost object, and the whole elements of lists in it.
    case elements
    /// All that was read, to its last member.
    case everything
  }

  let bytes: [UInt8]
  let end: Int
  var position: Int
  private var depth = 0
  private var keeping = Keeping.nothing
  /// Why reading ended early; what was kept is returned all the same.
  private var stop: JSONFailure?

  /// Reads the value in `bytes[range]`, with only blanks around it. Offsets in the result and in
  /// failures count from the start of `bytes`.
  ///
  /// - Throws: `JSONFailure` with the first thing wrong.
  public static func read(
    _ bytes: [UInt8],
    in range: Range<Int>? = nil
  ) throws(JSONFailure) -> JSONNode {
    let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    var reader = JSONReader(bytes: bytes, range: range)
    reader.skipBlanks()
    let node = try reader.value()
    reader.skipBlanks()
    if reader.position < reader.end {
      throw reader.failure("there is more after the end of the value", "write one value a line")
    }
    return node
  }

  /// Reads a document as far as it is sound: the whole elements of its list before the first mistake.
  ///
  /// A download that was cut short keeps what arrived.
  static func readSoundPart(_ bytes: [UInt8]) -> (node: JSONNode?, failure: JSONFailure?) {
    var reader = JSONReader(bytes: bytes, range: 0..<bytes.count)
    return reader.sound(keeping: .elements)
  }

  /// What a document looks like, from its first bytes alone.
  static func readStart(_ bytes: [UInt8], upTo limit: Int) -> JSONNode? {
    var reader = JSONReader(bytes: bytes, range: 0..<min(bytes.count, limit))
    return reader.sound(keeping: .everything).node
  }

  private mutating func sound(keeping: Keeping) -> (node: JSONNode?, failure: JSONFailure?) {
    self.keeping = keeping
    do throws(JSONFailure) {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = min(3, end) }
      skipBlanks()
      let node = try value()
      if let stop { return (node, stop) }
      skipBlanks()
      if position == end { return (node, nil) }
      return (node, failure("there is more after the end of the document", "remove it"))
    } catch {
      return (nil, error)
    }
  }

  private init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  // MARK: Values

  private mutating func value() throws(JSONFailure) -> JSONNode {
    let start = position
    guard let byte = peek else {
      throw failure("a value is missing", "write a text, a number, a list or an object")
    }
    switch byte {
    case UInt8(ascii: "{"): return JSONNode(kind: .object(try object()), offset: start)
    case UInt8(ascii: "["): return JSONNode(kind: .array(try array()), offset: start)
    case UInt8(ascii: "\""): return JSONNode(kind: .string(try string()), offset: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return JSONNode(kind: .number(try number()), offset: start)
    default: return JSONNode(kind: try word(), offset: start)
    }
  }

  private mutating func object() throws(JSONFailure) -> [JSONNode.Member] {
    try enter()
    var members: [JSONNode.Member] = []
    let isKept = keeping == .everything || (keeping == .elements && depth == 1)
    do throws(JSONFailure) {
      try readMembers(&members)
    } catch {
      if !isKept { throw error }
      stop = stop ?? error
    }
    depth -= 1
    return members
  }

  private mutating func readMembers(_ members: inout [JSONNode.Member]) throws(JSONFailure) {
    var names = MemberNames()
    // An item of a line has many; lists hold small objects by the million.
    if depth == 1 { members.reserveCapacity(16) }
    while true {
      skipBlanks()
      if members.isEmpty, take(UInt8(ascii: "}")) { return }
      let start = position
      guard peek == UInt8(ascii: "\"") else {
        throw failure("a name in quotation marks is missing here", "write `\"name\": value`")
      }
      let name = try string()
      if !names.insert(name, among: members) {
        throw JSONFailure(
          offset: start,
          message: "`\(shown(name))` is there twice",
          help: "keep one of the two"
        )
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else {
        throw failure("a `:` is missing after the name", "write `\"name\": value`")
      }
      skipBlanks()
      members.append(JSONNode.Member(name: name, offset: start, value: try value()))
      if stop != nil { return }
      skipBlanks()
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "}")) { return }
      throw failure("a `,` or `}` is missing here", "check the end of the value before it")
    }
  }

  private mutating func array() throws(JSONFailure) -> [JSONNode] {
    try enter()
    var elements: [JSONNode] = []
    let isKept = keeping == .everything || (keeping == .elements && depth <= 2)
    do throws(JSONFailure) {
      try readElements(&elements)
    } catch {
      if !isKept { throw error }
      stop = stop ?? error
    }
    depth -= 1
    return elements
  }

  private mutating func readElements(_ elements: inout [JSONNode]) throws(JSONFailure) {
    while true {
      skipBlanks()
      if elements.isEmpty, take(UInt8(ascii: "]")) { return }
      elements.append(try value())
      if stop != nil { return }
      skipBlanks()
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "]")) { return }
      throw failure("a `,` or `]` is missing here", "check the end of the value before it")
    }
  }

  private mutating func enter() throws(JSONFailure) {
    if depth >= JSONReader.maximumDepth {
      throw failure(
        "lists and objects are nested deeper than \(JSONReader.maximumDepth)",
        "no format of news or holdings nests so deep; check that this is the right file"
      )
    }
    depth += 1
    position += 1
  }

  private mutating func word() throws(JSONFailure) -> JSONNode.Kind {
    let start = position
    while let byte = peek, isWordByte(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      position = start
      if text.isEmpty {
        throw failure("this begins no value", "write a text, a number, a list or an object")
      }
      throw failure(
        "`\(shown(text))` is not a JSON value",
        "write `null` for what is not known, and texts in quotation marks"
      )
    }
  }

  // MARK: Parts

  var peek: UInt8? { position < end ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  func failure(_ message: String, _ help: String) -> JSONFailure {
    JSONFailure(offset: position, message: message, help: help)
  }

  func shown(_ text: String) -> String { NewsText.shown(text) }
}

/// The names of an object's members, to find one that is there twice. Few are compared one by one, which costs less than
/// a table of them.
private struct MemberNames {
  private var many: Set<String> = []

  /// Whether `name` is new.
  mutating func insert(_ name: String, among members: [JSONNode.Member]) -> Bool {
    if members.count < 24 { return !members.contains { isSame($0.name, name) } }
    if many.isEmpty { many = Set(members.map(\.name)) }
    return many.insert(name).inserted
  }
}
