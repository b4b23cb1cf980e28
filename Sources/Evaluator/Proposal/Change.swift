public import Quantities

/// One order to place.
public struct Change: Sendable {
  public enum Action: String, Sendable {
    case buy, sell, short, cover
    /// Money of one currency into another.
    case convert
  }

  /// The instrument's symbol; of a conversion, the currency bought.
  public var symbol: String
  public var action: Action
  /// Above zero. Of a conversion, units of the currency bought.
  public var quantity: Quantity
  /// In `currency`; of a conversion, the rate. Nothing when no price is known (a close of an
  /// unpriced holding).
  public var price: Price?
  /// The instrument's currency; of a conversion, the currency sold.
  public var currency: Currency
  /// In the account's base currency, unsigned; nothing without a price.
  public var value: Amount?
  /// What is paid or comes in, in `currency`, as it is booked: unsigned, without the fee, 0 of a future;
  /// of a conversion what is sold. Nothing without a price.
  public var amount: Amount?
  /// In `currency`, as it is booked.
  public var fee: Amount
  /// Signed exposure ÷ NAV; nothing when NAV is unknown.
  public var weightBefore: Ratio?
  public var weightAfter: Ratio?
  /// Names of the rules that ask for it, ascending.
  public var rules: [String]
  /// `rule.step` of a build's steps it serves, in the order of the steps.
  public var steps: [String]
  /// Ids of the facts that those rules read, ascending.
  public var facts: [String]
  /// What made it smaller than asked, in the order applied.
  public var cuts: [Cut]
  /// Symbols of changes that must be executed before it, ascending: the sales that fund a buy.
  public var dependsOn: [String]
  /// Symbols, ascending, of what other rules took off or held back, without which cash, turnover or a
  /// limit would have cut it further.
  public var freedBy: [String]
  /// What its quantity was computed from; nothing in a list that no run made.
  public var evidence: Evidence?

  public init(
    symbol: String,
    action: Action,
    quantity: Quantity,
    price: Price?,
    currency: Currency,
    value: Amount?,
    amount: Amount? = nil,
    fee: Amount = .zero,
    weightBefore: Ratio? = nil,
    weightAfter: Ratio? = nil,
    rules: [String] = [],
    steps: [String] = [],
    facts: [String] = [],
    cuts: [Cut] = [],
    dependsOn: [String] = [],
    freedBy: [String] = [],
    evidence: Evidence? = nil
  ) {
    self.symbol = symbol
    self.action = action
    self.quantity = quantity
    self.price = price
    self.currency = currency
    self.value = value
    self.amount = amount
    self.fee = fee
    self.weightBefore = weightBefore
    self.weightAfter = weightAfter
    self.rules = rules
    self.steps = steps
    self.facts = facts
    self.cuts = cuts
    self.dependsOn = dependsOn
    self.freedBy = freedBy
    self.evidence = evidence
  }
}

/// A limit, or cash, that made an increase smaller.
public struct Cut: Sendable {
  /// The limit's name, or `cash`, `opposite_side`, `basket`.
  public var by: String
  /// The increase before and after, unrounded.
  public var from: Ratio
  public var to: Ratio
  /// The factor that was applied; nothing for an upper bound on one instrument.
  public var factor: Ratio?

  public init(by: String, from: Ratio, to: Ratio, factor: Ratio?) {
    self.by = by
    self.from = from
    self.to = to
    self.factor = factor
  }
}
