internal import Quantities

/// A fraction as it is: a decimal where 8 digits after the point are enough, else numerator and denominator in
/// lowest terms, `17/6`.
enum ExactText {
  /// Room for any fraction: two numbers of 128 bits with their signs, and the bar.
  static let mostBytes = 96

  /// Writes `value` to `room`, which has room for `mostBytes`.
  ///
  /// - Returns: how many bytes it has.
  static func write(_ value: Ratio, to room: UnsafeMutableRawPointer) -> Int {
    if value.denominator == Int128(Number.scale), let units = Int64(exactly: value.numerator) {
      return write(decimal: units, to: room)
    }
    let least = value.reduced()
    guard let numerator = Int64(exactly: least.numerator),
      let denominator = Int64(exactly: least.denominator)
    else { return write(large: least, to: room) }
    if denominator <= Number.scale, Number.scale.isMultiple(of: denominator) {
      let (units, overflow) = numerator.multipliedReportingOverflow(
        by: Number.scale / denominator
      )
      if !overflow { return write(decimal: units, to: room) }
    }
    let bar = DecimalText.write(units: numerator, to: room)
    room.storeBytes(of: UInt8(ascii: "/"), toByteOffset: bar, as: UInt8.self)
    return bar + 1 + DecimalText.write(units: denominator, to: room + bar + 1)
  }

  private static func write(decimal units: Int64, to room: UnsafeMutableRawPointer) -> Int {
    DecimalText.write(units: units, fractionDigits: Number.fractionDigits, to: room)
  }

  /// With more than 64 bits in lowest terms, it is no decimal of ours.
  private static func write(large value: Ratio, to room: UnsafeMutableRawPointer) -> Int {
    var text = "\(value.numerator)/\(value.denominator)"
    return text.withUTF8 { text in
      let count = min(text.count, mostBytes)
      if let start = text.baseAddress { room.copyMemory(from: start, byteCount: count) }
      return count
    }
  }
}
