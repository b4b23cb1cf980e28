public import Quantities

/// What an account may do with money it does not have.
public enum AccountKind: String, CaseIterable, Sendable {
  /// No currency may go below zero.
  case cash
  /// Currencies may be overdrawn while total cash stays above its floor.
  case margin
}

/// A holding: so much of the instrument at `instrument` in the market's list.
public struct Position: Hashable, Sendable {
  public var instrument: Int
  /// Negative is short; never zero in an account that was read from a file.
  public var quantity: Quantity
  /// What was paid for it: Σ units · cost per unit in the instrument's currency, exact; below zero for
  /// a short one, whose cost is what its sale brought. Nothing when it is not known.
  public var cost: Ratio?

  public init(instrument: Int, quantity: Quantity, cost: Ratio? = nil) {
    self.instrument = instrument
    self.quantity = quantity
    self.cost = cost
  }
}

extension Position {
  /// What the holding cost once it is of `units`, after trades at `price` per unit (nothing when that
  /// is not known): what is added costs the price, what is taken off costs the average, and past zero
  /// a holding begins anew.
  ///
  /// - Throws: `.overflow` when it does not fit.
  public func cost(of units: Ratio, tradedAt price: Ratio?) throws(ArithmeticFailure) -> Ratio? {
    let held = quantity.ratio
    if units.isZero { return .zero }
    if held.isZero || held.isNegative != units.isNegative {
      guard let price else { return nil }
      return try units.multiplied(by: price)
    }
    guard let cost else { return nil }
    if units == held { return cost }
    if try units.absolute() < held.absolute() {
      return try cost.multiplied(by: try units.divided(by: held))
    }
    guard let price else { return nil }
    return try cost.adding(try units.subtracting(held).multiplied(by: price))
  }
}

/// One account with what it holds.
public struct Account: Sendable {
  /// Unique in a portfolio file.
  public var name: String
  public var baseCurrency: Currency
  public var kind: AccountKind
  public var tags: [Tag]
  /// In ascending order of instrument, each at most once.
  public var positions: [Position]
  /// In ascending order of currency, each at most once.
  public var cash: [Money]

  public init(
    name: String,
    baseCurrency: Currency,
    kind: AccountKind = .cash,
    tags: [Tag] = [],
    positions: [Position] = [],
    cash: [Money] = []
  ) {
    self.name = name
    self.baseCurrency = baseCurrency
    self.kind = kind
    self.tags = tags
    self.positions = positions.sorted { $0.instrument < $1.instrument }
    self.cash = cash.sorted { $0.currency < $1.currency }
  }
}
