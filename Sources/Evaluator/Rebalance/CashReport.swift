import Portfolio
public import Quantities

/// Cash in order of execution: what each order takes or brings, its fee, and what is left after it.
public struct CashReport: Sendable {
  /// What one order does to one currency.
  public struct Movement: Sendable {
    public var currency: Currency
    /// Without the fee; below zero is paid. A future moves none.
    public var amount: Amount
    /// Zero or more, in the same currency.
    public var fee: Amount
    /// After both.
    public var balance: Amount
  }

  public struct Step: Sendable {
    public var action: Change.Action
    public var symbol: String
    public var quantity: Quantity
    /// One; of a conversion what is sold, then what is bought.
    public var movements: [Movement]
    /// Total cash after it, in the base currency; nothing when a rate is missing.
    public var total: Amount?
  }

  /// The least that a balance came to.
  public struct Lowest: Sendable {
    public var amount: Amount
    /// The index of the step after which it is so low; nothing for the opening.
    public var step: Int?
  }

  /// What an account begins with, by currency, ascending; with what is on order paid, and with money that
  /// comes in.
  public var opening: [Money]
  /// In the base currency.
  public var openingTotal: Amount?
  public var steps: [Step]
  /// In ascending order of currency.
  public var closing: [Money]
  public var closingTotal: Amount?
  /// Of total cash; nothing when a rate is missing.
  public var lowest: Lowest?
  /// What total cash may not go under, in the base currency: the tightest cash limit, or what may be
  /// borrowed.
  public var floor: Ratio
  /// The limit that sets the floor; nothing for the settings of the rulebook.
  public var floorLimit: String?
  /// Whether no currency may go under zero.
  public var isCashAccount: Bool

  /// The least balance of one currency.
  public func lowest(of currency: Currency) -> Lowest {
    var found = Lowest(
      amount: opening.first { $0.currency == currency }?.amount ?? .zero,
      step: nil
    )
    for (index, step) in steps.enumerated() {
      for movement in step.movements where movement.currency == currency {
        if movement.balance < found.amount {
          found = Lowest(amount: movement.balance, step: index)
        }
      }
    }
    return found
  }

  /// Every currency with a balance or a movement, ascending.
  public var currencies: [Currency] {
    let moved = steps.flatMap { $0.movements.map(\.currency) }
    return Set(opening.map(\.currency) + moved).sorted()
  }
}

extension CashReport {
  init(run: AccountRun, proposal: AccountProposal) throws(ArithmeticFailure) {
    opening = run.cash
    openingTotal = run.cashTotal
    isCashAccount = run.account.kind == .cash
    (floor, floorLimit) = try run.cashFloor()
    steps = []
    var book = CashBook(run: run)
    for change in proposal.changes {
      let movements = try book.movements(of: change)
      steps.append(
        Step(
          action: change.action,
          symbol: change.symbol,
          quantity: change.quantity,
          movements: movements,
          total: try book.total()
        )
      )
    }
    closing = book.money
    closingTotal = try book.total()
    guard let openingTotal else { return }
    var lowest = Lowest(amount: openingTotal, step: nil)
    for (index, step) in steps.enumerated() {
      guard let total = step.total else { return }
      if total < lowest.amount { lowest = Lowest(amount: total, step: index) }
    }
    self.lowest = lowest
  }
}

/// Balances while orders are booked one after the other.
private struct CashBook {
  private let run: AccountRun
  private var balances: [Currency: Amount] = [:]
  private var conversions: [Conversion]

  init(run: AccountRun) {
    self.run = run
    for money in run.cash { balances[money.currency] = money.amount }
    conversions = run.feasible?.conversions ?? []
  }

  var money: [Money] {
    balances.map { Money($0.value, $0.key) }.sorted { $0.currency < $1.currency }
  }

  func total() throws(ArithmeticFailure) -> Amount? { try run.exchange.total(of: money) }

  mutating func movements(of change: Change) throws(ArithmeticFailure) -> [CashReport.Movement] {
    if change.action == .convert { return try conversion(change) }
    guard let instrument = run.market.indexBySymbol[change.symbol],
      let line = run.line(of: instrument)
    else { return [] }
    let isIn = change.action == .buy || change.action == .cover
    let quantity = isIn ? change.quantity : try change.quantity.negated()
    let (spent, fee) = try CashWalk.amounts(run.basis, run.lines[line].terms, quantity)
    return [try book(Money(try spent.negated(), change.currency), fee: fee)]
  }

  /// As the stages made it: a change shows the rate, not what was paid to the last digit.
  private mutating func conversion(
    _ change: Change
  ) throws(ArithmeticFailure) -> [CashReport.Movement] {
    let index = conversions.firstIndex {
      $0.sold.currency == change.currency && $0.bought.currency.description == change.symbol
    }
    guard let index else { return [] }
    let conversion = conversions.remove(at: index)
    let sold = Money(try conversion.sold.amount.negated(), conversion.sold.currency)
    return [try book(sold, fee: .zero), try book(conversion.bought, fee: .zero)]
  }

  private mutating func book(
    _ money: Money,
    fee: Amount
  ) throws(ArithmeticFailure) -> CashReport.Movement {
    let balance = try (balances[money.currency] ?? .zero).adding(money.amount).subtracting(fee)
    balances[money.currency] = balance
    return CashReport.Movement(
      currency: money.currency,
      amount: money.amount,
      fee: fee,
      balance: balance
    )
  }
}
