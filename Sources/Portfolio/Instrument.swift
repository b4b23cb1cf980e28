public import Quantities

/// What an instrument is; decides how it counts towards NAV, limits and hedges.
public enum InstrumentKind: String, CaseIterable, Sendable {
  case stock
  case fund
  /// A fund that promises a multiple above one of its underlying's daily return.
  case leveragedFund = "leveraged_fund"
  /// A fund that promises the opposite of its underlying's daily return, or a multiple of it.
  case inverseFund = "inverse_fund"
  /// Adds exposure, not NAV.
  case future
  case bond
  case crypto
  /// A money-market fund or a bill: counts as cash in limits unless it is named.
  case cashLike = "cash_like"
}

/// A value that an instrument carries in a dimension: `tag sector:technology`.
public struct Tag: Comparable, CustomStringConvertible, Hashable, Sendable {
  public let dimension: String
  public let value: String

  public init(dimension: String, value: String) {
    self.dimension = dimension
    self.value = value
  }

  public static func < (left: Tag, right: Tag) -> Bool {
    (left.dimension, left.value) < (right.dimension, right.value)
  }

  public var description: String { "\(dimension):\(value)" }
}

/// Something that can be held, with the facts that valuation and hedging need.
public struct Instrument: Hashable, Sendable {
  /// The name rulebooks use: `NVDA`, `BRK.B`, `0700.HK`. Unique in a portfolio file.
  public var symbol: String
  public var name: String
  public var kind: InstrumentKind
  public var currency: Currency
  /// Units of the underlying in one unit of the instrument: 50 for a future on an index; above 0.
  public var multiplier: Number
  /// Exposure per unit of value: −1 for a plain inverse fund, 2 for a doubly leveraged one.
  public var leverage: Number
  /// The symbol that a fund or future follows, if known.
  public var underlying: String?
  /// Sensitivity to the benchmark; of a leveraged or inverse fund, its underlying's. Nothing when
  /// not known: it is never taken for 1.
  public var beta: Number?
  /// The smallest tradable quantity; above 0.
  public var lot: Quantity
  /// Average daily volume in units, if known.
  public var averageDailyVolume: Quantity?
  public var tags: [Tag]

  public init(
    symbol: String,
    name: String = "",
    kind: InstrumentKind = .stock,
    currency: Currency,
    multiplier: Number = .one,
    leverage: Number = .one,
    underlying: String? = nil,
    beta: Number? = nil,
    lot: Quantity = Quantity(units: Quantity.scale),
    averageDailyVolume: Quantity? = nil,
    tags: [Tag] = []
  ) {
    self.symbol = symbol
    self.name = name
    self.kind = kind
    self.currency = currency
    self.multiplier = multiplier
    self.leverage = leverage
    self.underlying = underlying
    self.beta = beta
    self.lot = lot
    self.averageDailyVolume = averageDailyVolume
    self.tags = tags
  }
}
