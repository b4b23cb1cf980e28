import RuleSyntax
import TestSupport
import Testing

/// What holds for any bytes at all.
struct PropertyTests {
  @Test func anyBytesGiveATree() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<150 {
      let count = Int.random(in: 0..<300, using: &random)
      check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test func anyTextualBytesGiveATree() {
    var random = SeededGenerator(seed: 2)
    let alphabet = Array("ab_ABZ019.%{}()<>=!&|+-*/,:@\"'#;$ \n\t\r\u{7F}é≥“”€\u{202E}".utf8)
    for _ in 0..<150 {
      let count = Int.random(in: 0..<300, using: &random)
      check((0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0x20 })
    }
  }

  @Test func anyWordsGiveATree() throws {
    var random = SeededGenerator(seed: 3)
    let tree = Parser.parse(
      SourceFile(path: "a", bytes: try Fixtures.bytes("everything.tranche"))
    ).tree
    let words = tree.tokens.indices.map { tree.text(ofToken: $0) }
    for _ in 0..<120 {
      let count = Int.random(in: 0..<120, using: &random)
      var text = ""
      for _ in 0..<count {
        text += words.randomElement(using: &random) ?? ""
        text += Bool.random(using: &random) ? " " : "\n"
      }
      check(Array(text.utf8))
    }
  }

  @Test(arguments: ["example.tranche", "everything.tranche"])
  func anyDamageToARulebookGivesATree(name: String) throws {
    var random = SeededGenerator(seed: 4)
    let original = try Fixtures.bytes(name)
    for _ in 0..<120 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
      check(bytes)
    }
  }

  @Test func everyPrefixOfARulebookGivesATree() throws {
    let bytes = try Fixtures.bytes("example.tranche")
    for count in stride(from: 0, to: bytes.count, by: 13) { check(Array(bytes.prefix(count))) }
  }

  /// One token taken out of a good rulebook gives few messages: mistakes do not cascade.
  @Test func oneMissingTokenGivesFewMessages() throws {
    let bytes = try Fixtures.bytes("example.tranche")
    let tree = Parser.parse(SourceFile(path: "a", bytes: bytes)).tree
    var messages = 0
    for token in tree.tokens.dropLast() {
      var damaged = bytes
      damaged.replaceSubrange(Int(token.start)..<Int(token.end), with: [0x20])
      let found = Parser.parse(SourceFile(path: "a", bytes: damaged)).diagnostics
      #expect(found.count <= 3, "without the token at \(token.start): \(found.map(\.message))")
      messages += found.count
    }
    // On average hardly more than one message for one mistake.
    #expect(messages * 10 <= tree.tokens.count * 12)
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let length = min(Int.random(in: 1...12, using: &random), bytes.count - place)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(place..<place + length)
    case 1: bytes.insert(UInt8.random(in: 1...255, using: &random), at: place)
    case 2: bytes[place] = UInt8.random(in: 1...255, using: &random)
    default:
      let from = Int.random(in: 0..<bytes.count - length + 1, using: &random)
      bytes.insert(contentsOf: bytes[from..<from + length], at: place)
    }
  }

  private func check(_ bytes: [UInt8]) {
    let file = SourceFile(path: "random.tranche", bytes: bytes)
    let result = Parser.parse(file)
    #expect(result.tree.reproduced == bytes)
    #expect(checkTree(result.tree) == [], "\(String(decoding: bytes, as: UTF8.self))")
    #expect(result.diagnostics.count <= result.tree.tokens.count + bytes.count)
    var previous: Int32 = 0
    for diagnostic in result.diagnostics {
      #expect(diagnostic.span.start >= previous)
      #expect(Int(diagnostic.span.end) <= bytes.count)
      #expect(diagnostic.span.start <= diagnostic.span.end)
      previous = diagnostic.span.start
    }
    let rendered = DiagnosticRenderer(files: [file]).render(result.diagnostics)
    let isHarmless = rendered.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
    #expect(isHarmless)
  }
}
