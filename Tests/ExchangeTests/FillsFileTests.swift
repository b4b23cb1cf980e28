import Exchange
import Portfolio
import Quantities
import Testing

@Suite struct FillsFileTests {
  private func read(_ text: String) -> FillsFile.Reading {
    FillsFile.read(Array(text.utf8), name: "fills.csv")
  }

  @Test func aRowIsRead() throws {
    let reading = read(
      """
      symbol,side,quantity,price,at,fee,order,account,reference
      NVDA,Buy,2.5,180.25,2026-01-12T15:00Z,1.5,7,family,x-1
      AAPL,short,3,190,2026-01-12,,,,

      """
    )
    #expect(reading.problems.isEmpty)
    let first = try #require(reading.fills.first)
    #expect(first.row == 2)
    #expect(first.order == 7)
    #expect(first.account == "family")
    #expect(first.side == .buy)
    #expect(try first.quantity == Quantity(parsing: "2.5"))
    #expect(try first.fee == Amount(parsing: "1.5"))
    #expect(first.at.description == "2026-01-12T15:00:00Z")
    #expect(first.reference == "x-1")
    let second = try #require(reading.fills.last)
    #expect(second.side == .sell)
    #expect(second.order == nil)
    #expect(second.account == nil)
    #expect(second.reference == nil)
    #expect(second.fee.isZero)
  }

  @Test(arguments: [
    ("NVDA,hold,1,1,2026-01-12", "fills.csv:3: side: `hold` is no side"),
    ("NVDA,buy,0,1,2026-01-12", "fills.csv:3: quantity: `0` is not above 0"),
    ("NVDA,buy,-1,1,2026-01-12", "fills.csv:3: quantity: `-1` is not above 0"),
    ("NVDA,buy,1,NaN,2026-01-12", "fills.csv:3: price: `NaN` is not a number"),
    ("NVDA,buy,1,1e3,2026-01-12", "fills.csv:3: price: `1e3` is not a number"),
    ("NVDA,buy,1,1,yesterday", "fills.csv:3: at: `yesterday` is not a date"),
    (",buy,1,1,2026-01-12", "fills.csv:3: symbol: the field is empty"),
    ("NVDA,buy,1,1", "fills.csv:3: the row has 4 fields, the header 5"),
  ])
  func aWrongRowIsNamedAndCostsNoOther(row: String, problem: String) {
    let reading = read(
      "symbol,side,quantity,price,at\nKIT,buy,1,1,2026-01-12\n\(row)\nKIT,sell,1,1,2026-01-13\n"
    )
    #expect(reading.problems.map(\.description) == [problem])
    #expect(reading.fills.map(\.row) == [2, 4])
  }

  @Test func anOrderIsANumberAboveZero() {
    let reading = read("symbol,side,quantity,price,at,order\nKIT,buy,1,1,2026-01-12,0\n")
    #expect(
      reading.problems.map(\.description) == ["fills.csv:2: order: `0` is no number of an order"]
    )
    #expect(reading.fills.isEmpty)
  }

  @Test(arguments: ["", "symbol,side\n", "\u{FEFF}\n", "a,b\n1,2\n"])
  func aFileWithoutTheColumnsIsRefusedWhole(text: String) {
    let reading = read(text)
    #expect(reading.fills.isEmpty)
    #expect(!reading.problems.isEmpty)
  }
}
