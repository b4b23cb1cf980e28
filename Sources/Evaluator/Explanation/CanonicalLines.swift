import Portfolio
import Quantities

/// Content as lines that any order of rows makes alike, so that a digest names the content alone.
///
/// Lines stand as bytes in one buffer and never become texts: a run digests thousands of them.
struct CanonicalLines: ~Copyable {
  private var bytes = ByteBuffer(room: 1 << 12)
  /// Where the lines that are ended stand.
  private var lines: [Range<Int>] = []
  private var start = 0

  init() { lines.reserveCapacity(64) }

  // MARK: Lines

  /// Begins a line with its first field.
  mutating func begin(_ word: String) {
    start = bytes.count
    add(word)
  }

  /// Begins the next field. Unit separators keep fields apart, whatever they hold.
  mutating func separate() { bytes.append(0x1F) }

  mutating func end() { lines.append(start..<bytes.count) }

  mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    bytes.removeAll()
  }

  // MARK: Fields

  mutating func field(_ text: String) {
    separate()
    add(text)
  }

  mutating func field(_ number: some FixedPoint) {
    separate()
    add(number)
  }

  mutating func field(_ moment: Instant) {
    separate()
    add(moment)
  }

  mutating func field(_ truth: Bool) { field(truth ? "true" : "false") }

  mutating func field(_ currency: Currency) {
    separate()
    write(atMost: 8) { currency.write(to: $0) }
  }

  /// An empty field for nothing.
  mutating func field(_ text: String?) { field(text ?? "") }

  mutating func field(_ number: (some FixedPoint)?) {
    separate()
    if let number { add(number) }
  }

  mutating func field(_ moment: Instant?) {
    separate()
    if let moment { add(moment) }
  }

  /// Lines of their own as one field, in ascending order with `separator` between them.
  mutating func field(_ parts: borrowing CanonicalLines, separatedBy separator: UInt8) {
    separate()
    for (number, line) in parts.sorted().enumerated() {
      if number > 0 { bytes.append(separator) }
      bytes.append(UnsafeRawBufferPointer(rebasing: parts.bytes.bytes[line]))
    }
  }

  // MARK: Parts of fields

  mutating func add(_ text: String) {
    let isAdded: Void? = text.utf8.withContiguousStorageIfAvailable { text in
      bytes.append(UnsafeRawBufferPointer(text))
    }
    if isAdded == nil { for byte in text.utf8 { bytes.append(byte) } }
  }

  @inline(__always)
  mutating func add<Value: FixedPoint>(_ number: Value) {
    add(number.units, fractionDigits: Value.fractionDigits)
  }

  mutating func add(_ number: Int64) { add(number, fractionDigits: 0) }

  private mutating func add(_ units: Int64, fractionDigits: Int) {
    write(atMost: DecimalText.mostBytes) {
      DecimalText.write(units: units, fractionDigits: fractionDigits, to: $0)
    }
  }

  /// `2025-12-20T14:00:00Z`.
  mutating func add(_ moment: Instant) {
    let date = moment.date
    let (year, month, day) = date.parts
    let (past, overflow) = moment.secondsSinceEpoch.subtractingReportingOverflow(
      Instant(startOf: date).secondsSinceEpoch
    )
    guard !overflow, (0..<Instant.secondsPerDay).contains(past), (0...9999).contains(year) else {
      return add(moment.description)
    }
    let seconds = Int(past)
    write(atMost: 20) { room in
      func pair(_ number: Int, _ place: Int, _ mark: Unicode.Scalar) {
        var place = room + place
        place.write(Unicode.Scalar(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)))
        place.write(Unicode.Scalar(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)))
        place.write(mark)
      }
      pair(year / 100, 0, " ")
      pair(year % 100, 2, "-")
      pair(month, 5, "-")
      pair(day, 8, "T")
      pair(seconds / 3600, 11, ":")
      pair(seconds / 60 % 60, 14, ":")
      pair(seconds % 60, 17, "Z")
      return 20
    }
  }

  /// Lets `body` write behind what is written, which says how many bytes it wrote.
  @inline(__always)
  private mutating func write(atMost room: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
    bytes.advance(by: body(bytes.room(for: room)))
  }

  // MARK: The digest

  /// The digest of the lines, whatever order they were made in.
  func digest() -> String {
    var text = ByteBuffer(room: bytes.count + lines.count)
    for line in sorted() {
      text.append(UnsafeRawBufferPointer(rebasing: bytes.bytes[line]))
      text.append(0x0A)
    }
    return ContentDigest.hexadecimal(of: text.bytes)
  }

  private func sorted() -> [Range<Int>] {
    if lines.count < 2 { return lines }
    let bytes = bytes.bytes
    return lines.sorted {
      Self.precedes(
        UnsafeRawBufferPointer(rebasing: bytes[$0]),
        UnsafeRawBufferPointer(rebasing: bytes[$1])
      )
    }
  }

  /// Whether one line stands before another as texts do: their order is that of composed characters. Where lines
  /// first differ in bytes of ASCII, and no character follows that could be composed with those, that is the order
  /// of the bytes.
  private static func precedes(
    _ left: UnsafeRawBufferPointer,
    _ right: UnsafeRawBufferPointer
  ) -> Bool {
    let common = min(left.count, right.count)
    let place = firstDifference(left, right, common)
    if isSettled(left, place) && isSettled(right, place) {
      if place == common { return left.count < right.count }
      return left[place] < right[place]
    }
    return String(decoding: left, as: UTF8.self) < String(decoding: right, as: UTF8.self)
  }

  /// How many of the first `count` bytes two lines share; looks at eight at a time.
  private static func firstDifference(
    _ left: UnsafeRawBufferPointer,
    _ right: UnsafeRawBufferPointer,
    _ count: Int
  ) -> Int {
    var place = 0
    while place <= count - 8 {
      let one = left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let other = right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if one != other { return place + (one ^ other).littleEndian.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, left[place] == right[place] { place += 1 }
    return place
  }

  /// Whether a line ends at `place`, or has a character of ASCII there that stands by itself.
  private static func isSettled(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
    (place >= line.count || line[place] < 0x80)
      && (place + 1 >= line.count || line[place + 1] < 0x80)
  }
}
