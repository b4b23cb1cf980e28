import Testing

@testable import RuleSyntax

/// How diagnostics look.
struct RendererTests {
  // cites: check-9
  @Test func aDiagnosticShowsPlaceLineAndHelp() {
    let text =
      String(repeating: "\n", count: 11) + "  hegde 40% of beneficiaries by beta with PSQ\n"
    let file = SourceFile(path: "rules/a.tranche", text: text)
    let diagnostic = Diagnostic(
      code: "unknown-word",
      span: Span(file: 0, start: 13, end: 18),
      message: "`hegde` is not a clause of a rule",
      help: "did you mean `hedge`?"
    )
    let expected = """
      error[unknown-word]: `hegde` is not a clause of a rule
        --> rules/a.tranche:12:3
         |
      12 |   hegde 40% of beneficiaries by beta with PSQ
         |   ^^^^^
         = help: did you mean `hedge`?

      """
    #expect(DiagnosticRenderer(files: [file]).render(diagnostic) == expected)
  }

  @Test func notesShowTheirOwnPlaceInTheirOwnFile() {
    let first = SourceFile(path: "a.tranche", index: 0, text: "topic x {}")
    let second = SourceFile(path: "b.tranche", index: 1, text: "\ntopic x {}")
    let diagnostic = Diagnostic(
      code: "repeated-name",
      severity: .warning,
      span: Span(file: 1, start: 7, end: 8),
      message: "`x` is declared twice",
      notes: [Diagnostic.Note(span: Span(file: 0, start: 6, end: 7), message: "first here")]
    )
    let expected = """
      warning[repeated-name]: `x` is declared twice
       --> b.tranche:2:7
        |
      2 | topic x {}
        |       ^
      note: first here
       --> a.tranche:1:7
        |
      1 | topic x {}
        |       ^

      """
    #expect(DiagnosticRenderer(files: [first, second]).render(diagnostic) == expected)
  }

  @Test(
    arguments: [
      ("\tabc", 1, 2, "    abc", "    ^"),
      ("a\tbc", 2, 4, "a   bc", "    ^^"),
      ("日本 x", 7, 8, "日本 x", "     ^"),
      ("日本 x", 0, 6, "日本 x", "^^^^"),
      ("e\u{301}x", 3, 4, "e\u{301}x", " ^"),
      ("a\u{202E}b", 4, 5, "a\u{FFFD}b", "  ^"),
      ("a\u{1B}[31mb", 1, 2, "a␛[31mb", " ^"),
      ("abc", 3, 3, "abc", "   ^"),
      ("ab\ncd", 0, 5, "ab", "^^"),
    ] as [(String, Int32, Int32, String, String)]
  )
  func caretsStandBelowTheirText(
    text: String,
    start: Int32,
    end: Int32,
    line: String,
    carets: String
  ) {
    let file = SourceFile(path: "a", text: text)
    let excerpt = SourceExcerpt(of: Span(file: 0, start: start, end: end), in: file, width: 90)
    #expect(excerpt.text == line)
    let drawn =
      String(repeating: " ", count: excerpt.caretStart)
      + String(repeating: "^", count: excerpt.caretWidth)
    #expect(drawn == carets)
  }

  @Test(arguments: [0, 5, 500, 5_000, 9_990])
  func longLinesAreCutAroundThePlace(column: Int32) {
    let text = (0..<2_000).map { "w\($0.padded(3)) " }.joined().prefix(10_000)
    let file = SourceFile(path: "a", text: String(text))
    let excerpt = SourceExcerpt(
      of: Span(file: 0, start: column, end: column + 5),
      in: file,
      width: 60
    )
    #expect(excerpt.text.count <= 60)
    let below = excerpt.text.dropFirst(excerpt.caretStart).prefix(excerpt.caretWidth)
    #expect(String(below) == file.text(Span(file: 0, start: column, end: column + 5)))
  }

  @Test func coloursComeFromOutside() {
    let file = SourceFile(path: "a", text: "x")
    let renderer = DiagnosticRenderer(files: [file]) { text, style in "<\(style)>\(text)</>" }
    let text = renderer.render(
      Diagnostic(code: "c", span: Span(file: 0, start: 0, end: 1), message: "m", help: "h")
    )
    #expect(text.contains("<error>error[c]</><strong>: m</>"))
    #expect(text.contains("<help>help</>: h"))
    #expect(text.contains("<error>^</>"))
  }

  @Test func unknownFilesShowNoLine() {
    let text = DiagnosticRenderer(files: []).render(
      Diagnostic(code: "c", span: Span(file: 3, start: 0, end: 1), message: "m")
    )
    #expect(text == "error[c]: m\n")
  }

  @Test(arguments: [
    (0, 0, "no errors"), (1, 0, "1 error"), (2, 1, "2 errors, 1 warning"), (0, 2, "2 warnings"),
  ])
  func aSummaryCounts(errors: Int, warnings: Int, text: String) {
    let span = Span(file: 0, start: 0, end: 0)
    let all =
      Array(repeating: Diagnostic(code: "e", span: span, message: ""), count: errors)
      + Array(
        repeating: Diagnostic(code: "w", severity: .warning, span: span, message: ""),
        count: warnings
      )
    #expect(DiagnosticRenderer.summary(all) == text)
  }

  @Test func columnsOfAscendingPlacesAreThoseOfEachAlone() {
    let file = SourceFile(path: "a", text: "aé日\nb\n\nçd")
    var counter = LineCounter()
    for offset in 0...Int32(file.bytes.count) {
      let expected = file.location(of: offset)
      let found = counter.location(of: offset, in: file)
      #expect(found.line == expected.line)
      #expect(found.column == expected.column)
    }
  }
}
