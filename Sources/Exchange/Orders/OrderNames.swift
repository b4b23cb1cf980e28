internal import Portfolio
internal import Quantities

/// Names for the orders of one file: the same orders of the same moment have the same names, others have
/// others. Who sends a file twice sends the same names twice, which a broker refuses.
struct OrderNames {
  private let batch: String

  init(_ orders: [OrderLine], at moment: Instant) {
    var digest = ContentDigest()
    digest.update(Array(moment.description.utf8))
    for order in orders {
      for part in [order.account, order.action.rawValue, order.symbol, order.quantity.description] {
        digest.update(Array(part.utf8) + [0])
      }
    }
    batch = String(digest.hexadecimal().prefix(20))
  }

  /// Letters, digits and `-`, at most 31 of them, for the order of `number`, from 1.
  func name(of number: Int) -> String { "\(batch)-\(number)" }
}
