import Quantities
import TestSupport
import Testing

/// What is spelled eight digits at once is what digit by digit gives.
@Suite struct SpellingTests {
  /// As a reader would write it: all digits, the point, then without the zeros that are left out.
  private static func slow(_ units: Int64, _ fractionDigits: Int, _ minimumDigits: Int) -> String {
    var digits = String(units.magnitude)
    let missing = fractionDigits + 1 - digits.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    var fraction = String(digits.suffix(fractionDigits))
    while fraction.count > minimumDigits, fraction.last == "0" { fraction.removeLast() }
    let whole = digits.dropLast(fractionDigits)
    return (units < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Numbers of every length, many with zeros at their end.
  private static func units(_ random: inout SeededGenerator) -> Int64 {
    var units = Int64(bitPattern: random.next()) >> Int64(random.int(0...63))
    for _ in 0..<random.int(0...8) where random.chance(50) { units = units / 10 * 10 }
    let zeros = (0..<random.int(0...18)).reduce(Int64(1)) { scale, _ in scale * 10 }
    return random.chance(30) ? units / zeros * zeros : units
  }

  @Test(arguments: [0, 1, 2]) func everyNumberOfDigits(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let edges = [Int64.min, .min + 1, -1, 0, 1, .max]
    for number in 0..<20_000 {
      let units = number < edges.count ? edges[number] : Self.units(&random)
      let digits = random.int(0...18)
      let least = random.int(0...digits)
      let text = DecimalText.spell(
        units: units,
        fractionDigits: digits,
        minimumFractionDigits: least
      )
      #expect(text == Self.slow(units, digits, least), "\(units) \(digits) \(least)")
      #expect(Number(units: units).description == Self.slow(units, 8, 0))
      #expect(Amount(units: units).spelled(minimumFractionDigits: 2) == Self.slow(units, 4, 2))
    }
  }

  /// All parts of four digits, before and behind the point and among other digits.
  @Test func everyFourDigits() {
    for part in 0..<Int64(10_000) {
      for units in [part, part * 10_000, part * 10_001, part * 100_000_000, part * 100_010_001] {
        #expect(
          String(units)
            == DecimalText.spell(
              units: units,
              fractionDigits: 0,
              minimumFractionDigits: 0
            )
        )
        #expect(Number(units: units).description == Self.slow(units, 8, 0))
      }
    }
  }

  @Test func currenciesOfEveryLength() throws {
    for code in ["USD", "USDT", "A1B2C", "ABCDEF", "ABCDEFG", "ABCDEFGH"] {
      #expect(try #require(Currency(code)).description == code)
    }
  }
}
