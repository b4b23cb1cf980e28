import Testing

@testable import Reporting

/// What is copied into JSON as it is holds nothing that must be escaped, wherever it stands.
@Suite struct PlainTextTests {
  @Test(arguments: [0, 1, 7, 8, 9, 16, 19]) func everyByteAtEveryPlace(length: Int) {
    let plain = Array("The quick brown fox ~{}[] !#0".utf8.prefix(length))
    #expect(plain.withUnsafeBytes { PlainText.holds($0) })
    for place in plain.indices {
      for byte in UInt8.min...UInt8.max {
        var text = plain
        text[place] = byte
        let isPlain = (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
        #expect(text.withUnsafeBytes { PlainText.holds($0) } == isPlain, "\(byte) at \(place)")
      }
    }
  }
}
