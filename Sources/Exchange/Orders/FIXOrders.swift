internal import Portfolio
internal import Quantities

/// Orders as FIX 4.4: one NewOrderSingle (35=D) a line, with its body length and check sum, fields apart by
/// SOH. Market orders of the day.
///
/// A session of FIX puts its own names and numbers into the header as it sends; those here are complete so
/// that each line is a message by itself: sender `TRANCHE`, target `BROKER`, numbers from 1.
/// Tags and values: FIX 4.4 specification with errata 20030618, volumes 1, 3 and 6.
enum FIXOrders {
  private static let separator = "\u{1}"

  static func bytes(of orders: [OrderLine], at moment: Instant) throws(OrderRefusals) -> [UInt8] {
    let names = OrderNames(orders, at: moment)
    var bytes: [UInt8] = []
    var refusals: [OrderRefusals.Refusal] = []
    for (place, order) in orders.enumerated() {
      if let reason = refusal(of: order) {
        refusals.append(OrderRefusals.Refusal(order: order, reason: reason))
        continue
      }
      bytes += message(order, number: place + 1, names, at: moment)
      bytes.append(UInt8(ascii: "\n"))
    }
    if !refusals.isEmpty { throw OrderRefusals(refusals: refusals) }
    return bytes
  }

  private static func message(
    _ order: OrderLine,
    number: Int,
    _ names: OrderNames,
    at moment: Instant
  ) -> [UInt8] {
    let moment = time(moment)
    var fields: [(tag: Int, value: String)] = [
      (35, "D"), (49, "TRANCHE"), (56, "BROKER"), (34, String(number)), (52, moment),
      (11, names.name(of: number)), (1, order.account), (55, order.symbol),
    ]
    if order.kind == .stock { fields.append((167, "CS")) }
    fields += [
      (54, side(of: order)), (60, moment), (38, order.quantity.description), (40, "1"),
      (15, order.currency.description), (59, "0"), (58, OrderText.cause(of: order)),
    ]
    // Who covers closes a position, and who sells short opens one.
    if order.action == .cover { fields.append((77, "C")) }
    if order.action == .short { fields.append((77, "O")) }
    let body = fields.map { "\($0.tag)=\($0.value)\(separator)" }.joined()
    let text = "8=FIX.4.4\(separator)9=\(body.utf8.count)\(separator)" + body
    let sum = text.utf8.reduce(0) { ($0 + Int($1)) % 256 }
    let check = String(repeating: "0", count: 3 - String(sum).count) + String(sum)
    return Array((text + "10=\(check)\(separator)").utf8)
  }

  private static func side(of order: OrderLine) -> String {
    switch order.action {
    case .buy, .cover, .convert: "1"
    case .sell: "2"
    case .short: "5"
    }
  }

  /// `20251215-14:30:00`, in UTC.
  private static func time(_ moment: Instant) -> String {
    let text = moment.description.filter { $0 != "Z" }
    let parts = text.split(separator: "T")
    return (parts.first?.filter { $0 != "-" } ?? "") + "-" + (parts.last ?? "")
  }

  private static func refusal(of order: OrderLine) -> String? {
    if order.action == .convert {
      return "an order of FIX here is for an instrument: convert by hand first"
    }
    switch order.kind {
    case .stock, .fund, .leveragedFund, .inverseFund, .cashLike, .crypto: break
    case .future: return "FIX needs a future's contract month, which the portfolio file has not"
    case .bond: return "FIX needs a bond's number, which the portfolio file has not"
    case nil: return "its kind is not known"
    }
    if order.currency.description.utf8.count != 3 {
      return "`\(order.currency)` is no currency of three letters"
    }
    if !OrderText.isPlain(order.symbol) { return "its symbol can't stand in a message of FIX" }
    if !OrderText.isPlain(order.account) {
      return "the account `\(order.account)` can't stand in a message of FIX"
    }
    return nil
  }
}
