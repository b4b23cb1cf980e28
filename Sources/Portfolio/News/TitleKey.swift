/// One spelling for the titles under which one wire report is printed.
enum TitleKey {
  /// Words in small letters with single blanks, without what stands behind a separator at the end (` - The
  /// Example`, ` | Example`). Nothing for a title of fewer than four words: too many articles share it.
  static func of(_ title: String) -> String? {
    var title = title
    if let key = title.withUTF8({ $0.allSatisfy { $0 < 0x80 } ? .some(of(ascii: $0)) : nil }) {
      return key
    }
    let words = words(withoutSuffix(title))
    return words.count >= leastWords ? words.joined(separator: " ") : nil
  }

  private static let leastWords = 4
  /// A short tail is the name of a publication; a longer one belongs to the title.
  private static let mostWordsOfTail = 4
  private static let separators = [" | ", " - ", " – ", " — "]

  private static func words(_ text: some StringProtocol) -> [Substring] {
    text.lowercased()[...].split { !$0.isLetter && !$0.isNumber }
  }

  private static func withoutSuffix(_ title: String) -> Substring {
    for separator in separators {
      guard let range = title.ranges(of: separator).last else { continue }
      let head = title[..<range.lowerBound]
      if words(head).count >= leastWords,
        words(title[range.upperBound...]).count <= mostWordsOfTail
      {
        return head
      }
    }
    return title[...]
  }

  // MARK: Titles in ASCII

  // Nearly all of them; the same byte by byte, as searching text by characters takes a hundred times as long.

  private static func of(ascii title: UnsafeBufferPointer<UInt8>) -> String? {
    let end = endWithoutSuffix(title)
    if countOfWords(title[..<end]) < leastWords { return nil }
    return String(unsafeUninitializedCapacity: end) { key in
      var count = 0
      for index in 0..<end where isOfWord(title[index]) {
        if count > 0, !isOfWord(title[index - 1]) {
          key[count] = UInt8(ascii: " ")
          count += 1
        }
        key[count] = isCapital(title[index]) ? title[index] | 0x20 : title[index]
        count += 1
      }
      return count
    }
  }

  private static func countOfWords(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var count = 0
    var isInside = false
    for byte in text {
      if isOfWord(byte), !isInside { count += 1 }
      isInside = isOfWord(byte)
    }
    return count
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    isCapital(byte & 0xDF) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Where the title ends without what stands behind a separator at its end.
  private static func endWithoutSuffix(_ title: UnsafeBufferPointer<UInt8>) -> Int {
    for separator in [UInt8(ascii: "|"), UInt8(ascii: "-")] {
      guard let start = lastSeparator(separator, in: title) else { continue }
      if countOfWords(title[..<start]) >= leastWords,
        countOfWords(title[(start + 3)...]) <= mostWordsOfTail
      {
        return start
      }
    }
    return title.count
  }

  /// Where the last of the separators begins that do not overlap, counted from the beginning.
  private static func lastSeparator(_ separator: UInt8, in title: UnsafeBufferPointer<UInt8>)
    -> Int?
  {
    let blank = UInt8(ascii: " ")
    var last: Int?
    var index = 1
    while index + 1 < title.count {
      if title[index] == separator, title[index - 1] == blank, title[index + 1] == blank {
        last = index - 1
        index += 2
      }
      index += 1
    }
    return last
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
