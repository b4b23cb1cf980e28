import Portfolio
import Quantities

/// Content as lines that any order of rows makes alike, so that a digest names the content alone.
///
/// Lines stand as bytes in one buffer and never become texts: a run digests thousands of them.
struct CanonicalLines {
  /// What is written, and room behind it.
  private var bytes: [UInt8] = []
  private var count = 0
  /// Where the lines that are ended stand.
  private var lines: [Range<Int>] = []
  private var start = 0
  /// The currency spelled last: most lines of an account have the same one.
  private var currency: (known: Currency, text: String)?

  // MARK: Lines

  /// Begins a line with its first field.
  mutating func begin(_ word: String) {
    start = count
    add(word)
  }

  /// Begins the next field. Unit separators keep fields apart, whatever they hold.
  mutating func separate() { add(0x1F as UInt8) }

  mutating func end() { lines.append(start..<count) }

  mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    count = 0
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
      if number > 0 { add(separator) }
      parts.bytes.withUnsafeBytes { part in
        write(atMost: line.count) { room in
          room.copyMemory(from: UnsafeRawBufferPointer(rebasing: part[line]))
          return line.count
        }
      }
    }
  }

  // MARK: Parts of fields

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { text in
      write(atMost: text.count) { room in
        room.copyMemory(from: UnsafeRawBufferPointer(text))
        return text.count
      }
    }
  }

  mutating func add(_ number: some FixedPoint) {
    write(atMost: DecimalText.mostBytes) { DecimalText.spell(number, into: $0) }
  }

  mutating func add(_ number: Int64) {
    write(atMost: DecimalText.mostBytes) { room in
      let isNegative = number < 0
      var count = isNegative ? 1 : 0
      var rest = number.magnitude
      repeat {
        count += 1
        rest /= 10
      } while rest > 0
      rest = number.magnitude
      for place in stride(from: count - 1, through: isNegative ? 1 : 0, by: -1) {
        room[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      if isNegative { room[0] = UInt8(ascii: "-") }
      return count
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
        room[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
        room[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
        room[place + 2] = UInt8(truncatingIfNeeded: mark.value)
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

  private mutating func add(_ byte: UInt8) {
    write(atMost: 1) { room in
      room[0] = byte
      return 1
    }
  }

  /// Lets `body` write behind what is written, which says how many bytes it wrote.
  @inline(__always)
  private mutating func write(
    atMost room: Int,
    _ body: (UnsafeMutableRawBufferPointer) -> Int
  ) {
    if bytes.count - count < room {
      bytes.append(contentsOf: repeatElement(0, count: max(bytes.count, room, 1024)))
    }
    bytes.withUnsafeMutableBytes { all in
      count += body(UnsafeMutableRawBufferPointer(rebasing: all[count...]))
    }
  }

  // MARK: The digest

  /// The digest of the lines, whatever order they were made in.
  func digest() -> String {
    let text = [UInt8](unsafeUninitializedCapacity: count + lines.count) { buffer, count in
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
