/// Text that stands in a JSON string as it is: printable ASCII without quotes and backslashes.
enum PlainText {
  /// Copies `text` to `room`, where it has room, as long as it is such text; looks at eight bytes at a time, as
  /// reports of large books are long.
  ///
  /// - Returns: whether all of it is. If not, what is in `room` is of no use.
  @inline(__always)
  static func copy(_ text: UnsafeRawBufferPointer, to room: UnsafeMutableRawPointer) -> Bool {
    guard let start = text.baseAddress else { return true }
    let count = text.count
    if count >= 8 {
      var place = 0
      let last = count &- 8
      while place < last {
        if !copy(start + place, room + place, as: UInt64.self) { return false }
        place &+= 8
      }
      // The last eight bytes, which may begin among those before.
      return copy(start + last, room + last, as: UInt64.self)
    }
    if count >= 4 {
      let last = count &- 4
      return copy(start, room, as: UInt32.self) && copy(start + last, room + last, as: UInt32.self)
    }
    for place in 0..<count where !copy(start + place, room + place, as: UInt8.self) { return false }
    return true
  }

  /// Copies one word, and says whether all its bytes are plain.
  @inline(__always)
  private static func copy<Word: FixedWidthInteger & BitwiseCopyable>(
    _ text: UnsafeRawPointer,
    _ room: UnsafeMutableRawPointer,
    as type: Word.Type
  ) -> Bool {
    let word = text.loadUnaligned(as: Word.self)
    room.storeBytes(of: word, as: Word.self)
    return holds(UInt64(truncatingIfNeeded: word) | blanks(from: Word.bitWidth))
  }

  /// A word of blanks whose lowest `bits` are zeros.
  @inline(__always)
  private static func blanks(from bits: Int) -> UInt64 { (ones &* 0x20) << UInt64(bits) }

  @inline(__always) private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// Adding to each byte carries into its highest bit where the byte is large enough. A byte that has that bit
  /// already is not plain, so that what it carries into the next changes nothing.
  @inline(__always)
  private static func holds(_ word: UInt64) -> Bool {
    let isPrintable = (word &+ ones &* 0x60) & ~(word &+ ones) & ~word
    let isNoQuote = (word ^ (ones &* 0x22)) &+ ones &* 0x7F
    let isNoBackslash = (word ^ (ones &* 0x5C)) &+ ones &* 0x7F
    return isPrintable & isNoQuote & isNoBackslash & (ones &* 0x80) == ones &* 0x80
  }
}
