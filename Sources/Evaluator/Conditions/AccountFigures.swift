import Quantities

/// The figures of one account that conditions read: as it is, or as changes would leave it.
struct AccountFigures: Sendable {
  struct Holding: Sendable {
    var instrument: Int
    var quantity: Quantity
    var unit: UnitValue
    /// Booked, signed; nothing without price or rate.
    var exposure: Amount?
    var value: Amount?
  }

  /// In ascending order of instrument; without those of quantity 0.
  var holdings: [Holding]
  /// Above zero; nothing when it can't be known.
  var nav: Amount?
  /// Total cash in the base currency; nothing when a rate is missing.
  var cash: Amount?
  var exchange: Exchange

  func holding(of instrument: Int) -> Holding? {
    var low = 0
    var high = holdings.count
    while low < high {
      let middle = (low + high) / 2
      if holdings[middle].instrument < instrument { low = middle + 1 } else { high = middle }
    }
    guard low < holdings.count, holdings[low].instrument == instrument else { return nil }
    return holdings[low]
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
