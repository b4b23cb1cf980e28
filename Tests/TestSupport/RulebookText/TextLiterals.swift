/// Numbers, durations, dates, money and symbols as a rulebook spells them.
extension RulebookTextGenerator {
  /// Instruments that rules may aim at, and those that they hedge with.
  static let targets = [
    "NVDA", "AMD", "BRK.B", "MSFT", "A", "X1", "\"0700.HK\"", "\"2330.TW\"", "\"rdsa.l\"", "GOOGL",
  ]
  static let hedges = ["PSQ", "SH", "\"ES=F\"", "SQQQ"]

  mutating func symbol() -> String { random.pick(RulebookTextGenerator.targets) }

  mutating func wholeNumber(_ range: ClosedRange<Int>) -> String { "\(random.int(range))" }

  /// Above 0 and at most 9.
  mutating func decimal() -> String {
    random.pick(["1", "0.5", "1.2", "2", "0.00000001", "3.14159265", "9"])
  }

  /// From 0 to 1, without either.
  mutating func fraction() -> String { random.pick(["0.1", "0.25", "0.5", "0.999", "0.00000001"]) }

  /// Above 0% and at most 100%.
  mutating func percent() -> String {
    random.pick(["1%", "2.5%", "10%", "33.3333%", "0.0001%", "50%", "100%", "0.5%", "7%"])
  }

  mutating func basisPoints() -> String { random.pick(["1bp", "20bp", "0.5bp", "100bp"]) }

  mutating func duration() -> String {
    random.pick(["90min", "12h", "1d", "30d", "365d", "2w", "5bd", "20bd"])
  }

  /// One whose length does not depend on where it begins.
  mutating func fixedDuration() -> String {
    random.pick(["90min", "12h", "1d", "30d", "365d", "2w"])
  }

  mutating func date() -> String {
    random.pick([
      "2025-12-20", "2025-12-20T14:00Z", "2024-02-29", "2026-01-01T00:00Z", "1999-12-31",
    ])
  }

  mutating func money() -> [String] {
    let amount = random.pick(["1", "100_000", "0.01", "1_000.50", "250"])
    return [amount, mode == .arbitrary ? random.pick(["USD", "X", "EUR", "BRK.B"]) : currency]
  }

  /// `tag DIMENSION:VALUE`; nothing without a dimension.
  mutating func tag() -> [String]? { tagParts().map { ["tag"] + $0 } }

  mutating func tagParts() -> [String]? {
    guard let dimension = reference(dimensions) else { return nil }
    return [dimension, ":", random.pick(["technology", "\"AI chips\"", "US", "growth", "rule"])]
  }
}
