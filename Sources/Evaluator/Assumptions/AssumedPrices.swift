import Portfolio
public import Quantities
public import RuleChecker

/// Why an assumption can't be made of this portfolio file.
public struct AssumptionFault: Sendable {
  public enum Cause: Sendable {
    /// The file has no such instrument.
    case unknownInstrument(String)
    /// The instrument's price is in another currency.
    case otherCurrency(Currency)
    /// No rule reads the fact.
    case unread
  }

  public var assumption: Assumption
  /// As `AssumedFact` spells it.
  public var text: String
  public var cause: Cause
  /// What could have been meant: symbols, or facts that rules read; ascending.
  public var alternatives: [String]
}

extension Market {
  /// The market with the prices of `assumptions`, made at `moment`. Those that it can't take are left
  /// out.
  func assuming(_ assumptions: [Assumption], at moment: Instant) -> Market {
    var prices: [String: Quote] = [:]
    for assumption in assumptions {
      guard case .price(let symbol, let money) = assumption.claim,
        let index = indexBySymbol[symbol], instruments[index].currency == money.currency,
        let price = try? Price(money.amount.ratio, rounding: .halfEven)
      else { continue }
      prices[symbol] = Quote(price: price, at: moment, available: moment)
    }
    return replacing(quotes: prices)
  }
}
