import RuleSyntax
import Testing

/// Fixes are made as they are offered: certain ones, each once, and none through another.
@Suite struct FixedSourceTests {
  @Test func certainFixesAreMade() {
    let file = SourceFile(path: "a", text: "let a = gross >  10 % && net == 0.1\n# end")
    let fixed = FixedSource(file, fixing: Parser.parse(file).diagnostics)
    #expect(
      String(decoding: fixed.bytes, as: UTF8.self) == "let a = gross >  10% and net = 0.1\n// end"
    )
    #expect(fixed.count == 4)
  }

  @Test func likelyFixesAreLeftToAPerson() {
    let file = SourceFile(path: "a", text: "rule a { reveiw NVDA }")
    let diagnostics = Parser.parse(file).diagnostics
    #expect(diagnostics.compactMap(\.fix).map(\.replacement) == ["review"])
    let fixed = FixedSource(file, fixing: diagnostics)
    #expect(fixed.bytes == file.bytes)
    #expect(fixed.count == 0)
  }

  /// Fixes of the text `abcdef`, what they make of it, and how many of them are made.
  struct Placement: Sendable {
    var fixes: [(start: Int32, end: Int32, text: String)]
    var expected: String
    var count: Int
  }

  static let placements = [
    // Two fixes of one place: the first counts.
    Placement(fixes: [(0, 2, "x"), (1, 3, "y")], expected: "xcdef", count: 1),
    // The same fix offered twice is made once.
    Placement(fixes: [(0, 1, "x"), (0, 1, "x")], expected: "xbcdef", count: 1),
    // Neighbours would touch; the second waits for the next round.
    Placement(fixes: [(0, 1, "x"), (1, 2, "y")], expected: "xbcdef", count: 1),
    Placement(fixes: [(0, 1, "x"), (2, 3, "")], expected: "xbdef", count: 2),
    // An insertion at the end.
    Placement(fixes: [(6, 6, "!")], expected: "abcdef!", count: 1),
    // Places outside the file are none.
    Placement(fixes: [(4, 9, "x"), (-1, 2, "y")], expected: "abcdef", count: 0),
  ]

  @Test(arguments: placements.indices)
  func placesAreRespected(number: Int) {
    let placement = Self.placements[number]
    let file = SourceFile(path: "a", text: "abcdef")
    let fixed = FixedSource(
      file,
      fixing: placement.fixes.map { diagnostic($0.start, $0.end, $0.text) }
    )
    #expect(String(decoding: fixed.bytes, as: UTF8.self) == placement.expected)
    #expect(fixed.count == placement.count)
  }

  @Test func anotherFilesFixesAreNotMade() {
    let file = SourceFile(path: "a", index: 1, text: "abcdef")
    #expect(FixedSource(file, fixing: [diagnostic(0, 1, "x")]).count == 0)
  }

  private func diagnostic(_ start: Int32, _ end: Int32, _ text: String) -> Diagnostic {
    let span = Span(file: 0, start: start, end: end)
    return Diagnostic(
      code: "a",
      span: span,
      message: "a",
      fix: Diagnostic.Fix(title: "b", span: span, replacement: text)
    )
  }
}
