import Quantities
import TestSupport
import Testing

@Suite("Short fractions")
struct ShortRatioTests {
  /// Small and large, with and without zeros at the end, and both ends of 64 bits.
  private func number(_ random: inout SeededGenerator) -> Int64 {
    let sizes: [Int64] = [1, 10, 1_000, 100_000_000, 1_000_000_000_000, .max]
    let size = sizes.randomElement(using: &random) ?? 1
    let value = Int64.random(in: (size == .max ? .min : -size)...size, using: &random)
    return Bool.random(using: &random) ? value / 10_000 * 10_000 : value
  }

  @Test("What they book is what fractions book, wherever they do")
  func amounts() throws {
    var random = SeededGenerator(seed: 1)
    var booked = 0
    for _ in 0..<20_000 {
      let ratio = try Ratio(
        Int128(number(&random)),
        over: max(1, Int128(number(&random).magnitude))
      ).reduced()
      let quantity = Quantity(units: number(&random))
      guard let short = ShortRatio(ratio), let amount = short.amount(of: quantity.units) else {
        continue
      }
      booked += 1
      let expected = try Amount(try quantity.ratio.multiplied(by: ratio), rounding: .halfEven)
      #expect(amount == expected, "\(quantity) × \(ratio)")
    }
    #expect(booked > 1_000)
  }

  @Test("Products and quotients are those of fractions")
  func products() throws {
    let price = ShortRatio(Price(units: 12_500_000_000))
    #expect((price.numerator, price.denominator) == (125, 1))
    let rate = ShortRatio(Number(units: 110_000_000))
    #expect((rate.numerator, rate.denominator) == (11, 10))
    let product = try #require(price.multiplied(by: rate))
    #expect(product.amount(of: Quantity.scale * 2) == Amount(units: 2_750_000))
    let quotient = try #require(price.divided(by: rate))
    #expect(quotient.amount(of: Quantity.scale) == Amount(units: 1_136_364))
    #expect(price.divided(by: ShortRatio(Number.zero)) == nil)
    #expect(ShortRatio(Number(units: .max)).multiplied(by: price) == nil)
  }
}
