import Exchange
import Portfolio
import Quantities
import Testing

/// Every format of holdings, cut short, changed in places and mixed with the others: a reader says what is wrong, and
/// what it takes can stand in a portfolio.
@Suite struct HostileHoldingsTests {
  static let samples: [(source: HoldingsSource, text: String)] = [
    (.flexQuery, FlexQueryTests.statement),
    (.activityStatement, ActivityStatementTests.statement),
    (.schwabPositions, PositionFileTests.schwab),
    (.fidelityPositions, PositionFileTests.fidelity),
    (.ofx, OFXStatementTests.header + OFXStatementTests.body),
    (.ofx, OFXStatementTests.xml),
    (.portfolioPerformance, PortfolioPerformanceTests.byPlace),
  ]

  /// The same numbers each time.
  private struct Numbers {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(limit, 1)))
    }
  }

  /// What no reader may let through, whatever it is given.
  private func check(_ reading: HoldingsReading) {
    let set = reading.set
    let names = Set((set.accounts ?? []).map(\.name))
    #expect(names.count == (set.accounts ?? []).count)
    for row in set.positions ?? [] {
      #expect(names.contains(row.account) && !row.quantity.isZero && !row.symbol.isEmpty)
    }
    #expect(
      Set((set.positions ?? []).map { [$0.account, $0.symbol] }).count
        == (set.positions ?? []).count
    )
    for row in set.cash ?? [] { #expect(names.contains(row.account)) }
    for row in set.prices ?? [] { #expect(row.quote.price > .zero) }
    for row in set.lots ?? [] { #expect(!row.cost.isNegative && !row.quantity.isZero) }
    for row in set.rates ?? [] { #expect(row.quote.rate > .zero && row.currency != set.numeraire) }
    for problem in reading.problems { #expect(problem.description.hasPrefix("a")) }
  }

  private func read(_ source: HoldingsSource, _ bytes: [UInt8]) {
    check(source.read(bytes, name: "a"))
    // What it is taken for now is read as well.
    if let other = HoldingsSource.recognise(bytes), other != source {
      check(other.read(bytes, name: "a"))
    }
  }

  @Test func eachSampleIsRecognisedAsWhatItIs() {
    for sample in Self.samples {
      #expect(HoldingsSource.recognise(Array(sample.text.utf8)) == sample.source)
    }
  }

  @Test(arguments: samples.indices)
  func changedBytesNeverEndAReader(index: Int) {
    let sample = Self.samples[index]
    let bytes = Array(sample.text.utf8)
    var numbers = Numbers(state: UInt64(index + 1))
    let hostile: [[UInt8]] = [
      [], [0], [0xFF, 0xFE], Array("\"".utf8), Array(",".utf8), Array("<".utf8),
      Array("&#x202E;".utf8),
      Array("-".utf8), Array("99999999999999999999".utf8), Array("1e9".utf8), Array("NaN".utf8),
      Array("\n".utf8), Array("=1+1".utf8), Array("</".utf8), Array("reference=\"..\"".utf8),
    ]
    for _ in 0..<400 {
      var changed = bytes
      for _ in 0...numbers.next(below: 3) {
        let start = numbers.next(below: changed.count)
        let end = min(changed.count, start + numbers.next(below: 12))
        changed.replaceSubrange(start..<end, with: hostile[numbers.next(below: hostile.count)])
      }
      read(sample.source, changed)
    }
  }

  @Test(arguments: samples.indices)
  func halvesOfTwoFilesNeverEndAReader(index: Int) {
    let sample = Self.samples[index]
    let bytes = Array(sample.text.utf8)
    var numbers = Numbers(state: UInt64(index + 100))
    for other in Self.samples {
      let second = Array(other.text.utf8)
      for _ in 0..<20 {
        let joined =
          bytes.prefix(numbers.next(below: bytes.count))
          + second.suffix(numbers.next(below: second.count))
        read(sample.source, Array(joined))
      }
    }
  }
}
