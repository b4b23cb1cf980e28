/// Text that stands in a JSON string as it is: printable ASCII without quotes and backslashes.
enum PlainText {
  /// Looks at eight bytes at a time, as reports of large books are long.
  static func holds(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.count < 8 {
      // What is missing of eight bytes are blanks.
      var word = ones &* 0x20
      for byte in bytes { word = word &<< 8 | UInt64(byte) }
      return holds(word)
    }
    var place = 0
    while place &+ 8 <= bytes.count {
      if !holds(word(of: bytes, at: place)) { return false }
      place &+= 8
    }
    return holds(word(of: bytes, at: bytes.count &- 8))
  }

  private static func word(of bytes: UnsafeRawBufferPointer, at place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var highBits: UInt64 { 0x8080_8080_8080_8080 }

  private static func holds(_ word: UInt64) -> Bool {
    let isOther =
      word & highBits | below(0x20, word) | below(1, word ^ (ones &* 0x7F))
      | below(1, word ^ (ones &* 0x22)) | below(1, word ^ (ones &* 0x5C))
    return isOther == 0
  }

  /// Not zero where a byte of a word is below `bound` (Anderson, "Bit Twiddling Hacks": `hasless`).
  private static func below(_ bound: UInt64, _ word: UInt64) -> UInt64 {
    (word &- ones &* bound) & ~word & highBits
  }
}
