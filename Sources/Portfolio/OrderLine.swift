public import Quantities

/// One order to place, as a broker's format needs it.
public struct OrderLine: Hashable, Sendable {
  public enum Action: String, CaseIterable, Sendable {
    case buy, sell, short, cover
    /// Money of one currency into another.
    case convert
  }

  public var account: String
  public var action: Action
  /// Of a conversion, the code of the currency bought.
  public var symbol: String
  /// Nothing for a conversion.
  public var kind: InstrumentKind?
  /// Above zero; of a conversion, units of the currency bought.
  public var quantity: Quantity
  /// What it was sized with, of one unit in `currency`; of a conversion the rate. Nothing when no price
  /// is known.
  public var price: Price?
  /// The instrument's; of a conversion, the currency sold.
  public var currency: Currency
  /// The rules and steps that ask for it.
  public var causes: [String]

  public init(
    account: String,
    action: Action,
    symbol: String,
    kind: InstrumentKind?,
    quantity: Quantity,
    price: Price?,
    currency: Currency,
    causes: [String] = []
  ) {
    self.account = account
    self.action = action
    self.symbol = symbol
    self.kind = kind
    self.quantity = quantity
    self.price = price
    self.currency = currency
    self.causes = causes
  }
}
