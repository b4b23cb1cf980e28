/// A sum of money in a named currency.
@frozen
public struct Money: CustomStringConvertible, Hashable, Sendable {
  public let amount: Amount
  public let currency: Currency

  @inlinable
  public init(_ amount: Amount, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// `1250.5 USD`.
  public var description: String { "\(amount) \(currency)" }
}
