import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Where values are rounded, and where not.
@Suite struct RoundingTrapTests {
  /// 1 unit at 0.00015 and one at 0.00025 are both worth 0.0002: rounded once, to the even neighbour.
  @Test(arguments: ["0.00015", "0.00025"])
  func aValueIsRoundedOnceToTheEvenNeighbour(price: String) throws {
    let world = Meaning("", ["DUST \(price) held 1"], cash: "1 USD")
    #expect(try world.propose().nav == Amount(parsing: "1.0002"))
  }

  /// Summed first, 10,000 of them would be worth 1.5: a holding is rounded whole.
  @Test func aHoldingIsRoundedAsAWhole() throws {
    let world = Meaning("", ["DUST 0.00015 held 10000"], cash: "1 USD")
    #expect(try world.propose().nav == Amount(parsing: "2.5"))
  }

  /// 5 at 100 EUR are no less than 500 EUR, whatever both are in dollars.
  @Test func aMinimumIsRoundedLikeWhatIsComparedWithIt() throws {
    let text = try DifferenceFileTests.text(of: "minimum-in-another-currency.txt")
    #expect(try Scenario(reading: text).proposal.orders == ["sell GGG 5"])
  }
}
