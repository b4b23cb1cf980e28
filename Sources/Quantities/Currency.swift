/// A currency by its code: 3 to 8 capital letters or digits (`USD`, `USDT`), kept inline.
@frozen
public struct Currency: Comparable, CustomStringConvertible, Hashable, Sendable {
  /// The letters, first in the highest byte, padded with zeros, so that order is alphabetical.
  @usableFromInline let packed: UInt64

  /// The currency called `code`, or nothing when that is no currency code.
  public init?(_ code: some StringProtocol) { self.init(utf8: code.utf8) }

  /// The same from the code's bytes.
  @inlinable
  public init?(utf8 bytes: some Collection<UInt8>) {
    guard bytes.count >= 3, bytes.count <= 8 else { return nil }
    var packed: UInt64 = 0
    var shift: UInt64 = 56
    for byte in bytes {
      let isLetter = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard isLetter || (isDigit && packed != 0) else { return nil }
      packed |= UInt64(byte) << shift
      shift &-= 8
    }
    self.packed = packed
  }

  @inlinable
  public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }

  /// Writes the letters to `room`, of which 8 bytes change.
  ///
  /// - Returns: how many letters there are.
  @inlinable
  public func write(to room: UnsafeMutableRawPointer) -> Int {
    room.storeBytes(of: packed.bigEndian, as: UInt64.self)
    return 8 - packed.trailingZeroBitCount / 8
  }

  public var description: String {
    withUnsafeTemporaryAllocation(byteCount: 8, alignment: 8) { room in
      guard let start = room.baseAddress else { return "" }
      return String(decoding: room[..<write(to: start)], as: UTF8.self)
    }
  }
}
