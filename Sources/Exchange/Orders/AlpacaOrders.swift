internal import Portfolio
internal import Quantities

/// Orders as requests to Alpaca's `POST /v2/orders`: one array of JSON with a request for each, in the order
/// of execution. Market orders of the day; crypto-currencies, which trade without days, until cancelled.
///
/// A request names no account: its key does. So a file holds the orders of one.
enum AlpacaOrders {
  static func bytes(of orders: [OrderLine], at moment: Instant) throws(OrderRefusals) -> [UInt8] {
    let account = orders.first?.account
    let refusals = orders.compactMap { order in
      refusal(of: order, account: account)
        .map { OrderRefusals.Refusal(order: order, reason: $0) }
    }
    if !refusals.isEmpty { throw OrderRefusals(refusals: refusals) }
    if orders.isEmpty { return Array("[]\n".utf8) }
    let names = OrderNames(orders, at: moment)
    let requests = orders.enumerated().map { place, order in
      request(order, name: names.name(of: place + 1))
    }
    return Array(("[\n" + requests.joined(separator: ",\n") + "\n]\n").utf8)
  }

  /// Nothing in it needs to be escaped: what would is refused.
  private static func request(_ order: OrderLine, name: String) -> String {
    let fields = [
      ("symbol", order.symbol), ("qty", order.quantity.description), ("side", side(of: order)),
      ("type", "market"), ("time_in_force", order.kind == .crypto ? "gtc" : "day"),
      ("client_order_id", name),
    ]
    return "  {" + fields.map { "\"\($0.0)\": \"\($0.1)\"" }.joined(separator: ", ") + "}"
  }

  /// A sale of what is not held is a short position there, and a purchase closes one.
  private static func side(of order: OrderLine) -> String {
    switch order.action {
    case .buy, .cover, .convert: "buy"
    case .sell, .short: "sell"
    }
  }

  private static func refusal(of order: OrderLine, account: String?) -> String? {
    if order.account != account {
      return
        "a request to Alpaca names no account, and the file begins with `\(account ?? "")`: name one with "
        + "`--account`"
    }
    if order.action == .convert { return "Alpaca converts no money" }
    let isWhole = order.quantity.units % Quantity.scale == 0
    switch order.kind {
    case .stock, .fund, .leveragedFund, .inverseFund, .cashLike: break
    case .crypto:
      if !order.symbol.contains("/") {
        return "Alpaca calls a crypto-currency by what it is paid in as well: `BTC/USD`"
      }
    case .future: return "Alpaca trades no futures"
    case .bond: return "Alpaca takes no orders of bonds this way"
    case nil: return "its kind is not known"
    }
    if order.action == .short, !isWhole { return "Alpaca sells no fractions short" }
    if order.currency.description != "USD" { return "Alpaca trades in USD, not \(order.currency)" }
    if !OrderText.isPlain(order.symbol) { return "its symbol can't stand in a request" }
    return nil
  }
}
