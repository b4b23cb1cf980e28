/// A currency by its code: 3 to 8 capital letters or digits (`USD`, `USDT`), kept inline.
@frozen
public struct Currency: Comparable, CustomStringConvertible, Hashable, Sendable {
  /// The letters, first in the highest byte, padded with zeros, so that order is alphabetical.
  @usableFromInline let packed: UInt64

  /// The currency called `code`, or nothing when that is no currency code.
  public init?(_ code: some StringProtocol) {
    let bytes = code.utf8
    guard (3...8).contains(bytes.count) else { return nil }
    var packed: UInt64 = 0
    for (offset, byte) in bytes.enumerated() {
      let isLetter = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isLetter || (isDigit && offset > 0) else { return nil }
      packed |= UInt64(byte) << UInt64(56 - 8 * offset)
    }
    self.packed = packed
  }

  @inlinable
  public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }

  public var description: String {
    var letters = ""
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      let byte = UInt8(truncatingIfNeeded: packed >> shift)
      if byte != 0 { letters.unicodeScalars.append(Unicode.Scalar(byte)) }
    }
    return letters
  }
}
