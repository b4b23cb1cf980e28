import Quantities
import TestSupport
import Testing

@testable import Reporting

/// Fractions stand in JSON as described: as decimals where those are exact, else in lowest terms.
@Suite struct ExactTextTests {
  private static func slow(_ value: Ratio) -> String {
    if let decimal = try? Number(value, rounding: .halfEven), decimal.ratio == value {
      return decimal.description
    }
    let least = value.reduced()
    return "\(least.numerator)/\(least.denominator)"
  }

  private static func text(_ value: Ratio) -> String {
    withUnsafeTemporaryAllocation(byteCount: ExactText.mostBytes, alignment: 1) { room in
      guard let start = room.baseAddress else { return "" }
      return String(decoding: room[..<ExactText.write(value, to: start)], as: UTF8.self)
    }
  }

  /// Parts of every length, many with factors that both share.
  private static func value(_ random: inout SeededGenerator) -> Ratio? {
    var parts = [Int128(1), 1]
    for place in 0...1 {
      let bits = Int128(random.next()) << 64 | Int128(random.next())
      parts[place] = bits >> Int128(random.int(0...126))
      if random.chance(30) { parts[place] = random.pick([1, 10_000, 100_000_000, 1 << 20, 3]) }
    }
    let factor = random.pick([1, 10_000, 100_000_000, 1_000_000_000_000, 7] as [Int128])
    for place in 0...1 {
      let (product, overflow) = parts[place].multipliedReportingOverflow(by: factor)
      if !overflow { parts[place] = product }
    }
    return try? Ratio(parts[0], over: parts[1])
  }

  @Test(arguments: [0, 1, 2]) func textsAreAsDescribed(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<20_000 {
      guard let value = Self.value(&random) else { continue }
      #expect(Self.text(value) == Self.slow(value), "\(value.numerator) over \(value.denominator)")
    }
  }

  @Test(
    arguments: [
      (0, 1, "0"), (17, 6, "17/6"), (-34, 12, "-17/6"), (1, 100_000_000, "0.00000001"),
      (1, 200_000_000, "1/200000000"), (92_233_720_368, 1, "92233720368"),
      (92_233_720_369, 1, "92233720369/1"),
      (Int128(Int64.min), 100_000_000, "-92233720368.54775808"),
      (Int128.min, 1, "-170141183460469231731687303715884105728/1"),
      (1, Int128.max, "1/170141183460469231731687303715884105727"),
    ] as [(Int128, Int128, String)]
  )
  func edges(numerator: Int128, denominator: Int128, text: String) throws {
    let value = try Ratio(numerator, over: denominator)
    #expect(Self.text(value) == text)
    #expect(Self.slow(value) == text)
  }
}
