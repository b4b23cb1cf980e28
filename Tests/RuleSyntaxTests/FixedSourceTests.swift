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

  @Test(arguments: [
    // Two fixes of one place: the first counts.
    ([(0, 2, "x"), (1, 3, "y")], "xcdef", 1),
    // The same fix offered twice is made once.
    ([(0, 1, "x"), (0, 1, "x")], "xbcdef", 1),
    // Neighbours would touch; the second waits for the next round.
    ([(0, 1, "x"), (1, 2, "y")], "xbcdef", 1),
    ([(0, 1, "x"), (2, 3, "")], "xbdef", 2),
    // An insertion at the end.
    ([(6, 6, "!")], "abcdef!", 1),
    // Places outside the file, or of another file, are none.
    ([(4, 9, "x"), (-1, 2, "y"), (3, 2, "z")], "abcdef", 0),
  ])
  func placesAreRespected(fixes: [(Int32, Int32, String)], expected: String, count: Int) {
    let file = SourceFile(path: "a", text: "abcdef")
    let fixed = FixedSource(file, fixing: fixes.map { diagnostic($0.0, $0.1, $0.2) })
    #expect(String(decoding: fixed.bytes, as: UTF8.self) == expected)
    #expect(fixed.count == count)
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
