import Foundation
import TestSupport
import Testing

/// Every sentence of meaning in `docs/language.md` is cited by a test that covers it.
@Suite struct CitationTests {
  @Test func everySentenceIsCited() throws {
    let citations = try Citations.ofRepository()
    #expect(citations.ids.count > 200)
    #expect(citations.uncited == [], "ids of docs/language.md that no test cites")
    #expect(citations.duplicates == [], "ids that two sentences have")
    #expect(citations.faults == [])
    if ProcessInfo.processInfo.environment["PRINT_CITATIONS"] == "1" { print(citations.table) }
  }

  @Test func aSentenceWithoutATestIsFound() {
    let found = citations(
      page: "It is. <sub>is-1</sub> It was. <sub>is-2</sub>\n| row | <sub>is-2</sub> |",
      swift:
        "  // cites: is-2\n  // More of it.\n  @Test(arguments: [\n    1,\n  ])\n  func works() {}"
    )
    #expect(found.uncited == ["is-1"])
    #expect(found.duplicates == ["is-2"])
    #expect(found.faults == [])
    #expect(found.tests == ["is-2": ["Tests/ATests.swift: works"]])
    #expect(found.table.hasPrefix("is-1\n  not cited\nis-2\n  Tests/ATests.swift: works\n"))
  }

  @Test func aCitationOfNothingIsFound() {
    let found = citations(
      page: "It is. <sub>is-1</sub>",
      swift: "// cites: is-3\n@Test func works() {}\n// cites: is-1\nfunc helps() {}\n// cites:\n"
    )
    #expect(
      found.faults == [
        "Tests/ATests.swift:1 cites `is-3`, which no sentence has",
        "Tests/ATests.swift:3 stands above no test",
        "Tests/ATests.swift:5 cites nothing", "Tests/ATests.swift:5 stands above no test",
      ]
    )
  }

  @Test func casesAndTranscriptsCite() {
    let cases =
      "Some cases.\n\n=== one\ncites: is-1, is-2\nlet a = 1\n---\n\n=== two\nlet b = 2\n---\n"
    let found = Citations(
      page: "It is. <sub>is-1</sub> It was. <sub>is-2</sub>",
      sources: [
        Citations.Source(path: "Tests/Conformance/a.txt", text: cases),
        Citations.Source(path: "Tests/CommandTests/b.txt", text: "# cites: is-2\n$ tranche\n"),
      ]
    )
    #expect(found.uncited == [] && found.faults == [])
    #expect(found.tests["is-1"] == ["Tests/Conformance/a.txt: one"])
    #expect(
      found.tests["is-2"] == [
        "Tests/Conformance/a.txt: one", "Tests/CommandTests/b.txt: the whole file",
      ]
    )
  }

  private func citations(page: String, swift: String) -> Citations {
    Citations(page: page, sources: [Citations.Source(path: "Tests/ATests.swift", text: swift)])
  }
}
