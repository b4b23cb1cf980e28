public import Quantities

/// A trade of one instrument as it is sent, with the rules that its fills are credited to.
public struct Order: Equatable, Sendable {
  /// One rule's, or one step's, part in an order.
  public struct Credit: Hashable, Sendable {
    /// `rule`, or `rule[SYMBOL]`.
    public var rule: String
    /// Nothing for a rule without steps.
    public var step: String?
    /// Of an increase: what the rule or step still misses, after the basket's factor. Of a reduction:
    /// the most that may come off what the rule has put on. Nothing: all of the order.
    public var missing: Quantity?
    /// Hedges with one instrument add up, so a fill is shared out among them. Builds overlap: each
    /// is credited with the same fill, up to what it misses.
    public var isHedge: Bool

    public init(
      rule: String,
      step: String? = nil,
      missing: Quantity? = nil,
      isHedge: Bool = false
    ) {
      self.rule = rule
      self.step = step
      self.missing = missing
      self.isHedge = isHedge
    }
  }

  /// Its place in the market's list.
  public var instrument: Int
  /// Signed: above zero buys or covers, below zero sells or shorts; never zero.
  public var quantity: Quantity
  /// Whether it adds to the position rather than takes off.
  public var isIncrease: Bool
  /// Of one unit; nothing for a close of what has no price.
  public var price: Price?
  /// Money that one unit moves, in `currency`: price × multiplier, and zero for a future.
  public var unitCash: Ratio
  /// The instrument's.
  public var currency: Currency
  /// Of the whole order, unsigned, in the account's base currency; nothing without a price.
  public var value: Amount?
  /// The smallest tradable quantity.
  public var lot: Quantity
  /// Below this quantity nothing counts as missing: one lot, or the minimum trade if that is more.
  public var tolerance: Quantity
  /// In `currency`: of the order as a whole, and for each unit traded.
  public var feePerOrder: Ratio
  public var feePerUnit: Ratio
  /// By rule; the steps of one rule in their order.
  public var credits: [Credit]

  public init(
    instrument: Int,
    quantity: Quantity,
    isIncrease: Bool,
    price: Price?,
    unitCash: Ratio = .zero,
    currency: Currency,
    value: Amount?,
    lot: Quantity,
    tolerance: Quantity? = nil,
    feePerOrder: Ratio = .zero,
    feePerUnit: Ratio = .zero,
    credits: [Credit] = []
  ) {
    self.instrument = instrument
    self.quantity = quantity
    self.isIncrease = isIncrease
    self.price = price
    self.unitCash = unitCash
    self.currency = currency
    self.value = value
    self.lot = lot
    self.tolerance = tolerance ?? lot
    self.feePerOrder = feePerOrder
    self.feePerUnit = feePerUnit
    self.credits = credits
  }
}

extension Order {
  /// How the first `size` units of the order are credited, credit by credit; unsigned.
  func allotment(of size: Quantity) throws(ArithmeticFailure) -> [Quantity] {
    var left: [String: Quantity] = [:]
    var parts: [Quantity] = []
    for credit in credits {
      // All hedges draw on one fill; every other rule is credited with the whole of it.
      let purse = credit.isHedge ? "" : credit.rule
      let rest = left[purse] ?? size
      let part = min(rest, credit.missing ?? rest)
      left[purse] = try rest.subtracting(part)
      parts.append(part)
    }
    return parts
  }

  /// Its quantity, unsigned.
  func size() throws(ArithmeticFailure) -> Quantity {
    quantity.isNegative ? try quantity.negated() : quantity
  }

  /// The side of the position that it adds to or takes from.
  var side: PutOn.Side { isIncrease == quantity.isNegative ? .short : .long }
}
