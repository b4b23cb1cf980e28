internal import Quantities

/// Numbers as people read them: thousands separated, rounded half-even, last.
enum NumberText {
  static let unknown = "unknown"

  /// `1,234.50`: money to 2 decimals.
  static func money(_ amount: Amount?) -> String { money(amount?.ratio) }

  static func money(_ ratio: Ratio?) -> String {
    guard let ratio else { return unknown }
    return grouped(ratio.spelled(maximumFractionDigits: 2, minimumFractionDigits: 2))
  }

  /// A figure of a calculation: 2 to 4 decimals.
  static func figure(_ ratio: Ratio?) -> String {
    guard let ratio else { return unknown }
    return grouped(ratio.spelled(maximumFractionDigits: 4, minimumFractionDigits: 2))
  }

  /// Exact, with the digits it has.
  static func quantity(_ quantity: Quantity?) -> String {
    guard let quantity else { return unknown }
    return grouped(quantity.description)
  }

  /// Exact, with at least 2 decimals.
  static func price(_ price: Price?) -> String {
    guard let price else { return unknown }
    return grouped(price.spelled(minimumFractionDigits: 2))
  }

  /// A figure to at most `digits` decimals, trailing zeros left out.
  static func number(_ ratio: Ratio?, digits: Int = 4) -> String {
    guard let ratio else { return unknown }
    return grouped(ratio.spelled(maximumFractionDigits: digits))
  }

  static func number(_ number: Number?) -> String {
    guard let number else { return unknown }
    return grouped(number.description)
  }

  /// A share as a percentage to 2 decimals: 0.0612 is `6.12%`.
  static func percent(_ ratio: Ratio?, minimumDigits: Int = 2) -> String {
    ratio == nil ? unknown : hundredths(ratio, minimumDigits: minimumDigits) + "%"
  }

  /// A share in hundredths to 2 decimals: 0.0612 is `6.12`.
  static func hundredths(_ ratio: Ratio?, minimumDigits: Int = 2) -> String {
    guard let ratio else { return unknown }
    guard let hundredths = try? ratio.multiplied(by: Ratio(100)) else { return "out of range" }
    return grouped(
      hundredths.spelled(maximumFractionDigits: 2, minimumFractionDigits: minimumDigits)
    )
  }

  /// `1234567.5` as `1,234,567.5`.
  static func grouped(_ digits: String) -> String {
    let isNegative = digits.hasPrefix("-")
    let unsigned = isNegative ? digits.dropFirst() : digits[...]
    let whole = unsigned.prefix { $0 != "." }
    guard whole.count > 3, whole.allSatisfy(\.isNumber) else { return digits }
    var result = isNegative ? "-" : ""
    for (offset, digit) in whole.enumerated() {
      if offset > 0, (whole.count - offset).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result + unsigned.dropFirst(whole.count)
  }
}

/// `1 item`, `2 items`.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(NumberText.grouped(String(count))) \(count == 1 ? one : many ?? one + "s")"
}
