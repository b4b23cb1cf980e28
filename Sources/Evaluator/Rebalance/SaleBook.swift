import Portfolio
import Quantities

/// Takes the proposal's sales and covers out of the lots, and says what each realises.
struct SaleBook {
  private let run: AccountRun
  private let method: LotMethod
  /// What the sales leave, once `gains` was asked for.
  private(set) var lots: LotBook

  init(
    run: AccountRun,
    lots: [HoldingsSet.LotRow],
    method: LotMethod
  ) throws(ArithmeticFailure) {
    self.run = run
    self.method = method
    self.lots = try LotBook(
      account: run.account,
      journal: run.journal,
      lots: lots,
      in: run.market,
      by: method
    )
  }

  mutating func gains(of proposal: AccountProposal) throws(ArithmeticFailure) -> RealisedGains {
    var gains = RealisedGains(method: method)
    for change in proposal.changes where change.action == .sell || change.action == .cover {
      guard let sale = try sale(change) else { continue }
      gains.sales.append(sale)
      if let gain = sale.gainInBase { gains.total = try gains.total.adding(gain) }
    }
    return gains
  }

  private mutating func sale(
    _ change: Change
  ) throws(ArithmeticFailure) -> RealisedGains.Sale? {
    guard let instrument = run.market.indexBySymbol[change.symbol],
      let line = run.line(of: instrument)
    else { return nil }
    let taken = try lots.take(change.quantity, of: instrument)
    let closing = try closing(change, line)
    let multiplier = run.market.instruments[instrument].multiplier.ratio
    var sale = RealisedGains.Sale(
      symbol: change.symbol,
      action: change.action,
      quantity: change.quantity,
      currency: change.currency,
      parts: [],
      unknown: taken.unknown,
      hasNoPrice: closing == nil
    )
    for part in taken.parts {
      let share = try part.quantity.ratio.divided(by: change.quantity.ratio)
      let now = try closing.map { (money) throws(ArithmeticFailure) in
        try money.multiplied(by: share)
      }
      let then = try part.cost.map { (cost) throws(ArithmeticFailure) in
        try cost.multiplied(by: part.quantity.ratio).multiplied(by: multiplier)
      }
      sale.parts.append(
        RealisedGains.Part(
          opened: part.opened,
          quantity: part.quantity,
          cost: change.action == .sell ? then : now,
          proceeds: change.action == .sell ? now : then,
          left: part.left
        )
      )
    }
    try addUp(&sale)
    return sale
  }

  /// What the order brings less its fee, or of a cover what it costs with its fee; nothing without a price.
  private func closing(_ change: Change, _ line: Int) throws(ArithmeticFailure) -> Ratio? {
    guard let own = run.lines[line].unit.ownValue else { return nil }
    let worth = try Amount(try change.quantity.ratio.multiplied(by: own), rounding: .halfEven)
    let fee = try CashWalk.amounts(run.basis, run.lines[line].terms, change.quantity).fee
    return change.action == .sell
      ? try worth.ratio.subtracting(fee.ratio) : try worth.ratio.adding(fee.ratio)
  }

  private func addUp(_ sale: inout RealisedGains.Sale) throws(ArithmeticFailure) {
    sale.cost = try sum(sale.parts.map(\.cost))
    sale.proceeds = try sum(sale.parts.map(\.proceeds))
    if let cost = sale.cost, let proceeds = sale.proceeds {
      let gain = try proceeds.subtracting(cost)
      sale.gain = gain
      if let rate = try run.exchange.rate(of: sale.currency) {
        sale.gainInBase = try gain.multiplied(by: rate.ratio)
      }
    }
    if !(try sale.quantityAtLoss().isZero) {
      sale.washUntil = WashSales.until(run.world.asOf.date)
    }
  }

  private func sum(_ parts: [Ratio?]) throws(ArithmeticFailure) -> Ratio? {
    if parts.isEmpty { return nil }
    var sum = Ratio.zero
    for part in parts {
      guard let part else { return nil }
      sum = try sum.adding(part)
    }
    return sum
  }
}
