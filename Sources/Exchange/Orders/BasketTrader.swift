internal import Portfolio
internal import Quantities

/// Orders as a basket file of Interactive Brokers' BasketTrader: market orders of the day, routed by
/// `SMART`, whose order reference is the first rule that asks.
///
/// A basket holds whole numbers of shares and funds. It is read by a program that knows no quotes and no
/// apostrophes, so nothing is defused: what would need it is refused.
enum BasketTrader {
  static let columns = [
    "Action", "Quantity", "Symbol", "SecType", "Exchange", "Currency", "TimeInForce", "OrderType",
    "BasketTag", "Account",
  ]

  static func bytes(of orders: [OrderLine]) throws(OrderRefusals) -> [UInt8] {
    var text = columns.joined(separator: ",") + "\n"
    var refusals: [OrderRefusals.Refusal] = []
    for order in orders {
      if let reason = refusal(of: order) {
        refusals.append(OrderRefusals.Refusal(order: order, reason: reason))
        continue
      }
      let cells = [
        action(of: order), order.quantity.description, order.symbol, "STK", "SMART",
        order.currency.description, "DAY", "MKT", OrderText.cause(of: order), order.account,
      ]
      text += cells.joined(separator: ",") + "\n"
    }
    if !refusals.isEmpty { throw OrderRefusals(refusals: refusals) }
    return Array(text.utf8)
  }

  /// To open a short position is a sale there, and to close one a purchase.
  private static func action(of order: OrderLine) -> String {
    switch order.action {
    case .buy, .cover, .convert: "BUY"
    case .sell, .short: "SELL"
    }
  }

  private static func refusal(of order: OrderLine) -> String? {
    if order.action == .convert { return "a basket holds no conversions: convert by hand first" }
    switch order.kind {
    case .stock, .fund, .leveragedFund, .inverseFund, .cashLike: break
    case .future:
      return "a basket needs a future's contract month, which the portfolio file has not"
    case .bond: return "a basket needs a bond's number, which the portfolio file has not"
    case .crypto: return "a basket holds no crypto-currency"
    case nil: return "its kind is not known"
    }
    if order.quantity.units % Quantity.scale != 0 {
      return "a basket holds whole shares, and this is \(order.quantity)"
    }
    if order.currency.description.utf8.count != 3 {
      return "`\(order.currency)` is no currency of three letters"
    }
    if !OrderText.isPlain(order.symbol) { return "its symbol can't stand in a basket" }
    if !OrderText.isPlain(order.account) {
      return "the account `\(order.account)` can't stand in a basket"
    }
    return nil
  }
}
