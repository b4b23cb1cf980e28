import Exchange
import Foundation
import TestSupport
import Testing

/// `docs/formats.md` says what the readers declare.
@Suite struct FormatsPageTests {
  private func page() throws -> String {
    try String(
      contentsOf: repositoryRoot().appendingPathComponent("docs/formats.md"),
      encoding: .utf8
    )
  }

  @Test func theTableIsWhatReadersDeclare() throws {
    let rows = try page().split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let start = try #require(rows.firstIndex { $0.first == "format" })
    #expect(rows[start].dropFirst().elementsEqual(HoldingsField.allCases.map(\.rawValue)))
    let formats = rows[(start + 2)...].prefix { $0.count == rows[start].count }
    #expect(formats.compactMap(\.first) == HoldingsSource.allCases.map(\.title))
    for (source, row) in zip(HoldingsSource.allCases, formats) {
      let marked = zip(HoldingsField.allCases, row.dropFirst()).filter { $0.1 == "x" }.map(\.0)
      #expect(Set(marked) == source.gives, "\(source)")
      #expect(row.dropFirst().allSatisfy { $0.isEmpty || $0 == "x" })
    }
  }

  @Test func everyFormatOfOrdersIsTold() throws {
    let text = try page()
    for format in OrderFormat.allCases { #expect(text.contains("- `\(format.rawValue)`")) }
  }
}
