public import Portfolio

/// The formats that orders are written in.
///
/// To add one, copy `OrderTable.swift` and add its case here.
public enum OrderFormat: String, CaseIterable, Sendable {
  /// Our own: every order, exactly.
  case csv
  /// Interactive Brokers' BasketTrader.
  case ibBasket = "ib-basket"

  /// The bytes of a file with `orders`, in their order: that of execution.
  ///
  /// - Throws: `OrderRefusals` when the format can't say some of them: a file that leaves orders out would
  ///   be traded as if it were whole.
  public func bytes(of orders: [OrderLine]) throws(OrderRefusals) -> [UInt8] {
    switch self {
    case .csv: OrderTable.bytes(of: orders)
    case .ibBasket: try BasketTrader.bytes(of: orders)
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
