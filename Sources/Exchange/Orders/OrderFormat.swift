public import Portfolio
public import Quantities

/// The formats that orders are written in.
///
/// To add one, copy `OrderTable.swift` and add its case here.
public enum OrderFormat: String, CaseIterable, Sendable {
  /// Our own: every order, exactly.
  case csv
  /// Interactive Brokers' BasketTrader.
  case ibBasket = "ib-basket"
  /// FIX 4.4, NewOrderSingle.
  case fix44
  /// Requests to Alpaca.
  case alpaca

  /// The bytes of a file with `orders`, in their order: that of execution.
  ///
  /// - Parameter moment: what they were worked out for; formats that tell a time tell this.
  /// - Throws: `OrderRefusals` when the format can't say some of them: a file that leaves orders out would
  ///   be traded as if it were whole.
  public func bytes(
    of orders: [OrderLine],
    at moment: Instant
  ) throws(OrderRefusals) -> [UInt8] {
    switch self {
    case .csv: OrderTable.bytes(of: orders)
    case .ibBasket: try BasketTrader.bytes(of: orders)
    case .fix44: try FIXOrders.bytes(of: orders, at: moment)
    case .alpaca: try AlpacaOrders.bytes(of: orders, at: moment)
    }
  }
}

/// Orders that a format can't say.
public struct OrderRefusals: Error, Equatable, Sendable {
  public struct Refusal: Equatable, Sendable {
    public var order: OrderLine
    /// Lowercase, without a full stop.
    public var reason: String
  }

  /// At least one, in the order of the orders.
  public var refusals: [Refusal]
}
