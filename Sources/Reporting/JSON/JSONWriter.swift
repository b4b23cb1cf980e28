internal import Quantities

/// Writes JSON (RFC 8259) with keys in the order of the calls.
///
/// Characters that hide or reorder text are written as escapes: the value is exact, and showing
/// the file on a terminal is harmless.
struct JSONWriter: ~Copyable {
  /// What must be written before the next key or value.
  private enum Place {
    /// Nothing: it begins a document, or a key stands before it.
    case bare
    /// It is the first in its container.
    case first
    /// Another one stands before it.
    case next
  }

  private var bytes = ByteBuffer(room: 1 << 14)
  /// Whether each member and element stands on a line of its own.
  private let isIndented: Bool
  private var depth: Int
  private var place: Place

  private init(isIndented: Bool, depth: Int, place: Place) {
    self.isIndented = isIndented
    self.depth = depth
    self.place = place
  }

  /// Appends to `output` what `body` writes.
  static func append(
    to output: inout [UInt8],
    isIndented: Bool,
    depth: Int = 0,
    _ body: (inout JSONWriter) -> Void
  ) {
    let isInsideContainer = output.last == UInt8(ascii: "{") || output.last == UInt8(ascii: "[")
    var writer = JSONWriter(
      isIndented: isIndented,
      depth: depth,
      place: isInsideContainer ? .first : .bare
    )
    body(&writer)
    output.append(contentsOf: writer.bytes.bytes)
  }

  /// What `body` writes as a document of its own, indented, with the end of its last line.
  static func document(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var output: [UInt8] = []
    append(to: &output, isIndented: true, body)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  // MARK: Containers

  @inline(__always)
  mutating func object(_ body: (inout JSONWriter) -> Void) {
    open("{")
    body(&self)
    close("}")
  }

  @inline(__always)
  mutating func array<Element>(
    _ elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    open("[")
    for element in elements { body(&self, element) }
    close("]")
  }

  @inline(__always)
  mutating func member(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
    begin(key)
    body(&self)
  }

  @inline(__always)
  mutating func member<Element>(
    _ key: StaticString,
    each elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    begin(key)
    array(elements, body)
  }

  // MARK: Values

  mutating func member(_ key: StaticString, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { null() }
  }

  mutating func member(_ key: StaticString, _ value: Int) {
    self.key(key)
    write(value)
  }

  mutating func member(_ key: StaticString, _ value: Bool?) {
    self.key(key)
    switch value {
    case true?: word("true")
    case false?: word("false")
    case nil: null()
    }
  }

  mutating func member(_ key: StaticString, _ values: [String]) {
    self.key(key)
    array(values) { $0.string($1) }
  }

  mutating func member(_ key: StaticString, _ currency: Currency) {
    self.key(key)
    quoted { currency.write(to: $0) }
  }

  /// A number as a string, exact.
  @inline(__always)
  mutating func member<Value: FixedPoint>(_ key: StaticString, _ value: Value?) {
    guard let value else { return member(key, nil as String?) }
    decimal(key, value.units, Value.fractionDigits)
  }

  /// A fraction as a string, rounded half-even to 8 decimals; null when it has too many digits.
  mutating func member(_ key: StaticString, _ value: Ratio?) {
    member(key, value.flatMap { try? Number($0, rounding: .halfEven) })
  }

  /// A fraction as a string, exact: a decimal where 8 digits after the point are enough, else `17/6`.
  mutating func member(_ key: StaticString, exact value: Ratio?) {
    self.key(key)
    guard let value else { return null() }
    quoted { ExactText.write(value, to: $0) }
  }

  /// A count under a key that is a word of ours, but not a literal.
  mutating func member(named key: String, _ value: Int) {
    string(key)
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(UInt8(ascii: " ")) }
    place = .bare
    write(value)
  }

  mutating func null() { word("null") }

  @inline(__always)
  mutating func string(_ value: String) {
    separate()
    let isCopied = value.utf8.withContiguousStorageIfAvailable { text in
      copy(UnsafeRawBufferPointer(text))
    }
    if isCopied != true { escape(value) }
    place = .next
  }

  // MARK: Parts

  /// Begins a member. In a function of its own for what stands in many places.
  @inline(never)
  private mutating func begin(_ key: StaticString) { self.key(key) }

  /// Names of members are our own words, which need no escapes.
  @inline(__always)
  private mutating func key(_ key: StaticString) {
    separate()
    let count = key.utf8CodeUnitCount
    // With two quotes and a colon.
    var room = bytes.room(for: count + 3)
    room.write("\"")
    room.write(UnsafeRawBufferPointer(start: key.utf8Start, count: count))
    room.write("\"")
    room.write(":")
    bytes.advance(by: count + 3)
    if isIndented { bytes.append(UInt8(ascii: " ")) }
    place = .bare
  }

  private mutating func word(_ word: StaticString) {
    separate()
    bytes.append(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    place = .next
  }

  private mutating func write(_ value: Int) {
    separate()
    let room = bytes.room(for: DecimalText.mostBytes)
    bytes.advance(by: DecimalText.write(units: Int64(value), to: room))
    place = .next
  }

  private mutating func decimal(_ key: StaticString, _ units: Int64, _ fractionDigits: Int) {
    self.key(key)
    quoted { DecimalText.write(units: units, fractionDigits: fractionDigits, to: $0) }
  }

  /// Writes a string of which `body` writes what stands between the quotes, and says how many bytes that are:
  /// at most `ExactText.mostBytes`.
  @inline(__always)
  private mutating func quoted(_ body: (UnsafeMutableRawPointer) -> Int) {
    separate()
    var room = bytes.room(for: ExactText.mostBytes + 2)
    room.write("\"")
    let count = body(room)
    room += count
    room.write("\"")
    bytes.advance(by: count + 2)
    place = .next
  }

  @inline(__always)
  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(truncatingIfNeeded: bracket.value))
    depth &+= 1
    place = .first
  }

  @inline(__always)
  private mutating func close(_ bracket: Unicode.Scalar) {
    depth &-= 1
    if isIndented, place == .next { breakLine() }
    bytes.append(UInt8(truncatingIfNeeded: bracket.value))
    place = .next
  }

  @inline(__always)
  private mutating func separate() {
    if place == .next { bytes.append(UInt8(ascii: ",")) }
    if isIndented { indent() }
  }

  @inline(never)
  private mutating func indent() { if place != .bare, depth > 0 { breakLine() } }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<max(depth, 0) {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  /// Writes a text that stands as it is, as nearly all do; nothing of any other.
  @inline(__always)
  private mutating func copy(_ text: UnsafeRawBufferPointer) -> Bool {
    var room = bytes.room(for: text.count + 2)
    guard PlainText.copy(text, to: room + 1) else { return false }
    room.write("\"")
    room += text.count
    room.write("\"")
    bytes.advance(by: text.count + 2)
    return true
  }

  private mutating func escape(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in value.unicodeScalars { append(scalar) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    case _ where SafeText.isHidden(scalar):
      for unit in String(scalar).utf16 { appendEscape(unit) }
    default: append(String(scalar))
    }
  }

  private mutating func appendEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    append("\\u\(zeros)\(digits)")
  }

  private mutating func append(_ text: String) { for byte in text.utf8 { bytes.append(byte) } }
}
