public import Portfolio
public import Quantities

/// What the proposal's sales and covers would realise at its prices.
public struct RealisedGains: Sendable {
  /// Some units of a sale that were opened together.
  public struct Part: Sendable {
    /// Nothing for an average, and for what is on order.
    public var opened: CalendarDate?
    /// Above zero.
    public var quantity: Quantity
    /// What opening them cost, of a cover what covering them costs; with the fee where that is paid now.
    public var cost: Ratio?
    /// What selling them brings, of a cover what selling them short brought; less the fee where that is
    /// paid now.
    public var proceeds: Ratio?
    /// What is left of the lot.
    public var left: Quantity

    /// Proceeds less cost; nothing when either is not known.
    public var gain: Ratio? {
      guard let cost, let proceeds else { return nil }
      return try? proceeds.subtracting(cost)
    }
  }

  /// One order that takes something off, in the instrument's currency.
  public struct Sale: Sendable {
    public var symbol: String
    public var action: Change.Action
    public var quantity: Quantity
    public var currency: Currency
    /// Empty when nothing is known of lots.
    public var parts: [Part]
    /// Why some or all of the cost is not known.
    public var unknown: UnknownCost?
    /// Whether there is no price to sell at.
    public var hasNoPrice: Bool
    /// Sums over the parts; nothing when one is not known.
    public var cost: Ratio?
    public var proceeds: Ratio?
    public var gain: Ratio?
    /// At today's rate; nothing without one.
    public var gainInBase: Ratio?
    /// Of a sale with a loss: buying the instrument again up to this day makes it a wash sale.
    public var washUntil: CalendarDate?

    /// Units that are sold at a loss.
    public func quantityAtLoss() throws(ArithmeticFailure) -> Quantity {
      var sum = Quantity.zero
      for part in parts where part.gain?.isNegative == true { sum = try sum.adding(part.quantity) }
      return sum
    }

    /// Σ of the parts' losses, below zero; zero without any.
    public func loss() throws(ArithmeticFailure) -> Ratio {
      var sum = Ratio.zero
      for part in parts {
        if let gain = part.gain, gain.isNegative { sum = try sum.adding(gain) }
      }
      return sum
    }
  }

  public var method: LotMethod
  /// In order of execution.
  public var sales: [Sale]
  /// Σ over the sales of which it is known, in the base currency.
  public var total: Ratio

  /// Whether the total leaves something out.
  public var isIncomplete: Bool { sales.contains { $0.gainInBase == nil } }

  init(method: LotMethod, sales: [Sale] = [], total: Ratio = .zero) {
    self.method = method
    self.sales = sales
    self.total = total
  }
}
