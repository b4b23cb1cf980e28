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
    if count < 8 { return copyShort(start, count, to: room) }
    // The last eight bytes, which may begin among those before.
    var flags = copy(start, room, at: count &- 8, as: UInt64.self)
    var place = 0
    while place < count &- 8 {
      flags &= copy(start, room, at: place, as: UInt64.self)
      place &+= 8
    }
    return flags & highBits == highBits
  }

  @inline(__always)
  private static func copyShort(
    _ text: UnsafeRawPointer,
    _ count: Int,
    to room: UnsafeMutableRawPointer
  ) -> Bool {
    var flags = highBits
    if count >= 4 {
      flags = copy(text, room, at: 0, as: UInt32.self)
      flags &= copy(text, room, at: count &- 4, as: UInt32.self)
    } else if count >= 2 {
      flags = copy(text, room, at: 0, as: UInt16.self)
      flags &= copy(text, room, at: count &- 2, as: UInt16.self)
    } else if count == 1 {
      flags = copy(text, room, at: 0, as: UInt8.self)
    }
    return flags & highBits == highBits
  }

  /// Copies one word, and gives what `flags` says of it.
  @inline(__always)
  private static func copy<Word: FixedWidthInteger & BitwiseCopyable>(
    _ text: UnsafeRawPointer,
    _ room: UnsafeMutableRawPointer,
    at place: Int,
    as type: Word.Type
  ) -> UInt64 {
    let word = text.loadUnaligned(fromByteOffset: place, as: Word.self)
    room.storeBytes(of: word, toByteOffset: place, as: Word.self)
    return flags(UInt64(truncatingIfNeeded: word) | blanks(from: Word.bitWidth))
  }

  /// A word of blanks whose lowest `bits` are zeros.
  @inline(__always)
  private static func blanks(from bits: Int) -> UInt64 { (ones &* 0x20) << UInt64(bits) }

  @inline(__always) private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  @inline(__always) private static var highBits: UInt64 { ones &* 0x80 }

  /// The highest bit of each byte says whether the byte is plain.
  ///
  /// Adding to each byte carries into that bit where the byte is large enough. A byte that has the bit already is not
  /// plain, so that what it carries into the next changes nothing.
  @inline(__always)
  private static func flags(_ word: UInt64) -> UInt64 {
    let isPrintable = (word &+ ones &* 0x60) & ~(word &+ ones | word)
    let isNoQuote = (word ^ (ones &* 0x22)) &+ ones &* 0x7F
    let isNoBackslash = (word ^ (ones &* 0x5C)) &+ ones &* 0x7F
    return isPrintable & isNoQuote & isNoBackslash
  }
}
