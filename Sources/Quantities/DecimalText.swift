/// Decimal numbers from and to text, without binary floating point on the way.
public enum DecimalText {
  /// Why a text is not the number asked for.
  public enum Failure: Error, Hashable, Sendable {
    /// Not digits with at most one point and a leading sign.
    case notANumber
    /// A number with more digits behind the point than `limit`.
    case tooManyFractionDigits(limit: Int)
    /// A number that does not fit.
    case outOfRange
  }

  /// Reads `text` as a count of 10^-fractionDigits. Accepts a leading `-` or `+`, digits, one
  /// point with a digit on each side. With `allowsUnderscores`, `_` may stand between digits.
  /// Exponents, `NaN`, `inf`, blanks and thousands separators are not numbers here.
  public static func units(
    of text: some StringProtocol,
    fractionDigits: Int,
    allowsUnderscores: Bool = false
  ) throws(Failure) -> Int64 {
    // Bytes that lie side by side are read as such: a generic text costs a call for each.
    let result = text.utf8.withContiguousStorageIfAvailable { bytes in
      Result { () throws(Failure) in try units(bytes, fractionDigits, allowsUnderscores) }
    }
    if let result { return try result.get() }
    let copy = Array(text.utf8)
    return try copy.withUnsafeBufferPointer { bytes throws(Failure) in
      try units(bytes, fractionDigits, allowsUnderscores)
    }
  }

