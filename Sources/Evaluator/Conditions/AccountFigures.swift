import Portfolio
import Quantities

/// The figures of one account that conditions read: as it is, or as changes would leave it. A reference, as every
/// rule's state keeps those it read.
final class AccountFigures: Sendable {
  struct Holding: Sendable {
    var instrument: Int
    var quantity: Quantity
    var unit: UnitValue
    /// Booked, signed; nothing without price or rate.
    var exposure: Amount?
    var value: Amount?
  }

  /// In ascending order of instrument; without those of quantity 0.
  let holdings: [Holding]
  /// Above zero; nothing when it can't be known.
  let nav: Amount?
  /// Total cash in the base currency; nothing when a rate is missing.
  let cash: Amount?
  let exchange: Exchange
  /// What is recorded as held, with its cost; in ascending order of instrument.
  let positions: [Position]

  init(
    holdings: [Holding],
    nav: Amount?,
    cash: Amount?,
    exchange: Exchange,
    positions: [Position]
  ) {
    self.holdings = holdings
    self.nav = nav
    self.cash = cash
    self.exchange = exchange
    self.positions = positions
  }

  func holding(of instrument: Int) -> Holding? {
    AccountFigures.row(of: instrument, in: holdings, \.instrument)
  }

  /// What is recorded of an instrument, without what is sent or planned.
  func position(of instrument: Int) -> Position? {
    AccountFigures.row(of: instrument, in: positions, \.instrument)
  }

  /// The row of `instrument` among rows in ascending order.
  private static func row<Row>(
    of instrument: Int,
    in rows: [Row],
    _ place: (Row) -> Int
  ) -> Row? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if place(rows[middle]) < instrument { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && place(rows[low]) == instrument ? rows[low] : nil
  }

  func isHeld(_ instrument: Int) -> Bool { holding(of: instrument) != nil }

  /// Σ of a booked figure over `members` (all holdings when nil); nothing when one is unknown.
  func sum(
    over members: [Int]?,
    magnitudes: Bool = false,
    _ figure: (Holding) -> Amount?
  ) throws(ArithmeticFailure) -> Amount? {
    var total = Amount.zero
    func add(_ holding: Holding) throws(ArithmeticFailure) -> Bool {
      guard let amount = figure(holding) else { return false }
      total =
        magnitudes && amount.isNegative
        ? try total.subtracting(amount) : try total.adding(amount)
      return true
    }
    if let members {
      for member in members {
        if let holding = holding(of: member), !(try add(holding)) { return nil }
      }
    } else {
      for holding in holdings where !(try add(holding)) { return nil }
    }
    return total
  }
}
