import Portfolio
import Quantities

/// Content as lines that any order of rows makes alike, so that a digest names the content alone.
///
/// Lines stand as bytes in one buffer and never become texts: a run digests thousands of them.
struct CanonicalLines {
  private var bytes: [UInt8] = []
  /// Where the lines that are ended stand.
  private var lines: [Range<Int>] = []
  private var start = 0
  /// The currency spelled last: most lines of an account have the same one.
  private var currency: (known: Currency, text: String)?

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
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    start = 0
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
    if self.currency?.known != currency { self.currency = (currency, currency.description) }
    field(self.currency?.text ?? "")
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
  mutating func field(_ parts: CanonicalLines, separatedBy separator: UInt8) {
    separate()
    for (number, line) in parts.sorted().enumerated() {
      if number > 0 { bytes.append(separator) }
      bytes.append(contentsOf: parts.bytes[line])
    }
  }

  // MARK: Parts of fields

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func add(_ number: some FixedPoint) {
    withUnsafeTemporaryAllocation(byteCount: DecimalText.mostBytes, alignment: 1) { buffer in
      let count = DecimalText.spell(number, into: buffer)
      bytes.append(contentsOf: buffer.prefix(count))
    }
  }

  mutating func add(_ number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    add(digits: number.magnitude, atLeast: 1)
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
    add(year, to: 4, "-")
    add(month, to: 2, "-")
    add(day, to: 2, "T")
    add(seconds / 3600, to: 2, ":")
    add(seconds / 60 % 60, to: 2, ":")
    add(seconds % 60, to: 2, "Z")
  }

  private mutating func add(_ number: Int, to width: Int, _ mark: Unicode.Scalar) {
    add(digits: UInt64(number.magnitude), atLeast: width)
    bytes.append(UInt8(truncatingIfNeeded: mark.value))
  }

  private mutating func add(digits number: UInt64, atLeast width: Int) {
    let first = bytes.count
    var rest = number
    while rest > 0 || bytes.count - first < width {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    bytes[first...].reverse()
  }

  // MARK: The digest

  /// The digest of the lines, whatever order they were made in.
  func digest() -> String {
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count + lines.count) { buffer, count in
      bytes.withUnsafeBufferPointer { bytes in
        for line in sorted() {
          let end = buffer[count...].update(fromContentsOf: bytes[line])
          buffer[end] = 0x0A
          count = end + 1
        }
      }
    }
    return ContentDigest.hexadecimal(of: text)
  }

  private func sorted() -> [Range<Int>] {
    if lines.count < 2 { return lines }
    return bytes.withUnsafeBufferPointer { bytes in
      lines.sorted {
        Self.precedes(
          UnsafeBufferPointer(rebasing: bytes[$0]),
          UnsafeBufferPointer(rebasing: bytes[$1])
        )
      }
    }
  }

  /// Whether one line stands before another as texts do: their order is that of composed characters. Where lines
  /// first differ in bytes of ASCII, and no character follows that could be composed with those, that is the order
  /// of the bytes.
  private static func precedes(
    _ left: UnsafeBufferPointer<UInt8>,
    _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let common = min(left.count, right.count)
    var place = 0
    while place < common, left[place] == right[place] { place += 1 }
    if isSettled(left, place) && isSettled(right, place) {
      if place == common { return left.count < right.count }
      return left[place] < right[place]
    }
    return String(decoding: left, as: UTF8.self) < String(decoding: right, as: UTF8.self)
  }

  /// Whether a line ends at `place`, or has a character of ASCII there that stands by itself.
  private static func isSettled(_ line: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    (place >= line.count || line[place] < 0x80)
      && (place + 1 >= line.count || line[place + 1] < 0x80)
  }
}
