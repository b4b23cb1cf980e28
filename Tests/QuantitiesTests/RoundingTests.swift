import Quantities
import Testing

@Suite("Rounding")
struct RoundingTests {
  @Test(
    "A quotient is rounded by its rule",
    arguments: [
      // dividend, divisor, half-even, towards zero, away from zero
      (7, 2, 4, 3, 4), (5, 2, 2, 2, 3), (-5, 2, -2, -2, -3), (-7, 2, -4, -3, -4),
      (1, 3, 0, 0, 1), (2, 3, 1, 0, 1), (-1, 3, 0, 0, -1), (6, 3, 2, 2, 2), (0, 9, 0, 0, 0),
      (5, -2, -2, -2, -3), (-5, -2, 2, 2, 3),
    ] as [(Int128, Int128, Int128, Int128, Int128)]
  )
  func quotients(
    dividend: Int128,
    divisor: Int128,
    halfEven: Int128,
    down: Int128,
    up: Int128
  ) throws {
    #expect(try dividend.divided(by: divisor, rounding: .halfEven) == halfEven)
    #expect(try dividend.divided(by: divisor, rounding: .towardZero) == down)
    #expect(try dividend.divided(by: divisor, rounding: .awayFromZero) == up)
  }

  @Test("Nothing wraps and nothing is divided by zero")
  func failures() {
    #expect(throws: ArithmeticFailure.divisionByZero) {
      try Int128(1).divided(by: 0, rounding: .halfEven)
    }
    #expect(throws: ArithmeticFailure.overflow) {
      try Int128.min.divided(by: -1, rounding: .towardZero)
    }
    #expect(throws: ArithmeticFailure.overflow) { try Int64(checking: Int128(Int64.max) + 1) }
    #expect(throws: ArithmeticFailure.overflow) {
      try Quantity(units: .max).adding(Quantity(units: 1))
    }
    #expect(throws: ArithmeticFailure.overflow) { try Amount(units: .min).negated() }
  }

  @Test("A product wider than 128 bits is divided exactly")
  func wideProducts() throws {
    let large = Int128(Int64.max) * 1_000_000_000
    #expect(
      try ExactProduct.divide(large, times: large, by: large, rounding: .halfEven) == large
    )
    #expect(
      try ExactProduct.divide(-large, times: large, by: large, rounding: .towardZero) == -large
    )
    // 3·L·L ÷ 2·L lies half-way for odd L: the tie goes to the even neighbour.
    let odd = large | 1
    let half = try ExactProduct.divide(3 * odd, times: odd, by: 2 * odd, rounding: .halfEven)
    #expect(half % 2 == 0)
    #expect(throws: ArithmeticFailure.overflow) {
      try ExactProduct.divide(.max, times: .max, by: 1, rounding: .halfEven)
    }
  }

  /// The two ways to divide agree wherever both can.
  @Test("Narrow and wide division agree", arguments: 0..<500)
  func agreement(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next() -> Int128 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int128(Int64(bitPattern: state) >> 8)
    }
    let (one, two, three) = (next(), next(), next() | 1)
    for rule in [RoundingRule.halfEven, .towardZero, .awayFromZero] {
      let narrow = try (one * two).divided(by: three, rounding: rule)
      // Multiplying both sides by a large number forces the wide path and changes nothing.
      let scale = Int128(1) << 62
      let wide = try ExactProduct.divide(one * scale, times: two, by: three * scale, rounding: rule)
      #expect(narrow == wide)
    }
  }
}
