import Testing

@testable import Reporting

/// What is copied into JSON as it is holds nothing that must be escaped, wherever it stands.
@Suite struct PlainTextTests {
  @Test(arguments: 0...26) func everyByteAtEveryPlace(length: Int) {
    let plain = Array("The quick brown fox ~{}[] !#0".utf8.prefix(length))
    #expect(copy(plain) == plain)
    for place in plain.indices {
      for byte in UInt8.min...UInt8.max {
        var text = plain
        text[place] = byte
        let isPlain = (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
        #expect(copy(text) == (isPlain ? text : nil), "\(byte) at \(place)")
      }
    }
  }

  /// Nothing where the text is not plain.
  private func copy(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBytes { text in
      withUnsafeTemporaryAllocation(byteCount: text.count + 1, alignment: 1) { room in
        // What stands behind the room for the text stays as it is.
        room[text.count] = 0xA5
        guard let start = room.baseAddress, PlainText.copy(text, to: start) else { return nil }
        #expect(room[text.count] == 0xA5)
        return Array(room[..<text.count])
      }
    }
  }
}
