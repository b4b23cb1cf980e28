import Portfolio
public import Quantities
import RuleChecker
import RuleSyntax

/// What a person asks of one run beside the rulebook: to trade on one side only, or to put new money to
/// work.
///
/// Each is what the rulebook itself could say. `buyOnly` is the limit `no sells of all`, `sellOnly` is
/// `no buys of all`, and money that comes in is cash, with `no sells of all`. So every stage, the check of
/// the result and every reason code treat it as they treat a limit, under the name `limitName`.
public enum TradingTerms: Hashable, Sendable {
  case unrestricted
  /// Nothing is sold or sold short; covering is buying.
  case buyOnly
  /// Nothing is bought or covered; selling short is selling.
  case sellOnly
  /// So much, above zero, in the account's base currency, counts as cash now, and nothing is sold.
  case investing(Amount)

  /// What stands as the reason of a hold: no rulebook can have a limit of this name.
  public var limitName: String? {
    switch self {
    case .unrestricted: nil
    case .buyOnly: "buy-only"
    case .sellOnly: "sell-only"
    case .investing: "invest"
    }
  }

  /// What comes in.
  public var investment: Amount? {
    if case .investing(let amount) = self { amount } else { nil }
  }
}

extension TradingTerms {
  /// The terms that a saved proposal names; nothing when they do not go together.
  public init?(limitName: String?, investment: Amount?) {
    switch (limitName, investment) {
    case (nil, nil): self = .unrestricted
    case ("buy-only", nil): self = .buyOnly
    case ("sell-only", nil): self = .sellOnly
    case ("invest", let amount?) where amount.units > 0: self = .investing(amount)
    default: return nil
    }
  }

  /// The limit that the terms are.
  var limit: Limit? {
    guard let limitName else { return nil }
    // In no file: a message that names the limit has no place to point at.
    let nowhere = Span(file: -1, start: 0, end: 0)
    return Limit(
      name: limitName,
      subject: .noTrade(self == .sellOnly ? .buys : .sells, InstrumentSet(.all, span: nowhere)),
      span: nowhere
    )
  }

  /// What tells one run's terms from another's; nothing for none.
  var digested: String? {
    limitName.map { name in investment.map { "\(name) \($0)" } ?? name }
  }
}

extension Account {
  /// The account with the money that comes in.
  func paidIn(_ terms: TradingTerms) throws(ArithmeticFailure) -> Account {
    guard let amount = terms.investment else { return self }
    var account = self
    if let index = cash.firstIndex(where: { $0.currency == baseCurrency }) {
      account.cash[index] = Money(try cash[index].amount.adding(amount), baseCurrency)
    } else {
      account.cash.append(Money(amount, baseCurrency))
      account.cash.sort { $0.currency < $1.currency }
    }
    return account
  }
}
