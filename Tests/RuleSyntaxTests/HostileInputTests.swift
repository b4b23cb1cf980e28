import RuleSyntax
import TestSupport
import Testing

/// Input made to break a parser: deep, long, or nothing but noise. Each ends, in one piece.
struct HostileInputTests {
  @Test(arguments: [
    ("let a = ", "(", "1"), ("let a = ", "not ", "b"), ("let a = ", "-", "b"),
    ("let a = ", "f(", "b"), ("let a = ", "known(", "b"), ("let a = ", "any of (", "b"),
    ("let a = ", "1 + (", "b"), ("rule r { freeze ", "(", "X"),
    ("rule r { freeze ", "held in (", "X"),
  ])
  func deepNestingGivesOneMessage(start: String, piece: String, end: String) {
    let text = start + String(repeating: piece, count: 100_000) + end
    let result = parse(text)
    #expect(result.diagnostics.count { $0.code == "deep-nesting" } == 1)
    #expect(result.diagnostics.count <= 2)
  }

  // cites: expr-6
  @Test(arguments: [
    ("let a = ", "b or ", "b"), ("let a = ", "b + ", "b"), ("rule r { freeze ", "X except ", "X }"),
    ("let a = ", "b and c or ", "b"),
  ])
  func longChainsAreRefusedBeforeTheTreeIsHigh(start: String, piece: String, end: String) {
    let text = start + String(repeating: piece, count: 20_000) + end
    let result = parse(text)
    #expect(result.diagnostics.map(\.code) == ["deep-nesting"])
  }

  // cites: expr-6
  @Test func allowedDepthIsParsed() {
    let open = String(repeating: "(", count: 200)
    let close = String(repeating: ")", count: 200)
    #expect(parse("let a = \(open)b\(close)").diagnostics.isEmpty)
    #expect(parse("let a = b" + String(repeating: " or b", count: 200)).diagnostics.isEmpty)
  }

  // cites: expr-6
  @Test(
    arguments: [
      ("(", "b", ")"), ("", "b", " or b"), ("", "b", " + b"), ("-", "b", ""), ("not ", "b", ""),
    ]
  )
  func theBoundOnHeightIsExact(before: String, operand: String, after: String) {
    func codes(_ count: Int) -> [String] {
      let start = String(repeating: before, count: count)
      return parse("let a = " + start + operand + String(repeating: after, count: count))
        .diagnostics.map(\.code)
    }
    // The operand itself is one level.
    #expect(codes(Parser.maximumDepth - 1) == [])
    #expect(codes(Parser.maximumDepth) == ["deep-nesting"])
    #expect(Parser.maximumDepth == 256)
  }

  // cites: check-3
  @Test func noiseIsDescribedUpToABound() {
    var random = SeededGenerator(seed: 5)
    let bytes = (0..<300_000).map { _ in UInt8.random(in: 1...255, using: &random) }
    let result = Parser.parse(SourceFile(path: "noise", bytes: bytes))
    #expect(result.diagnostics.count == 1001)
    #expect(result.diagnostics.last?.code == "too-many-mistakes")
    #expect(result.tree.reproduced == bytes)
  }

  @Test func tenMegabytesOfNoiseEnd() {
    var random = SeededGenerator(seed: 6)
    // No zero byte: with one, the file would be refused as no text at its start.
    let piece = (0..<1_000_000).map { _ in UInt8.random(in: 1...255, using: &random) }
    var bytes: [UInt8] = []
    for _ in 0..<10 { bytes += piece }
    let result = Parser.parse(SourceFile(path: "noise", bytes: bytes))
    #expect(result.diagnostics.count == 1001)
    #expect(result.tree.tokens.count <= bytes.count + 1)
    #expect(result.tree.reproduced == bytes)
  }

  @Test func aLineOfOneMegabyteIsRead() {
    let piece = "sentiment(kernel_rust, over: 30d) >= 0.25 and "
    let text = "let a = " + String(repeating: piece, count: 1_000_000 / piece.utf8.count) + "b"
    let file = SourceFile(path: "long", text: text)
    #expect(file.lineStarts.count == 1)
    let result = Parser.parse(file)
    #expect(result.tree.reproduced == file.bytes)
    #expect(result.diagnostics.map(\.code) == ["deep-nesting"])
  }

  @Test func aHundredThousandBrokenRulesAreEachPassedOver() {
    let text = String(repeating: "rule a { wehn x > buld NVDA to of nav }\n", count: 100_000)
    let result = parse(text)
    #expect(result.diagnostics.count == 1001)
    #expect(result.tree.root.children.count == 100_000)
    for node in result.tree.root.children where node.kind != .rule {
      Issue.record("a \(node.kind) among the rules")
      break
    }
  }

  @Test func aLineOfTwoMegabytesIsCutInMessages() {
    let text =
      "let a = " + String(repeating: "x + ", count: 100)
      + String(
        repeating: "é",
        count: 1_000_000
      )
    let file = SourceFile(path: "long", text: text)
    let result = Parser.parse(file)
    #expect(result.diagnostics.map(\.code) == ["malformed-word"])
    let rendered = DiagnosticRenderer(files: [file]).render(result.diagnostics)
    let excerpt = rendered.split(separator: "\n").filter { $0.contains(" |") }
    #expect(excerpt.count == 3)
    for line in excerpt { #expect(line.count <= 100) }
  }

  @Test(arguments: ["{}", "rule a { ", "'", "“", "\"", "/*", "test \"a\" { account ", "} ", "$'"])
  func repeatedPiecesEnd(piece: String) {
    let text = String(repeating: piece, count: 30_000)
    let result = parse(text)
    #expect(!result.diagnostics.isEmpty)
    #expect(result.diagnostics.count <= 1001)
  }

  @Test func emptyFilesHaveNoMistakesOfSpelling() {
    for text in ["", "\n", "\u{FEFF}", "// only a comment", "\r\n\t "] {
      let result = parse(text)
      #expect(result.diagnostics.isEmpty)
      #expect(result.tree.root.children.isEmpty)
    }
  }

  private func parse(_ text: String) -> ParseResult {
    let file = SourceFile(path: "hostile", text: text)
    let result = Parser.parse(file)
    #expect(result.tree.reproduced == file.bytes)
    return result
  }
}
