import Portfolio
import Quantities
import RuleChecker

/// One currency into another, at the file's rates.
struct Conversion: Sendable {
  let bought: Money
  let sold: Money
  let evidence: ConversionEvidence
}

/// Cash through a list of trades in order of execution: sells and covers, shorts, conversions, buys.
struct CashWalk {
  private let basis: AccountRun.Basis
  /// In ascending order of currency; a list, as an account has few.
  private(set) var balances: [Money]
  private(set) var fees = Ratio.zero
  private(set) var conversions: [Conversion] = []

  init(run: AccountRun) {
    basis = run.basis
    balances = run.cash
  }

  /// Nothing where neither cash nor a trade is in the currency.
  func balance(of currency: Currency) -> Amount? {
    balances.first { $0.currency == currency }?.amount
  }

  private mutating func set(_ amount: Amount, _ currency: Currency) {
    let place = balances.firstIndex { $0.currency >= currency } ?? balances.endIndex
    if place < balances.endIndex, balances[place].currency == currency {
      balances[place] = Money(amount, currency)
    } else {
      balances.insert(Money(amount, currency), at: place)
    }
  }

  /// Books a trade of `quantity` (signed) of a line with its fee. A future moves no cash but its fee.
  mutating func book(_ line: Line.Terms, _ quantity: Quantity) throws(ArithmeticFailure) {
    let (amount, fee) = try Self.amounts(basis, line, quantity)
    let currency = line.listed.currency
    set(try (balance(of: currency) ?? .zero).subtracting(amount).subtracting(fee), currency)
    if currency == basis.account.baseCurrency {
      fees = try fees.adding(fee.ratio)
    } else if let rate = try basis.view.exchange.rate(of: currency) {
      fees = try fees.adding(try fee.ratio.multiplied(by: rate.ratio))
    }
  }

  /// What a trade spends (negative: brings in) and its fee, in the instrument's currency.
  static func amounts(
    _ basis: AccountRun.Basis,
    _ line: Line.Terms,
    _ quantity: Quantity
  ) throws(ArithmeticFailure) -> (amount: Amount, fee: Amount) {
    let notional = try quantity.ratio.multiplied(by: line.unit.ownValue ?? .zero)
    let amount = line.unit.isFuture ? .zero : try Amount(notional, rounding: .halfEven)
    guard let costs = basis.world.rulebook.settings.costs, !quantity.isZero else {
      return (amount, .zero)
    }
    var fee = try notional.absolute().multiplied(by: costs.share.ratio)
    let currency = line.listed.currency
    if let perOrder = try basis.view.exchange.convert(costs.perOrder, to: currency) {
      fee = try fee.adding(perOrder)
    }
    return (amount, try Amount(fee, rounding: .halfEven))
  }

  /// Fills every currency that is below zero from the base currency, then from others in alphabetical
  /// order. False when there is not enough.
  mutating func fillUp() throws(ArithmeticFailure) -> Bool {
    let base = basis.account.baseCurrency
    for short in balances.map({ $0.currency }) {
      guard var missing = try balance(of: short)?.negated(), missing.units > 0 else { continue }
      let sources = [base] + balances.map { $0.currency }.filter { $0 != base }
      for source in sources where source != short && missing.units > 0 {
        missing = try draw(missing, of: short, from: source)
      }
      if missing.units > 0 { return false }
    }
    return true
  }

  /// Converts up to `missing` of `currency` out of what is left of `source`; gives what is missing still.
  private mutating func draw(
    _ missing: Amount,
    of currency: Currency,
    from source: Currency
  ) throws(ArithmeticFailure) -> Amount {
    guard
      let available = balance(of: source), available.units > 0,
      let to = try basis.view.exchange.rate(of: currency),
      let from = try basis.view.exchange.rate(of: source)
    else { return missing }
    let price = try to.ratio.divided(by: from.ratio)
    var bought = missing
    var sold = try Amount(try missing.ratio.multiplied(by: price), rounding: .awayFromZero)
    if sold > available {
      sold = available
      bought = try Amount(try available.ratio.divided(by: price), rounding: .towardZero)
    }
    guard bought.units > 0 else { return missing }
    set(try available.subtracting(sold), source)
    set(try (balance(of: currency) ?? .zero).adding(bought), currency)
    conversions.append(
      Conversion(
        bought: Money(bought, currency),
        sold: Money(sold, source),
        evidence: ConversionEvidence(short: missing, available: available, rate: price)
      )
    )
    return try missing.subtracting(bought)
  }

  /// Whether total cash is under `floor`, or in a cash account any currency below zero.
  func isOverdrawn(under floor: Ratio) throws(ArithmeticFailure) -> Bool {
    if basis.account.kind == .cash, balances.contains(where: { $0.amount.isNegative }) {
      return true
    }
    guard let total = try total() else { return false }
    return total.ratio < floor
  }

  /// Σ round4(balance · FX).
  func total() throws(ArithmeticFailure) -> Amount? {
    try basis.view.exchange.total(of: balances)
  }
}

extension AccountRun {
  /// The least that total cash may be: the largest of −borrow·N and the bounds of cash limits.
  func cashFloor() throws(ArithmeticFailure) -> (amount: Ratio, limit: String?) {
    if let leastCash { return leastCash }
    return try cashFloor(under: limits)
  }

  func cashFloor(
    under limits: [LimitCheck]
  ) throws(ArithmeticFailure) -> (amount: Ratio, limit: String?) {
    guard let nav else { return (.zero, nil) }
    var floor = try nav.ratio.multiplied(by: settings.borrow.ratio).negated()
    var name: String?
    for check in limits where !check.isAdvisory && check.side == .atLeast {
      guard case .cash = check.figure else { continue }
      let bound = try check.bound.multiplied(by: nav.ratio)
      if bound > floor { (floor, name) = (bound, check.name) }
    }
    return (floor, name)
  }
}
