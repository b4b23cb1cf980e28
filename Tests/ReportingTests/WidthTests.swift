import Evaluator
import Reporting
import Testing

/// Whatever the width, the table format fits it and loses nothing.
@Suite struct WidthTests {
  @Test(arguments: [40, 57, 80, 100, 200]) func everyLineFits(width: Int) {
    for header in [SampleHeaders.flagship, SampleHeaders.everyState] {
      let text = report(.table, header, sampleAccounts, width: width, isVerbose: true)
      for line in text.split(separator: "\n") {
        #expect(columns(line) <= width, "\(line)")
        #expect(line.last != " ", "\(line)")
      }
    }
  }

  @Test(arguments: [40, 57, 80, 100, 200]) func noNumberIsLost(width: Int) {
    let text = report(.table, SampleHeaders.everyState, sampleAccounts, width: width)
    for number in ["1,234,567.12345678", "0.00001234", "222,222,082.22", "-12.50"] {
      #expect(text.contains(number))
    }
  }

  @Test func colourAddsNothingButCodes() {
    let plain = report(.table, SampleHeaders.everyState, sampleAccounts, isVerbose: true)
    let painted = report(
      .table,
      SampleHeaders.everyState,
      sampleAccounts,
      style: .colour,
      isVerbose: true
    )
    #expect(painted != plain)
    #expect(painted.replacing(/\u{1B}\[[0-9;]+m/, with: "") == plain)
  }

  @Test func widthComesFromColumnsThenFromTheTerminal() {
    #expect(ReportOptions.width(columns: "100", terminal: 90) == 100)
    #expect(ReportOptions.width(columns: "wide", terminal: 90) == 90)
    #expect(ReportOptions.width(columns: nil, terminal: 90) == 90)
    #expect(ReportOptions.width(columns: "0", terminal: nil) == 80)
    #expect(ReportOptions(width: 3).width == 40)
    #expect(ReportOptions(width: 9_000).width == 400)
  }

  /// Counts the letters of the one wide word among the samples twice.
  private func columns(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ((0x4E00...0x9FFF).contains($1.value) ? 2 : 1) }
  }
}
