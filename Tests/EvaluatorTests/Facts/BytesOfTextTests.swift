import Portfolio
import TestSupport
import Testing

/// Texts are ordered as SQLite orders them, whatever Unicode thinks of them.
struct BytesOfTextTests {
  @Test func orderIsThatOfBytes() {
    var draw = SeededGenerator(seed: 11)
    let pieces = ["", "a", "b", "\u{0}", "é", "e\u{301}", "金", "A longer piece of text"]
    for _ in 0..<5_000 {
      func text() -> String {
        (0..<Int.random(in: 0...4, using: &draw)).map { _ in
          pieces.randomElement(using: &draw) ?? ""
        }.joined()
      }
      let (one, two) = (text(), text())
      let order = one.byteOrder(against: two)
      #expect((order < 0) == one.utf8.lexicographicallyPrecedes(two.utf8))
      #expect((order == 0) == one.utf8.elementsEqual(two.utf8))
      let bytes = Array(two.utf8)
      #expect(bytes.withUnsafeBufferPointer { one.consists(of: $0) } == (order == 0))
    }
  }
}
