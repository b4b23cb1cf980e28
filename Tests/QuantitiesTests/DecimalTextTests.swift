import Quantities
import Testing

@Suite("Decimal text")
struct DecimalTextTests {
  @Test(
    "A number is read exactly",
    arguments: [
      ("0", 0), ("1", 100_000_000), ("-1.5", -150_000_000), ("+0.00000001", 1),
      ("184467.5", 18_446_750_000_000), ("1.100000000000", 110_000_000), ("007", 700_000_000),
    ] as [(String, Int64)]
  )
  func good(text: String, units: Int64) throws {
    #expect(try Number(parsing: text).units == units)
  }

  @Test(
    "What is no number is refused, for what it is",
    arguments: [
      ("", .notANumber), ("-", .notANumber), (".5", .notANumber), ("5.", .notANumber),
      ("1e5", .notANumber), ("NaN", .notANumber), ("inf", .notANumber), ("1,5", .notANumber),
      (" 1", .notANumber), ("1.2.3", .notANumber), ("1_000", .notANumber), ("٣", .notANumber),
      ("0.000000001", .tooManyFractionDigits(limit: 8)), ("99999999999999", .outOfRange),
      ("92233720368.54775808", .outOfRange),
    ] as [(String, DecimalText.Failure)]
  )
  func bad(text: String, failure: DecimalText.Failure) {
    #expect(throws: failure) { try Number(parsing: text) }
  }

  @Test("Underscores stand between digits, and only there")
  func underscores() throws {
    #expect(try Amount(parsing: "100_000", allowsUnderscores: true).units == 1_000_000_000)
    for text in ["_1", "1_", "1__0", "1_.0", "1._0"] {
      #expect(throws: DecimalText.Failure.notANumber) {
        try Amount(parsing: text, allowsUnderscores: true)
      }
    }
  }

  @Test("Spelling and reading are inverse", arguments: [0, 1, -1, 99, 100_000_000, .max, .min + 1])
  func roundTrip(units: Int64) throws {
    let number = Number(units: units)
    #expect(try Number(parsing: number.description) == number)
  }

  @Test("What is written into a buffer is what is spelled, and nothing where there is no room")
  func writing() throws {
    var units = [Int64.min, .min + 1, -100_000_000, 0, 1, 100_000_000, 120_000_000, .max]
    for digits in 0..<18 {
      let scale = (0..<digits).reduce(Int64(1)) { scale, _ in scale * 10 }
      units += [scale, 7 * scale, -31 * (scale / 10), scale + 1, scale * 9 - 1]
    }
    for units in units {
      let text = Number(units: units).description
      let written = withUnsafeTemporaryAllocation(byteCount: DecimalText.mostBytes, alignment: 1) {
        let count = DecimalText.spell(Number(units: units), into: $0)
        return String(decoding: $0[..<count], as: UTF8.self)
      }
      #expect(written == text)
      if units != .min { #expect(try Number(parsing: text).units == units) }
      let missing = withUnsafeTemporaryAllocation(byteCount: text.utf8.count - 1, alignment: 1) {
        DecimalText.spell(Number(units: units), into: $0)
      }
      #expect(missing == 0)
    }
  }

  @Test("Values are spelled as people write them")
  func spelling() throws {
    #expect(Percent(units: 34_000_000).description == "34%")
    #expect(Percent(units: 10_000).description == "0.01%")
    #expect(Amount(units: 12_345).spelled(minimumFractionDigits: 2) == "1.2345")
    #expect(Amount(units: 12_000).spelled(minimumFractionDigits: 2) == "1.20")
    #expect(Amount(units: .min).description == "-922337203685477.5808")
    let dollars = try #require(Currency("USD"))
    #expect(Money(Amount(units: 15_000), dollars).description == "1.5 USD")
  }

  @Test("A currency is 3 to 8 capitals or digits, and sorts by its letters")
  func currencies() throws {
    for bad in ["", "US", "usd", "U$D", "TOOLONGCODE", "1INCH", "ÜSD"] {
      #expect(Currency(bad) == nil)
    }
    let codes = ["USDT", "EUR", "USD", "A1B"].compactMap { Currency($0) }
    #expect(codes.count == 4)
    #expect(codes.sorted().map(\.description) == ["A1B", "EUR", "USD", "USDT"])
  }
}
