public import Quantities

/// One execution as a broker tells of it.
public struct FillRow: Hashable, Sendable {
  public enum Side: String, Sendable { case buy, sell }

  /// Where it stands in its file, from 1: for messages.
  public var row: Int
  /// The number of the order that it fills; nothing when the others tell.
  public var order: Int64?
  /// Nothing when only one account has such an order.
  public var account: String?
  /// The instrument's symbol; of a conversion the currency bought.
  public var symbol: String
  public var side: Side
  /// Above zero.
  public var quantity: Quantity
  /// Of one unit in the instrument's currency; of a conversion, what one unit bought costs.
  public var price: Price
  /// In the instrument's currency; below zero for what the broker pays.
  public var fee: Amount
  public var at: Instant
  /// The broker's own number of the execution; nothing when there is none.
  public var reference: String?

  public init(
    row: Int,
    order: Int64? = nil,
    account: String? = nil,
    symbol: String,
    side: Side,
    quantity: Quantity,
    price: Price,
    fee: Amount = .zero,
    at: Instant,
    reference: String? = nil
  ) {
    self.row = row
    self.order = order
    self.account = account
    self.symbol = symbol
    self.side = side
    self.quantity = quantity
    self.price = price
    self.fee = fee
    self.at = at
    self.reference = reference
  }
}