  private static func units(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ fractionDigits: Int,
    _ allowsUnderscores: Bool
  ) throws(Failure) -> Int64 {
    var magnitude: Int64 = 0
    var negative = false
    var fraction = -1  // digits behind the point so far; −1 before the point
    var previousIsDigit = false
    var digits = 0
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where offset == 0: negative = true
      case UInt8(ascii: "+") where offset == 0: break
      case UInt8(ascii: "_") where allowsUnderscores && previousIsDigit: previousIsDigit = false
      case UInt8(ascii: ".") where fraction < 0 && previousIsDigit:
        fraction = 0
        previousIsDigit = false
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        previousIsDigit = true
        let digit = Int64(byte - UInt8(ascii: "0"))
        if fraction >= fractionDigits {
          // Zeros beyond the last digit change nothing; anything else would be lost.
          if digit != 0 { throw .tooManyFractionDigits(limit: fractionDigits) }
          continue
        }
        if fraction >= 0 { fraction += 1 }
        let (shifted, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, stillTooLarge) = shifted.addingReportingOverflow(digit)
        if tooLarge || stillTooLarge { throw .outOfRange }
        magnitude = sum
      default:
        throw .notANumber
      }
    }
    guard digits > 0, previousIsDigit else { throw .notANumber }
    let missing = fractionDigits - max(fraction, 0)
    guard powersOfTen.indices.contains(missing) else { throw .outOfRange }
    let (units, overflow) = magnitude.multipliedReportingOverflow(by: powersOfTen[missing])
    if overflow { throw .outOfRange }
    return negative ? -units : units
  }

  /// Room for any number: 19 digits, a sign, a point and a zero before it, and what is written behind them to
  /// write eight digits at once.
  public static let mostBytes = 32

  /// The exact spelling of `units ÷ 10^fractionDigits`, with trailing zeros left out beyond
  /// `minimumFractionDigits`.
  public static func spell(
    units: Int64,
    fractionDigits: Int,
    minimumFractionDigits: Int
  ) -> String {
    withUnsafeTemporaryAllocation(byteCount: mostBytes, alignment: 8) { room in
      guard let start = room.baseAddress else { return "" }
      let count = write(units, fractionDigits, minimumFractionDigits, to: start)
      return String(decoding: room[..<count], as: UTF8.self)
    }
  }

  /// Writes the shortest exact spelling to the start of `buffer`, if it has room for it.
  ///
  /// - Returns: how many bytes were written.
  @inlinable
  public static func spell<Value: FixedPoint>(
    _ number: Value,
    into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    spell(units: number.units, fractionDigits: Value.fractionDigits, into: buffer)
  }

  @usableFromInline
  static func spell(
    units: Int64,
    fractionDigits: Int,
    into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    if buffer.count >= mostBytes, let start = buffer.baseAddress {
      return write(units, fractionDigits, 0, to: start)
    }
    return withUnsafeTemporaryAllocation(byteCount: mostBytes, alignment: 8) { room in
      guard let start = room.baseAddress else { return 0 }
      let count = write(units, fractionDigits, 0, to: start)
      guard count <= buffer.count else { return 0 }
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[..<count]))
      return count
    }
  }

  /// Writes the shortest exact spelling of `units ÷ 10^fractionDigits` to `room`.
  ///
  /// - Parameter room: has room for `mostBytes`.
  /// - Returns: how many bytes are the spelling.
  public static func write(
    units: Int64,
    fractionDigits: Int = 0,
    to room: UnsafeMutableRawPointer
  ) -> Int {
    write(units, fractionDigits, 0, to: room)
  }

  @inline(__always)
  private static func write(
    _ units: Int64,
    _ fractionDigits: Int,
    _ minimumFractionDigits: Int,
    to room: UnsafeMutableRawPointer
  ) -> Int {
    var place = room
    if units < 0 {
      place.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
      place += 1
    }
    let magnitude = units.magnitude
    // Constants, by which the compiler divides without a division.
    switch fractionDigits {
    case 8:
      let whole = magnitude / 100_000_000
      place = write(whole, to: place)
      let fraction = magnitude &- whole &* 100_000_000
      place = write(fraction: fraction, minimumFractionDigits, to: place)
    case 4:
      let whole = magnitude / 10_000
      place = write(whole, to: place)
      let fraction = (magnitude &- whole &* 10_000) &* 10_000
      place = write(fraction: fraction, min(minimumFractionDigits, 4), to: place)
    case ...0:
      place = write(magnitude, to: place)
    default:
      place = write(magnitude, min(fractionDigits, 18), minimumFractionDigits, to: place)
    }
    return place - room
  }

  /// Writes a whole number, and says where it ends.
  @inline(__always)
  private static func write(
    _ number: UInt64,
    to room: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    if number < 10 {
      let digit = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number)
      room.storeBytes(of: digit, as: UInt8.self)
      return room + 1
    }
    if number < 100_000_000 { return write(first: number, to: room) }
    return writeLarge(number, to: room)
  }

  private static func writeLarge(
    _ number: UInt64,
    to room: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    let rest = number / 100_000_000
    let place = rest < 100_000_000 ? write(first: rest, to: room) : writeLarge(rest, to: room)
    EightDigits(number &- rest &* 100_000_000).write(to: place)
    return place + 8
  }

  /// Writes a number above 0 and below 10^8, and says where it ends.
  @inline(__always)
  private static func write(
    first number: UInt64,
    to room: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    let digits = EightDigits(number)
    let zeros = min(digits.leadingZeros, 7)
    digits.write(to: room, omitting: zeros)
    return room + (8 &- zeros)
  }

  /// Writes the point and what stands behind it, `fraction ÷ 10^8`, if anything does; says where it ends.
  @inline(__always)
  private static func write(
    fraction: UInt64,
    _ minimumDigits: Int,
    to room: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    if fraction == 0, minimumDigits <= 0 { return room }
    let digits = EightDigits(fraction)
    room.storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
    digits.write(to: room + 1)
    return room + 1 + max(8 &- digits.trailingZeros, min(minimumDigits, 8))
  }

  /// Numbers with other digits, which are few: digit by digit from the last one on.
  private static func write(
    _ magnitude: UInt64,
    _ fractionDigits: Int,
    _ minimumFractionDigits: Int,
    to room: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var left = magnitude
    var fraction = fractionDigits
    while fraction > minimumFractionDigits, left.isMultiple(of: 10) {
      left /= 10
      fraction -= 1
    }
    let digits = max(digitCount(of: left), fraction + 1)
    let end = room + digits + (fraction > 0 ? 1 : 0)
    var place = end
    for written in 0..<digits {
      if written == fraction, fraction > 0 {
        place -= 1
        place.storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
      }
      place -= 1
      let digit = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
      place.storeBytes(of: digit, as: UInt8.self)
      left /= 10
    }
    return end
  }

  private static func digitCount(of number: UInt64) -> Int {
    var count = 1
    var rest = number / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }
}

extension FixedPoint {
  /// Reads `text`; see `DecimalText.units`.
  public init(
    parsing text: some StringProtocol,
    allowsUnderscores: Bool = false
  ) throws(DecimalText.Failure) {
    self.init(
      units: try DecimalText.units(
        of: text,
        fractionDigits: Self.fractionDigits,
        allowsUnderscores: allowsUnderscores
      )
    )
  }
}
