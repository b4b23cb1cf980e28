/// What a format of holdings can tell. Each format declares its own; `docs/formats.md` has the table.
public enum HoldingsField: String, CaseIterable, Sendable {
  /// How much of what is held in which account.
  case quantity
  /// Balances of money.
  case cash
  /// What an instrument is called in words.
  case name
  /// Whether an instrument is a stock, a fund, a bond, …
  case kind
  /// How many units of what it follows a future is.
  case multiplier
  /// Whether an account may borrow.
  case margin
  /// When parts of a holding were bought, and at what cost.
  case lots
  /// A price of each holding.
  case price
  /// Prices of other days.
  case priceHistory = "price history"
  /// Rates between currencies.
  case rates
  /// Splits.
  case splits
  /// Sectors, regions and the like.
  case tags
}
