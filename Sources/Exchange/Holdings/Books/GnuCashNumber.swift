internal import Quantities

/// A fraction of GnuCash: a count and what one of it is a part of.
struct GnuCashNumber {
  static let zero = GnuCashNumber(numerator: 0, denominator: 1)
  let numerator: Int128
  let denominator: Int128

  private init(numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  init?(_ numerator: String, _ denominator: String) {
    guard let above = Int64(numerator), let below = Int64(denominator), below > 0 else {
      return nil
    }
    self.init(numerator: Int128(above), denominator: Int128(below))
  }

  var isZero: Bool { numerator == 0 }

  /// Nothing where the sum is beyond all money.
  static func sum(_ numbers: [GnuCashNumber]) -> GnuCashNumber? {
    var total = zero
    for number in numbers {
      let (left, first) = total.numerator.multipliedReportingOverflow(by: number.denominator)
      let (right, second) = number.numerator.multipliedReportingOverflow(by: total.denominator)
      let (above, third) = left.addingReportingOverflow(right)
      let (below, fourth) = total.denominator.multipliedReportingOverflow(by: number.denominator)
      guard !first, !second, !third, !fourth else { return nil }
      total = reduced(above, below)
    }
    return total
  }

  private static func reduced(_ above: Int128, _ below: Int128) -> GnuCashNumber {
    var (larger, smaller) = (above.magnitude, below.magnitude)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    guard larger > 1, let divisor = Int128(exactly: larger) else {
      return GnuCashNumber(numerator: above, denominator: below)
    }
    return GnuCashNumber(numerator: above / divisor, denominator: below / divisor)
  }

  /// In decimals, exactly; nothing where 8 are not enough.
  var spelled: String? {
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: 100_000_000)
    guard !overflow, scaled % denominator == 0, let units = Int64(exactly: scaled / denominator)
    else { return nil }
    return Quantity(units: units).description
  }

  /// In 8 decimals, half-even; nothing where it is too large.
  var rounded: String? {
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: 100_000_000)
    guard !overflow else { return nil }
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: denominator)
    let twice = rest.magnitude * 2
    let isUp = twice > denominator.magnitude || (twice == denominator.magnitude && whole % 2 != 0)
    let units = isUp ? whole + (scaled < 0 ? -1 : 1) : whole
    return Int64(exactly: units).map { Quantity(units: $0).description }
  }

  /// How many units there are for how many of `other`, in lowest terms; nothing where one is not above zero.
  func ratio(to other: GnuCashNumber) -> (after: Int64, before: Int64)? {
    let (above, first) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (below, second) = denominator.multipliedReportingOverflow(by: other.numerator)
    guard !first, !second, (above > 0) == (below > 0), above != 0, below != 0 else { return nil }
    let plain = Self.reduced(above, below)
    guard let after = Int64(exactly: plain.numerator),
      let before = Int64(exactly: plain.denominator),
      after != Int64.min, before != Int64.min
    else { return nil }
    return (abs(after), abs(before))
  }

  /// The quotient in 8 decimals, half-even.
  static func quotient(_ above: GnuCashNumber, _ below: GnuCashNumber) -> String? {
    let (numerator, first) = above.numerator.multipliedReportingOverflow(by: below.denominator)
    let (denominator, second) = above.denominator.multipliedReportingOverflow(by: below.numerator)
    guard !first, !second, denominator > 0 else { return nil }
    return reduced(numerator, denominator).rounded
  }
}

/// One side of a transaction in one account.
struct GnuCashSplit {
  var quantity: GnuCashNumber
  var value: GnuCashNumber
  var date: CalendarDate
  var lot: String
  var currency: String
}

/// Lots as a book keeps them, where all of an account stands in some.
enum GnuCashLots {
  struct Lot {
    var quantity: String
    var cost: String
    var opened: CalendarDate
  }

  /// Nothing where some of the account stands in no lot.
  static func open(_ rows: [GnuCashSplit], summingTo total: GnuCashNumber) -> [Lot] {
    var groups: [String: [GnuCashSplit]] = [:]
    for row in rows {
      if row.lot.isEmpty { return [] }
      groups[row.lot, default: []].append(row)
    }
    var lots: [Lot] = []
    let ordered = groups.values
      .compactMap { group in group.first.map { (date: $0.date, lot: $0.lot, rows: group) } }
      .sorted { ($0.date, $0.lot) < ($1.date, $1.lot) }
    for group in ordered.map(\.rows) {
      guard let left = GnuCashNumber.sum(group.map(\.quantity)), !left.isZero else { continue }
      // What was paid for all that came in, of each of it.
      let bought = group.filter { $0.quantity.numerator > 0 }
      guard left.numerator > 0, let quantity = left.spelled, let first = bought.first,
        let paid = GnuCashNumber.sum(bought.map(\.value)),
        let units = GnuCashNumber.sum(bought.map(\.quantity)),
        let cost = GnuCashNumber.quotient(paid, units)
      else { return [] }
      lots.append(Lot(quantity: quantity, cost: cost, opened: first.date))
    }
    return lots
  }
}
