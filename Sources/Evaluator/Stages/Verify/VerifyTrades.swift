import Portfolio
import Quantities
import RuleChecker

/// Promises that each order must keep by itself.
extension Verification {
  /// What any order must keep, a reduction as well.
  func fault(of trade: VerifiedTrade, _ book: VerifiedBook) throws(ArithmeticFailure) -> String? {
    if trade.quantity.units <= 0 { return "\(trade.symbol): a change of nothing" }
    if let fault = wrongSide(trade) { return fault }
    if let fault = try wrongFigures(trade, book) { return fault }
    let lot = Int128(lot(trade.instrument).units)
    if trade.after != 0 && trade.units % lot != 0 {
      return "\(trade.symbol): not a whole number of lots"
    }
    if let name = forbidding(trade, book) { return "\(trade.symbol): \(name) forbids it" }
    if trade.isOfHedge { return nil }
    return try pastTarget(trade, lot: lot)
  }

  /// What an order that adds must keep.
  func fault(
    ofIncrease trade: VerifiedTrade,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> String? {
    if trade.action == .short && !rulebook.settings.allowsShorting {
      return "\(trade.symbol): shorting is not allowed"
    }
    let unit = book.units[trade.slot]
    guard unit.value != nil else {
      return "\(trade.symbol): an increase without a price or rate"
    }
    if unit.isStale { return "\(trade.symbol): an increase at a stale price or rate" }
    if let name = guarding(trade, book) {
      return "\(trade.symbol): \(name) is undecided and guards it"
    }
    if trade.isOfHedge { return try pastHedge(trade, book) }
    return nil
  }

  /// The smallest quantity that can be traded.
  func lot(_ index: Int) -> Quantity {
    let instrument = market.instruments[index]
    let isWhole = instrument.lot == Quantity(units: Quantity.scale)
    guard rulebook.settings.allowsFractionalShares, isWhole else { return instrument.lot }
    switch instrument.kind {
    case .future, .bond, .crypto: return instrument.lot
    case .stock, .fund, .leveragedFund, .inverseFund, .cashLike: return Quantity(units: 1)
    }
  }

  private func wrongSide(_ trade: VerifiedTrade) -> String? {
    switch trade.action {
    case .sell where trade.before < 0 || trade.after < 0:
      "\(trade.symbol): sold more than is held"
    case .cover where trade.before > 0 || trade.after > 0:
      "\(trade.symbol): covered more than is short"
    case .buy where trade.before < 0: "\(trade.symbol): bought on a short holding"
    case .short where trade.before > 0: "\(trade.symbol): sold short on a long holding"
    default: nil
    }
  }

  /// Price and value as the market says; a value may differ in its last digit.
  private func wrongFigures(
    _ trade: VerifiedTrade,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> String? {
    if let price = trade.price, price != market.quotes[trade.instrument]?.price {
      return "\(trade.symbol): \(price) is not its price"
    }
    guard let value = trade.value else { return nil }
    let worth = try book.units[trade.slot].value(of: Int128(trade.quantity.units))
    guard let worth, abs(Int128(worth.units) - Int128(value.units)) <= 1 else {
      return "\(trade.symbol): \(value) is not its value"
    }
    return nil
  }

  /// An increase stops at its target; a reduction passes it by less than a lot.
  private func pastTarget(
    _ trade: VerifiedTrade,
    lot: Int128
  ) throws(ArithmeticFailure) -> String? {
    guard let bounds = premise.bounds[trade.instrument] else {
      return "\(trade.symbol): no rule asks for it"
    }
    let size = try Ratio(trade.before.magnitudeRatio, over: Int128(Quantity.scale))
    let left = try Ratio(trade.after.magnitudeRatio, over: Int128(Quantity.scale))
    var target = max(size, bounds.lower ?? size)
    if let upper = bounds.upper { target = min(target, upper) }
    if trade.isIncrease {
      return left > target ? "\(trade.symbol): past its target" : nil
    }
    let slack = try Ratio(lot, over: Int128(Quantity.scale))
    let isPast = try target.subtracting(left) >= slack
    return isPast ? "\(trade.symbol): a lot or more past its target" : nil
  }

  // MARK: Freezes, no-trade limits, and what is not known

  /// The name of a freeze in force or a no-trade limit that forbids the order.
  func forbidding(_ trade: VerifiedTrade, _ book: VerifiedBook) -> String? {
    let isBuy = trade.units > 0
    for decision in premise.decisions where decision.state == .fires {
      guard case .freeze(let freeze) = decision.rule.action,
        freeze.side == .both || (freeze.side == .buys) == isBuy
      else { continue }
      if binds(freeze.set, trade, decision.member, book) { return decision.rule.name }
    }
    for entry in world.limits {
      guard case .noTrade(let side, let set) = entry.limit.subject,
        side == .trade || (side == .buys) == isBuy, speaks(entry.limit.accounts)
      else { continue }
      if binds(set, trade, nil, book) { return entry.limit.name }
    }
    return nil
  }

  /// A hedge instrument is bound only by its own name or by `all`.
  private func binds(
    _ set: InstrumentSet,
    _ trade: VerifiedTrade,
    _ member: Int?,
    _ book: VerifiedBook
  ) -> Bool {
    let members = VerifiedSet(set, world, member: member, reachesAll: true) {
      book.isHeldBefore($0)
    }
    guard members.contains(trade.instrument) else { return false }
    return !trade.isOfHedge || members.names(trade.instrument) || members.isOfAll
  }

  /// The undecided rule or limit that withholds an increase.
  private func guarding(_ trade: VerifiedTrade, _ book: VerifiedBook) -> String? {
    for entry in premise.blocked {
      switch entry.code {
      case "undecided_rule", "undecided_exit":
        for decision in premise.decisions where key(decision) == entry.subject {
          if guards(decision, trade, book) { return entry.subject }
        }
      case "undecided_limit":
        let limit = rulebook.limits.first { $0.name == entry.subject }
        if limit?.isOfAccount == true { return entry.subject }
      default: continue
      }
    }
    return nil
  }

  private func guards(
    _ decision: VerificationPremise.Decision,
    _ trade: VerifiedTrade,
    _ book: VerifiedBook
  ) -> Bool {
    let set: InstrumentSet
    var reachesAll = false
    switch decision.rule.action {
    case .build(let build): set = build.target.set
    case .hold(let hold): set = hold.target.set
    case .trim(let trim): set = trim.target.set
    case .hedge(let hedge): set = hedge.set
    case .freeze(let freeze): (set, reachesAll) = (freeze.set, true)
    case .review: return false
    }
    // Whether a hedge instrument grows is the hedges' own matter, unless a freeze can't be decided.
    if trade.isOfHedge { return false }
    return VerifiedSet(set, world, member: decision.member, reachesAll: reachesAll) {
      book.isHeldBefore($0)
    }.contains(trade.instrument)
  }

  /// `rule`, or `rule[SYMBOL]`.
  func key(_ decision: VerificationPremise.Decision) -> String {
    guard let member = decision.member else { return decision.rule.name }
    return "\(decision.rule.name)[\(market.instruments[member].symbol)]"
  }
}

extension Limit {
  /// Whether its subject is the whole account.
  fileprivate var isOfAccount: Bool {
    guard case .bound(let measure, _, _) = subject else { return false }
    switch measure {
    case .gross, .net, .beta, .cash, .turnover: return true
    case .weightOfEachInstrument, .weightOfEachValue, .weightOfSet, .tradeOfEachInstrument:
      return false
    }
  }
}

extension Int128 {
  fileprivate var magnitudeRatio: Int128 { self < 0 ? -self : self }
}
