import Portfolio
public import Quantities

/// A loss that may not count, since the same instrument was bought within 30 days of its sale, or will be.
public struct WashSale: Sendable {
  public var symbol: String
  /// Units that are sold at a loss.
  public var quantity: Quantity
  /// What they lose, below zero, in `currency`.
  public var loss: Ratio
  public var currency: Currency
  /// What replaces them: own lots first, then open orders, then other accounts by name.
  public var replacements: [Purchase]
  /// Units of the loss that are replaced: at most `quantity`.
  public var replaced: Quantity
  /// Buying it again up to this day replaces what is left.
  public var until: CalendarDate
}

/// Finds losses of a proposal that are replaced.
struct WashSales {
  /// On both sides of the sale.
  private static let days: Int32 = 30

  let run: AccountRun
  let proposal: AccountProposal
  /// After the sales.
  let book: SaleBook
  /// Of other accounts.
  let others: [Purchase]

  static func until(_ date: CalendarDate) -> CalendarDate {
    CalendarDate(daysSinceEpoch: date.daysSinceEpoch &+ days)
  }

  /// Whether a purchase of `opened` falls into the window around a sale of `date`.
  static func isNear(_ opened: CalendarDate, _ date: CalendarDate) -> Bool {
    abs(Int64(opened.daysSinceEpoch) - Int64(date.daysSinceEpoch)) <= Int64(days)
  }

  func found(in gains: RealisedGains) throws(ArithmeticFailure) -> [WashSale] {
    let date = run.world.asOf.date
    let own = try book.lots.purchases(of: run.account, run.journal, in: run.market, on: date)
    var found: [WashSale] = []
    for sale in gains.sales {
      let quantity = try sale.quantityAtLoss()
      if quantity.isZero { continue }
      let replacements = (own + others.filter { $0.account != proposal.account }).filter {
        $0.symbol == sale.symbol && $0.isShort == (sale.action == .cover)
      }
      if replacements.isEmpty { continue }
      var sum = Quantity.zero
      for replacement in replacements { sum = try sum.adding(replacement.quantity) }
      found.append(
        WashSale(
          symbol: sale.symbol,
          quantity: quantity,
          loss: try sale.loss(),
          currency: sale.currency,
          replacements: replacements,
          replaced: min(quantity, sum),
          until: Self.until(date)
        )
      )
    }
    return found.sorted { $0.symbol < $1.symbol }
  }
}
