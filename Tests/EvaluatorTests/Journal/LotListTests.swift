import Portfolio
import Quantities
import Testing

@Suite struct LotListTests {
  private func lot(_ day: Int64, _ quantity: String, _ cost: String) throws -> Lot {
    Lot(
      opened: Instant(secondsSinceEpoch: day * 86_400),
      quantity: try Quantity(parsing: quantity),
      cost: try Price(parsing: cost)
    )
  }

  private func traded(
    _ lots: [Lot],
    _ quantity: String,
    _ method: LotMethod
  ) throws -> (taken: [Lot], left: [Lot]) {
    var list = LotList(lots)
    let taken = try list.trade(
      try Quantity(parsing: quantity),
      at: try Price(parsing: "15"),
      on: Instant(secondsSinceEpoch: 9 * 86_400),
      method
    )
    return (taken, list.lots)
  }

  @Test func aSaleTakesLotsByItsMethod() throws {
    let lots = [try lot(1, "10", "12"), try lot(2, "10", "20"), try lot(3, "10", "10")]
    let first = try traded(lots, "-15", .fifo)
    #expect(first.taken == [try lot(1, "10", "12"), try lot(2, "5", "20")])
    #expect(first.left == [try lot(2, "5", "20"), try lot(3, "10", "10")])
    let last = try traded(lots, "-15", .lifo)
    #expect(last.taken == [try lot(3, "10", "10"), try lot(2, "5", "20")])
    let dearest = try traded(lots, "-15", .hifo)
    #expect(dearest.taken == [try lot(2, "10", "20"), try lot(1, "5", "12")])
    let average = try traded(lots, "-15", .average)
    #expect(average.taken == [try lot(1, "10", "14"), try lot(2, "5", "14")])
    #expect(average.left == [try lot(2, "5", "14"), try lot(3, "10", "14")])
  }

  @Test func aPurchaseOpensALotAndAverageTouchesNone() throws {
    let lots = [try lot(1, "10", "12"), try lot(2, "10", "20")]
    for method in LotMethod.allCases {
      let result = try traded(lots, "5", method)
      #expect(result.taken.isEmpty)
      #expect(result.left == lots + [try lot(9, "5", "15")])
    }
  }

  @Test func aTradePastZeroTurnsTheSide() throws {
    let sold = try traded([try lot(1, "10", "12")], "-14", .fifo)
    #expect(sold.taken == [try lot(1, "10", "12")])
    #expect(sold.left == [try lot(9, "-4", "15")])
    let covered = try traded([try lot(1, "-10", "12"), try lot(2, "-4", "11")], "12", .hifo)
    // Of shorts those that brought least.
    #expect(covered.taken == [try lot(2, "-4", "11"), try lot(1, "-8", "12")])
    #expect(covered.left == [try lot(1, "-2", "12")])
  }

  @Test func aSplitKeepsTheSum() throws {
    var list = LotList([try lot(1, "0.00000001", "3"), try lot(2, "1", "3")])
    let held = try Quantity(parsing: "0.33333333")
    try list.split(by: Ratio(1, over: 3), to: held)
    #expect(try list.quantity() == held)
    #expect(list.lots == [try lot(2, "0.33333333", "9")])
  }
}
