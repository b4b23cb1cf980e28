internal import Quantities

/// Numbers as brokers write them.
enum BrokerNumber {
  /// The number `text` spells, with or without commas between thousands; nothing for anything else.
  ///
  /// - Parameter rounds: whether decimals beyond the type's are rounded half-even, as for averages; a
  ///   quantity is exact or nothing.
  static func value<Value: FixedPoint>(
    _ text: String,
    as type: Value.Type,
    rounds: Bool
  ) -> Value? {
    let plain = text.filter { $0 != "," }
    do {
      return try Value(parsing: plain)
    } catch .tooManyFractionDigits(let limit) where rounds {
      return rounded(plain, to: limit)
    } catch {
      return nil
    }
  }

  private static func rounded<Value: FixedPoint>(_ text: String, to limit: Int) -> Value? {
    guard let point = text.firstIndex(of: ".") else { return nil }
    let fraction = text[text.index(after: point)...]
    let rest = fraction.dropFirst(limit)
    guard rest.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let kept = try? Value(parsing: text[...point] + fraction.prefix(limit))
    else { return nil }
    let half = "5" + String(repeating: "0", count: max(0, rest.count - 1))
    let isUp = rest > half[...] || (rest == half[...] && kept.units % 2 != 0)
    guard isUp else { return kept }
    let (units, overflow) = kept.units.addingReportingOverflow(text.hasPrefix("-") ? -1 : 1)
    return overflow ? nil : Value(units: units)
  }
}
