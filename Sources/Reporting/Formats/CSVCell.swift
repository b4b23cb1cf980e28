internal import Portfolio
internal import Quantities

/// Cells of comma-separated values that are safe to open in a spreadsheet.
enum CSVCell {
  /// `text` on one line, defused, in quotes where RFC 4180 asks for them.
  static func text(_ text: String) -> String {
    let safe = SpreadsheetText.defused(SafeText.line(text))
    if !safe.utf8.contains(where: { needsQuotes($0) }) { return safe }
    var quoted = "\""
    for character in safe.unicodeScalars {
      if character == "\"" { quoted.unicodeScalars.append(character) }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }

  /// The exact spelling, written digit by digit: large books write millions of these.
  static func append(_ number: some FixedPoint, to output: inout [UInt8]) {
    output.append(
      contentsOf: [UInt8](unsafeUninitializedCapacity: mostDigits) { buffer, count in
        put(number, in: buffer, at: &count)
      }
    )
  }

  // MARK: Into memory that is there

  /// The longest spelling of a number: 19 digits, a sign, a point and a zero before it.
  static let mostDigits = 22

  /// Copies bytes to `place`, as far as there is room, and moves it behind them.
  static func put(
    _ bytes: [UInt8],
    in buffer: UnsafeMutableBufferPointer<UInt8>,
    at place: inout Int
  ) {
    for byte in bytes { put(byte, in: buffer, at: &place) }
  }

  /// The exact spelling of a number, in the same way.
  static func put(
    _ number: some FixedPoint,
    in buffer: UnsafeMutableBufferPointer<UInt8>,
    at place: inout Int
  ) {
    let scale = UInt64(type(of: number).scale)
    let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: scale)
    if number.units < 0 { put(UInt8(ascii: "-"), in: buffer, at: &place) }
    var power: UInt64 = 1
    while whole / power >= 10 { power *= 10 }
    put(whole, from: power, in: buffer, at: &place) { _ in true }
    if rest == 0 { return }
    put(UInt8(ascii: "."), in: buffer, at: &place)
    put(rest, from: scale / 10, in: buffer, at: &place) { $0 > 0 }
  }

  /// Digits from that of `power` on, while what is left of the number is wanted.
  private static func put(
    _ number: UInt64,
    from power: UInt64,
    in buffer: UnsafeMutableBufferPointer<UInt8>,
    at place: inout Int,
    while isWanted: (UInt64) -> Bool
  ) {
    var (left, power) = (number, power)
    while power > 0, isWanted(left) {
      put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left / power), in: buffer, at: &place)
      left %= power
      power /= 10
    }
  }

  @inline(__always)
  private static func put(
    _ byte: UInt8,
    in buffer: UnsafeMutableBufferPointer<UInt8>,
    at place: inout Int
  ) {
    guard place < buffer.count else { return }
    buffer[place] = byte
    place += 1
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
  }
}
