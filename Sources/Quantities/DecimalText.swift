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

  /// The longest spelling of a number: 19 digits, a sign, a point and a zero before it.
  public static let mostBytes = 22

  /// The exact spelling of `units ÷ 10^fractionDigits`, with trailing zeros left out beyond
  /// `minimumFractionDigits`.
  public static func spell(
    units: Int64,
    fractionDigits: Int,
    minimumFractionDigits: Int
  ) -> String {
    let spelling = Spelling(units, fractionDigits, minimumFractionDigits)
    return String(unsafeUninitializedCapacity: spelling.count) { buffer in
      spelling.write(into: UnsafeMutableRawBufferPointer(buffer))
      return spelling.count
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
    let spelling = Spelling(units, fractionDigits, 0)
    guard spelling.count <= buffer.count else { return 0 }
    spelling.write(into: buffer)
    return spelling.count
  }

  /// Digits are written from the last one on: reports of large books spell millions of numbers.
  private struct Spelling {
    /// Without the zeros that are left out.
    private var magnitude: UInt64
    /// How many digits stand behind the point.
    private var fraction: Int
    private let digits: Int
    private let isNegative: Bool
    let count: Int

    @inline(__always)
    init(_ units: Int64, _ fractionDigits: Int, _ minimumFractionDigits: Int) {
      magnitude = units.magnitude
      fraction = max(fractionDigits, 0)
      isNegative = units < 0
      // Most quantities are whole: all their zeros go at once.
      if fraction == 8, minimumFractionDigits == 0, magnitude.isMultiple(of: 100_000_000) {
        magnitude /= 100_000_000
        fraction = 0
      }
      while fraction > minimumFractionDigits, magnitude.isMultiple(of: 10) {
        magnitude /= 10
        fraction -= 1
      }
      digits = max(digitCount(of: magnitude), fraction + 1)
      count = (isNegative ? 1 : 0) + digits + (fraction > 0 ? 1 : 0)
    }

    @inline(__always)
    func write(into buffer: UnsafeMutableRawBufferPointer) {
      var left = magnitude
      var place = count
      for written in 0..<digits {
        if written == fraction, fraction > 0 {
          place -= 1
          buffer[place] = UInt8(ascii: ".")
        }
        place -= 1
        buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
        left /= 10
      }
      if isNegative { buffer[0] = UInt8(ascii: "-") }
    }
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
