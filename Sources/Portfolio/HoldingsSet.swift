public import Quantities

/// Holdings and the facts around them as they were brought in from outside, by name: what a reader
/// of some format makes, and what a portfolio file takes in.
///
/// A section that is nothing was not in the source: taking the set in leaves that part of a
/// portfolio file as it is. An empty section was there and holds nothing.
public struct HoldingsSet: Equatable, Sendable {
  public struct AccountRow: Hashable, Sendable {
    public var name: String
    public var baseCurrency: Currency
    public var kind: AccountKind
    /// The symbol of what the account is compared with, if any.
    public var benchmark: String?
    public var tags: [Tag]

    public init(
      name: String,
      baseCurrency: Currency,
      kind: AccountKind = .cash,
      benchmark: String? = nil,
      tags: [Tag] = []
    ) {
      self.name = name
      self.baseCurrency = baseCurrency
      self.kind = kind
      self.benchmark = benchmark
      self.tags = tags
    }
  }

  public struct TagRow: Hashable, Sendable {
    public var symbol: String
    public var tag: Tag

    public init(symbol: String, tag: Tag) {
      self.symbol = symbol
      self.tag = tag
    }
  }

  public struct PositionRow: Hashable, Sendable {
    public var account: String
    public var symbol: String
    /// Not zero; negative is short.
    public var quantity: Quantity

    public init(account: String, symbol: String, quantity: Quantity) {
      self.account = account
      self.symbol = symbol
      self.quantity = quantity
    }
  }

  public struct LotRow: Hashable, Sendable {
    public var account: String
    public var symbol: String
    public var opened: CalendarDate
    /// Not zero; the lots of a position sum to it.
    public var quantity: Quantity
    /// Per unit, in the instrument's currency.
    public var cost: Price

    public init(
      account: String,
      symbol: String,
      opened: CalendarDate,
      quantity: Quantity,
      cost: Price
    ) {
      self.account = account
      self.symbol = symbol
      self.opened = opened
      self.quantity = quantity
      self.cost = cost
    }
  }

  public struct CashRow: Hashable, Sendable {
    public var account: String
    public var money: Money

    public init(account: String, money: Money) {
      self.account = account
      self.money = money
    }
  }

  public struct PriceRow: Hashable, Sendable {
    public var symbol: String
    public var quote: Quote

    public init(symbol: String, quote: Quote) {
      self.symbol = symbol
      self.quote = quote
    }
  }

  public struct RateRow: Hashable, Sendable {
    /// Never the numeraire.
    public var currency: Currency
    public var quote: RateQuote

    public init(currency: Currency, quote: RateQuote) {
      self.currency = currency
      self.quote = quote
    }
  }

  /// The currency that every rate is quoted in; nothing when no rate says.
  public var numeraire: Currency?
  public var accounts: [AccountRow]?
  /// Their `tags` are empty here; `tags` holds them.
  public var instruments: [Instrument]?
  public var tags: [TagRow]?
  public var positions: [PositionRow]?
  public var lots: [LotRow]?
  public var cash: [CashRow]?
  public var prices: [PriceRow]?
  public var rates: [RateRow]?
  public var corporateActions: [CorporateAction]?
  public var calendar: [CalendarEvent]?

  public init() {}
}
