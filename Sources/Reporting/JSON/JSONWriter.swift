internal import Quantities

/// Writes JSON (RFC 8259) with keys in the order of the calls.
///
/// Characters that hide or reorder text are written as escapes: the value is exact, and showing
/// the file on a terminal is harmless.
struct JSONWriter {
  private(set) var bytes: [UInt8]
  /// Whether each member and element stands on a line of its own.
  private let isIndented: Bool
  private var depth: Int
  private var needsComma = false

  private init(bytes: [UInt8], isIndented: Bool, depth: Int) {
    self.bytes = bytes
    self.isIndented = isIndented
    self.depth = depth
  }

  /// Appends to `output` what `body` writes, without copying what is there.
  static func append(
    to output: inout [UInt8],
    isIndented: Bool,
    depth: Int = 0,
    _ body: (inout JSONWriter) -> Void
  ) {
    var taken: [UInt8] = []
    swap(&taken, &output)
    var writer = JSONWriter(bytes: taken, isIndented: isIndented, depth: depth)
    taken = []
    body(&writer)
    output = writer.bytes
  }

  /// What `body` writes as a document of its own, indented, with the end of its last line.
  static func document(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var output: [UInt8] = []
    append(to: &output, isIndented: true, body)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  // MARK: Containers

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    open("{")
    body(&self)
    close("}")
  }

  mutating func array<Element>(
    _ elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    open("[")
    for element in elements { body(&self, element) }
    close("]")
  }

  mutating func member(_ key: String, _ body: (inout JSONWriter) -> Void) {
    self.key(key)
    body(&self)
  }

  mutating func member<Element>(
    _ key: String,
    each elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    self.key(key)
    array(elements, body)
  }

  // MARK: Values

  mutating func member(_ key: String, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { scalar("null") }
  }

  mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    scalar(String(value))
  }

  mutating func member(_ key: String, _ value: Bool?) {
    self.key(key)
    scalar(value.map { $0 ? "true" : "false" } ?? "null")
  }

  mutating func member(_ key: String, _ values: [String]) {
    self.key(key)
    array(values) { $0.string($1) }
  }

  /// A number as a string, exact.
  mutating func member(_ key: String, _ value: (some FixedPoint)?) {
    self.key(key)
    if let value { number(value) } else { scalar("null") }
  }

  /// A fraction as a string, rounded half-even to 8 decimals; null when it has too many digits.
  mutating func member(_ key: String, _ value: Ratio?) {
    member(key, value.flatMap { try? Number($0, rounding: .halfEven) })
  }

  /// A fraction as a string, exact: a decimal where 8 digits after the point are enough, else `17/6`.
  mutating func member(_ key: String, exact value: Ratio?) {
    guard let value else { return member(key, nil as String?) }
    if let decimal = try? Number(value, rounding: .halfEven), decimal.ratio == value {
      return member(key, decimal)
    }
    let reduced = value.reduced()
    member(key, "\(Self.digits(reduced.numerator))/\(Self.digits(reduced.denominator))")
  }

  /// Numbers of 64 bits are spelled far faster.
  private static func digits(_ number: Int128) -> String {
    Int64(exactly: number).map { String($0) } ?? String(number)
  }

  mutating func null() { scalar("null") }

  mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    if !appendPlain(value) {
      for scalar in value.unicodeScalars { append(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  // MARK: Parts

  /// Names of members are our own words, which need no escapes.
  private mutating func key(_ key: String) {
    separate()
    var key = key
    key.withUTF8 { name in
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: name)
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(UInt8(ascii: " ")) }
    needsComma = true
    isAfterKey = true
  }

  private mutating func number(_ value: some FixedPoint) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    withUnsafeTemporaryAllocation(byteCount: DecimalText.mostBytes, alignment: 1) { buffer in
      let count = DecimalText.spell(value, into: buffer)
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private var isAfterKey = false

  private mutating func scalar(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(truncatingIfNeeded: bracket.value))
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    depth -= 1
    if needsComma { breakLine() }
    bytes.append(UInt8(truncatingIfNeeded: bracket.value))
    needsComma = true
  }

  /// What stands before a member or an element.
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0, needsComma || isInsideContainer { breakLine() }
  }

  private var isInsideContainer: Bool {
    bytes.last == UInt8(ascii: "{") || bytes.last == UInt8(ascii: "[")
  }

  private mutating func breakLine() {
    if !isIndented { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * max(depth, 0)))
  }

  /// Copies a text that stands as it is, as nearly all do; false for any other.
  private mutating func appendPlain(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { utf8 in
      guard PlainText.holds(UnsafeRawBufferPointer(utf8)) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case _ where SafeText.isHidden(scalar):
      for unit in String(scalar).utf16 { appendEscape(unit) }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func appendEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    bytes.append(contentsOf: "\\u\(zeros)\(digits)".utf8)
  }
}
