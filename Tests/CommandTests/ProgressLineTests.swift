import Testing

@testable import tranche

/// How far a long run is, in one line.
@Suite struct ProgressLineTests {
  @Test func numbersAreGrouped() {
    #expect(
      [0, 999, 1_000, 1_234_567].map(ProgressLine.grouped) == ["0", "999", "1,000", "1,234,567"]
    )
  }

  /// A line that fills its terminal would go on in the next, and stay there.
  @Test(arguments: [
    (80, "20,000 items, 2,207 a second, 92%"), (34, "20,000 items, 2,207 a second, 92%"),
    (33, "20,000 items, 2,207 a second"), (20, "20,000 items"), (6, "20,00"), (1, ""), (0, ""),
  ])
  func aLineIsShorterThanItsTerminal(columns: Int, shown: String) {
    #expect(ProgressLine.cut("20,000 items, 2,207 a second, 92%", to: columns) == shown)
  }
}
