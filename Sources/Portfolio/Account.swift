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

  public init(instrument: Int, quantity: Quantity) {
    self.instrument = instrument
    self.quantity = quantity
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
