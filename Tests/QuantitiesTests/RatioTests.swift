import Quantities
import Testing

@Suite("Ratio")
struct RatioTests {
  private func ratio(_ numerator: Int128, _ denominator: Int128) throws -> Ratio {
    try Ratio(numerator, over: denominator)
  }

  @Test("Equality and order are by value, never by parts")
  func order() throws {
    #expect(try ratio(1, 2) == ratio(50, 100))
    #expect(try ratio(-1, 3) < ratio(-1, 4))
    #expect(try ratio(1, -2) == ratio(-1, 2))
    #expect(try ratio(.max, 3) > ratio(.max - 1, 3))
    // The cross products do not fit 128 bits.
    #expect(try ratio(.max, .max - 1) > .one)
    #expect(try ratio(.max - 1, .max) < .one)
    #expect(try ratio(.max, .max) == .one)
  }

  @Test("Sums and products are exact")
  func arithmetic() throws {
    #expect(try ratio(1, 3).adding(ratio(1, 6)) == ratio(1, 2))
    #expect(try ratio(1, 3).subtracting(ratio(1, 2)) == ratio(-1, 6))
    #expect(try ratio(2, 3).multiplied(by: ratio(3, 4)) == ratio(1, 2))
    #expect(try ratio(2, 3).divided(by: ratio(-4, 3)) == ratio(-1, 2))
    #expect(throws: ArithmeticFailure.divisionByZero) { try ratio(1, 2).divided(by: .zero) }
    #expect(throws: ArithmeticFailure.divisionByZero) { try ratio(1, 0) }
  }

  @Test("A product that fits in lowest terms is found, one that does not is an overflow")
  func reduction() throws {
    let large = Int128(1) << 100
    #expect(try ratio(large, 3).multiplied(by: ratio(3, large)) == .one)
    #expect(try ratio(large, 7).multiplied(by: ratio(21, large)) == Ratio(3))
    #expect(throws: ArithmeticFailure.overflow) {
      try ratio(large, 7).multiplied(by: ratio(large, 11))
    }
  }

  @Test("What needs more than 128 bits goes on with 62 significant bits, towards zero")
  func narrowing() throws {
    // The eighth power of a rate with all its digits; the expected digits are from exact integers.
    let rate = try ratio(123_456_789_123_456_789, 987_654_321_987_654_323)
    let square = try rate.multiplied(by: rate)
    let fourth = try square.multiplied(by: square)
    let eighth = try fourth.multiplied(by: fourth)

    let expected = try ratio(59_604_640_430_212_158, 1_000_000_000_000_000_000_000_000)
    let error = try eighth.subtracting(expected).absolute()
    #expect(error < (try ratio(1, 1_000_000_000_000_000_000_000)))
    #expect(try eighth.negated().multiplied(by: fourth) < .zero)
    #expect(try fourth.adding(eighth) > fourth)
  }

  @Test("The size of a first tranche, as in the language's example")
  func tranche() throws {
    // 34% × 6% × 100,000 × 40% = 816; 816 ÷ 180 = 4.53…
    let share = Percent(units: 34_000_000).ratio
    let weight = Percent(units: 6_000_000).ratio
    let member = Percent(units: 40_000_000).ratio
    let nav = Amount(units: 1_000_000_000).ratio
    let price = try Price(parsing: "180").ratio
    let notional = try share.multiplied(by: weight).multiplied(by: nav).multiplied(by: member)
    #expect(notional == Ratio(816))
    let shares = try notional.divided(by: price)
    #expect(try shares.scaled(by: 1, rounding: .towardZero) == 4)
    #expect(shares.spelled(maximumFractionDigits: 4) == "4.5333")
  }

  @Test(
    "Display rounds half-even, and last",
    arguments: [
      (1, 8, 2, "0.12"), (3, 8, 2, "0.38"), (-1, 8, 2, "-0.12"), (2, 3, 4, "0.6667"),
      (1, 2, 0, "0"), (3, 2, 0, "2"), (5, 1, 3, "5"), (-1, 1000, 2, "0"),
    ] as [(Int128, Int128, Int, String)]
  )
  func display(numerator: Int128, denominator: Int128, digits: Int, expected: String) throws {
    let text = try ratio(numerator, denominator).spelled(maximumFractionDigits: digits)
    #expect(text == expected)
  }

  @Test("Lowest terms are the same with and without shared tens")
  func sharedTens() throws {
    let fractions: [(Int128, Int128)] = [
      (0, 1), (1, 1), (17, 6), (-228_326_126, 6_906_875), (1, 256), (-390_625, 3),
      (9_223_372_036_854_775_807, 9_223_372_036_854_775_783),
    ]
    for (numerator, denominator) in fractions {
      var factor: Int128 = 1
      while true {
        for extra: Int128 in [1, 2, 7, 256] {
          let (large, overflow) = numerator.multipliedReportingOverflow(by: factor * extra)
          let (parts, tooLarge) = denominator.multipliedReportingOverflow(by: factor * extra)
          if overflow || tooLarge { continue }
          let least = try ratio(large, parts).reduced()
          #expect(least.numerator == numerator && least.denominator == denominator)
        }
        if factor > Int128.max / 2560 { break }
        factor *= 10
      }
    }
    let smallest = try ratio(Int128.min, 1 << 100).reduced()
    #expect(smallest.numerator == -(1 << 27) && smallest.denominator == 1)
  }
}
