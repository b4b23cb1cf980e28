import Quantities
import RuleChecker

/// Shows exact values of one type: as few digits as are usual, more when two values would look alike.
struct ValueText {
  let type: ValueType

  /// The value alone.
  func spell(_ value: Ratio) -> String { spell(value, digits: usualDigits) }

  /// A value and its bound, with enough digits to tell them apart.
  func spell(_ value: Ratio, _ bound: Ratio) -> (value: String, bound: String) {
    let digits = (try? bound.subtracting(value)).map(telling) ?? usualDigits
    return (spell(value, digits: digits), spell(bound, digits: digits))
  }

  /// A signed way: `+0.04`, `-1.5d`, and of percentages `+2.80 points`.
  func spell(distance: Ratio) -> String {
    let text = spell(distance, digits: telling(distance))
    let sign = distance > .zero ? "+" : ""
    return type == .percent && text.hasSuffix("%")
      ? "\(sign)\(text.dropLast()) points" : sign + text
  }

  /// Digits behind the point with which `difference` does not look like 0.
  private func telling(_ difference: Ratio) -> Int {
    var digits = usualDigits
    if difference.isZero { return digits }
    while digits < 8, !spell(difference, digits: digits).contains(where: { $0.isNonZeroDigit }) {
      digits += 1
    }
    return digits
  }

  private var usualDigits: Int {
    switch type {
    case .score, .number, .percent, .money, .price: 2
    case .quantity, .duration, .date, .boolean, .catalyst, .set: 0
    }
  }

  private func spell(_ value: Ratio, digits: Int) -> String {
    switch type {
    case .percent:
      guard let hundredfold = try? value.multiplied(by: Ratio(100)) else { return "out of range" }
      return decimal(hundredfold, digits) + "%"
    case .duration:
      guard let days = try? value.divided(by: Ratio(Instant.secondsPerDay)) else {
        return "out of range"
      }
      return days.spelled(maximumFractionDigits: max(2, digits)) + "d"
    case .quantity:
      return value.spelled(maximumFractionDigits: 8)
    case .number:
      return value.spelled(maximumFractionDigits: max(4, digits))
    case .score, .money, .price, .date, .boolean, .catalyst, .set:
      return decimal(value, digits)
    }
  }

  private func decimal(_ value: Ratio, _ digits: Int) -> String {
    value.spelled(maximumFractionDigits: digits, minimumFractionDigits: digits)
  }
}

extension Character {
  fileprivate var isNonZeroDigit: Bool { ("1"..."9").contains(self) }
}
