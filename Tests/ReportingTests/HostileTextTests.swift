import Evaluator
import Reporting
import Testing

/// Nothing that comes from a file or a feed can do harm where it is shown.
@Suite struct HostileTextTests {
  @Test(arguments: ProposalFormat.allCases)
  func noFormatCarriesControlsOrHiddenCharacters(format: ProposalFormat) {
    let text = report(format, SampleHeaders.everyState, sampleAccounts, isVerbose: true)
    for scalar in text.unicodeScalars where scalar != "\n" {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        Issue.record("\(format) carries U+\(String(scalar.value, radix: 16))")
      default: #expect(!scalar.properties.isDefaultIgnorableCodePoint)
      }
    }
  }

  @Test func spreadsheetsGetNoFormulas() throws {
    let text = report(.csv, SampleHeaders.flagship, sampleAccounts)
    for row in try CSVReader.rows(text).dropFirst() {
      for (column, cell) in row.enumerated() where column != 3 && column != 4 {
        #expect(!"=+-@".contains(cell.first ?? "x"), "\(cell)")
      }
    }
  }

  @Test func markdownKeepsMarkupAsText() {
    let text = report(.markdown, SampleHeaders.header(), [SampleAccounts.hostile])
    #expect(text.contains("&lt;script>\\|\\*\\_\\`\\[x\\](y)"))
    #expect(!text.contains("<script"))
  }
}
