public import Portfolio
public import Quantities

/// One account's holdings at a moment, valued: what `tranche portfolio show` shows.
///
/// Every amount is in the account's base currency unless it is `Money`. Nothing stands for what is
/// not known.
public struct PortfolioOverview: Sendable {
  /// One holding.
  public struct Holding: Sendable {
    public var symbol: String
    public var name: String
    public var kind: InstrumentKind
    /// Negative is short.
    public var quantity: Quantity
    /// Of one unit, in `currency`.
    public var price: Price?
    public var currency: Currency
    /// Whether the price is older than the rules allow.
    public var isStale: Bool
    /// What it adds to NAV, signed.
    public var value: Amount?
    /// Signed exposure ÷ NAV.
    public var weight: Ratio?

    public init(
      symbol: String,
      name: String,
      kind: InstrumentKind,
      quantity: Quantity,
      price: Price?,
      currency: Currency,
      isStale: Bool,
      value: Amount?,
      weight: Ratio?
    ) {
      self.symbol = symbol
      self.name = name
      self.kind = kind
      self.quantity = quantity
      self.price = price
      self.currency = currency
      self.isStale = isStale
      self.value = value
      self.weight = weight
    }
  }

  /// The exposure of the holdings that share a kind or a tag.
  public struct Exposure: Sendable {
    /// `stock`, `technology`, `untagged`.
    public var name: String
    /// Σ|exposure| ÷ NAV, as limits count it.
    public var gross: Ratio?
    /// Σ exposure ÷ NAV, signed.
    public var net: Ratio?

    public init(name: String, gross: Ratio?, net: Ratio?) {
      self.name = name
      self.gross = gross
      self.net = net
    }
  }

  /// All exposure, split one way.
  public struct Breakdown: Sendable {
    /// `kind`, or a dimension: `sector`.
    public var dimension: String
    /// In the order to show.
    public var parts: [Exposure]

    public init(dimension: String, parts: [Exposure]) {
      self.dimension = dimension
      self.parts = parts
    }
  }

  /// Cash in one currency.
  public struct Cash: Sendable {
    public var money: Money
    /// In the base currency; nothing without a rate.
    public var value: Amount?

    public init(money: Money, value: Amount?) {
      self.money = money
      self.value = value
    }
  }

  public var account: String
  public var baseCurrency: Currency
  public var asOf: Instant
  public var nav: Amount?
  /// Whether a stale price went into NAV.
  public var navIsEstimated: Bool
  /// Σ|exposure| ÷ NAV and Σ exposure ÷ NAV.
  public var gross: Ratio?
  public var net: Ratio?
  /// In ascending order of symbol.
  public var holdings: [Holding]
  /// By kind first, then by each dimension in ascending order.
  public var breakdowns: [Breakdown]
  /// In ascending order of currency.
  public var cash: [Cash]
  public var concentration: Concentration?
  /// What a reader must know: prices that are missing or stale.
  public var notices: [String]

  public init(account: String, baseCurrency: Currency, asOf: Instant) {
    self.account = account
    self.baseCurrency = baseCurrency
    self.asOf = asOf
    nav = nil
    navIsEstimated = false
    gross = nil
    net = nil
    holdings = []
    breakdowns = []
    cash = []
    concentration = nil
    notices = []
  }
}
