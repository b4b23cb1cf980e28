import Portfolio
import Quantities
import RuleChecker

/// Stage 8: recomputes the account from nothing but the market, the account and the change list, and says
/// which promises the list breaks. It shares no stage code, so a mistake there is caught here.
struct Verification {
  let market: Market
  let rulebook: CheckedRulebook
  let account: Account
  let journal: Journal
  let asOf: Instant
  let proposal: AccountProposal

  init(run: AccountRun, proposal: AccountProposal) {
    market = run.world.market
    rulebook = run.world.rulebook
    account = run.account
    journal = run.journal
    asOf = run.world.asOf
    self.proposal = proposal
  }

  /// Broken promises in words; empty for a good list.
  func brokenPromises() -> [String] {
    do throws(ArithmeticFailure) {
      return try check()
    } catch {
      return ["an amount is out of range"]
    }
  }

  private func check() throws(ArithmeticFailure) -> [String] {
    var broken: [String] = []
    let before = holdings()
    var reduced = before
    var after = before
    for change in proposal.changes where change.action != .convert {
      guard let index = market.indexBySymbol[change.symbol] else {
        broken.append("\(change.symbol) is not an instrument")
        continue
      }
      let held = after[index] ?? 0
      let size = Int128(change.quantity.units)
      let signed = change.action == .buy || change.action == .cover ? size : -size
      if let fault = fault(of: change, index, held: held, by: signed) { broken.append(fault) }
      after[index] = held + signed
      if !change.isIncrease || isHedge(index) { reduced[index] = (reduced[index] ?? 0) + signed }
    }
    guard proposal.changes.contains(where: { $0.action == .convert || $0.isIncrease }) else {
      return broken
    }
    guard let nav = try netAssetValue(before), nav.units > 0 else {
      return broken + ["an increase without a net asset value"]
    }
    broken += try brokenCash(nav)
    for limit in rulebook.limits where limit.force != .advisory && speaks(limit) {
      broken += try brokenLimit(limit, nav, before: before, reduced: reduced, after: after)
    }
    return broken
  }

  // MARK: One change

  private func fault(of change: Change, _ index: Int, held: Int128, by signed: Int128) -> String? {
    let after = held + signed
    if change.quantity.units <= 0 { return "\(change.symbol): a change of nothing" }
    switch change.action {
    case .sell where held < 0 || after < 0: return "\(change.symbol): sold more than is held"
    case .cover where held > 0 || after > 0: return "\(change.symbol): covered more than is short"
    case .buy where held < 0: return "\(change.symbol): bought on a short holding"
    case .short where held > 0: return "\(change.symbol): sold short on a long holding"
    default: break
    }
    let instrument = market.instruments[index]
    let lot = Int128(
      instrument.tradableLot(isFractional: rulebook.settings.allowsFractionalShares).units
    )
    if after != 0 && signed % lot != 0 { return "\(change.symbol): not a whole number of lots" }
    guard change.isIncrease else { return nil }
    if change.action == .short && !rulebook.settings.allowsShorting {
      return "\(change.symbol): shorting is not allowed"
    }
    guard let quote = market.quotes[index] else {
      return "\(change.symbol): bought without a price"
    }
    if quote.at < asOf.subtracting(rulebook.settings.pricesNoOlderThan) {
      return "\(change.symbol): bought at a stale price"
    }
    return nil
  }

  private func isHedge(_ index: Int) -> Bool {
    rulebook.rules.contains { rule in
      if case .hedge(let hedge) = rule.action {
        hedge.instrument == market.instruments[index].symbol
      } else {
        false
      }
    }
  }

  private func speaks(_ limit: Limit) -> Bool {
    limit.accounts.map { tag in
      account.tags.contains { $0.dimension == tag.dimension && $0.value == tag.value }
    } ?? true
  }

  // MARK: Values

  private func holdings() -> [Int: Int128] {
    var held: [Int: Int128] = [:]
    for position in account.positions {
      held[position.instrument, default: 0] += Int128(position.quantity.units)
    }
    for (index, quantity) in journal.pending { held[index, default: 0] += Int128(quantity.units) }
    return held
  }

  /// Base currency for one of `currency`.
  private func rate(_ currency: Currency) throws(ArithmeticFailure) -> Ratio? {
    if currency == account.baseCurrency { return .one }
    let one = currency == market.numeraire ? Number.one : market.rates[currency]?.rate
    let two =
      account.baseCurrency == market.numeraire
      ? Number.one : market.rates[account.baseCurrency]?.rate
    guard let one, let two, two.units > 0 else { return nil }
    return try Ratio(Int128(one.units), over: Int128(two.units))
  }

  /// Rounded to 4 decimals in the base currency; `leverage` gives exposure instead of value.
  private func worth(
    _ units: Int128,
    of index: Int,
    leveraged: Bool
  ) throws(ArithmeticFailure) -> Amount? {
    if units == 0 { return .zero }
    let instrument = market.instruments[index]
    guard let quote = market.quotes[index], let rate = try rate(instrument.currency) else {
      return nil
    }
    var factor = try quote.price.ratio.multiplied(by: instrument.multiplier.ratio)
      .multiplied(by: rate)
    if leveraged { factor = try factor.multiplied(by: instrument.leverage.ratio) }
    let quantity = try Ratio(units, over: Int128(Quantity.scale))
    return try Amount(try quantity.multiplied(by: factor), rounding: .halfEven)
  }

  private func netAssetValue(_ held: [Int: Int128]) throws(ArithmeticFailure) -> Amount? {
    var total = Amount.zero
    for (index, units) in held where market.instruments[index].kind != .future {
      guard let value = try worth(units, of: index, leveraged: false) else { return nil }
      total = try total.adding(value)
    }
    for (currency, amount) in try startingCash() {
      guard let rate = try rate(currency) else { return nil }
      total = try total.adding(
        try Amount(try amount.ratio.multiplied(by: rate), rounding: .halfEven)
      )
    }
    return total
  }

  // MARK: Cash

  private func startingCash() throws(ArithmeticFailure) -> [Currency: Amount] {
    var balances: [Currency: Amount] = [:]
    for money in account.cash {
      balances[money.currency] = try (balances[money.currency] ?? .zero).adding(money.amount)
    }
    for (index, quantity) in journal.pending {
      try book(quantity.ratio, of: index, fee: false, &balances)
    }
    for (currency, amount) in journal.pendingCash {
      balances[currency] = try (balances[currency] ?? .zero).adding(amount)
    }
    return balances
  }

  private func book(
    _ quantity: Ratio,
    of index: Int,
    fee: Bool,
    _ balances: inout [Currency: Amount]
  ) throws(ArithmeticFailure) {
    let instrument = market.instruments[index]
    guard let quote = market.quotes[index] else { return }
    let notional = try quote.price.ratio.multiplied(by: instrument.multiplier.ratio)
      .multiplied(by: quantity)
    var balance = balances[instrument.currency] ?? .zero
    if instrument.kind != .future {
      balance = try balance.subtracting(try Amount(notional, rounding: .halfEven))
    }
    if fee, let costs = rulebook.settings.costs, let from = try rate(costs.perOrder.currency),
      let to = try rate(instrument.currency)
    {
      let fixed = try costs.perOrder.amount.ratio.multiplied(by: from).divided(by: to)
      let total = try notional.absolute().multiplied(by: costs.share.ratio).adding(fixed)
      balance = try balance.subtracting(try Amount(total, rounding: .halfEven))
    }
    balances[instrument.currency] = balance
  }

  private func brokenCash(_ nav: Amount) throws(ArithmeticFailure) -> [String] {
    var balances = try startingCash()
    for change in proposal.changes {
      guard change.action != .convert else {
        try convert(change, &balances)
        continue
      }
      guard let index = market.indexBySymbol[change.symbol] else { continue }
      let isIn = change.action == .buy || change.action == .cover
      let quantity = change.quantity.ratio
      try book(isIn ? quantity : try quantity.negated(), of: index, fee: true, &balances)
    }
    var broken: [String] = []
    if account.kind == .cash {
      for (currency, amount) in balances where amount.isNegative {
        broken.append("\(currency) would be \(amount)")
      }
    }
    var total = Ratio.zero
    for (currency, amount) in balances {
      guard let rate = try rate(currency) else { return broken + ["no rate of \(currency)"] }
      total = try total.adding(
        try Amount(try amount.ratio.multiplied(by: rate), rounding: .halfEven).ratio
      )
    }
    var floor = try nav.ratio.multiplied(by: rulebook.settings.borrow.ratio).negated()
    for limit in rulebook.limits where limit.force != .advisory && speaks(limit) {
      if case .bound(.cash, .atLeast, let bound) = limit.subject {
        floor = max(floor, try bound.ratio.multiplied(by: nav.ratio))
      }
    }
    if total < floor { broken.append("cash would be \(total), its floor is \(floor)") }
    return broken.sorted()
  }

  private func convert(
    _ change: Change,
    _ balances: inout [Currency: Amount]
  ) throws(ArithmeticFailure) {
    guard let bought = Currency(change.symbol),
      let to = try rate(bought), let from = try rate(change.currency)
    else { return }
    let got = try Amount(change.quantity.ratio, rounding: .halfEven)
    let paid = try Amount(
      try change.quantity.ratio.multiplied(by: to).divided(by: from),
      rounding: .awayFromZero
    )
    balances[bought] = try (balances[bought] ?? .zero).adding(got)
    balances[change.currency] = try (balances[change.currency] ?? .zero).subtracting(paid)
  }

  // MARK: Limits

  /// A limit that held must hold, and one that was broken must not be worse, but for what reductions
  /// and hedges did alone.
  private func brokenLimit(
    _ limit: Limit,
    _ nav: Amount,
    before: [Int: Int128],
    reduced: [Int: Int128],
    after: [Int: Int128]
  ) throws(ArithmeticFailure) -> [String] {
    guard case .bound(let measure, .atMost, let bound) = limit.subject else { return [] }
    let cap = try bound.ratio.multiplied(by: nav.ratio)
    var broken: [String] = []
    for (subject, members) in subjects(of: measure, after) {
      guard
        let old = try weight(of: members, before), let new = try weight(of: members, after),
        let alone = try weight(of: members, reduced)
      else { continue }
      if new > cap && new > old && new > alone {
        broken.append("limit \(limit.name) on \(subject) would be broken")
      }
    }
    return broken.sorted()
  }

  private func subjects(
    of measure: Limit.Measure,
    _ held: [Int: Int128]
  ) -> [String: [Int]] {
    let counted = held.keys.filter { !isHedge($0) && market.instruments[$0].kind != .cashLike }
    switch measure {
    case .weightOfEachInstrument:
      return Dictionary(
        counted.map { (market.instruments[$0].symbol, [$0]) },
        uniquingKeysWith: { one, _ in one }
      )
    case .weightOfEachValue(let dimension):
      var groups: [String: [Int]] = [:]
      for index in counted {
        let tags = market.instruments[index].tags.filter { $0.dimension == dimension }
        for tag in tags { groups[tag.value, default: []].append(index) }
      }
      return groups
    case .gross: return ["account": Array(held.keys)]
    case .weightOfSet, .net, .beta, .cash, .turnover, .tradeOfEachInstrument: return [:]
    }
  }

  private func weight(
    of members: [Int],
    _ held: [Int: Int128]
  ) throws(ArithmeticFailure) -> Ratio? {
    var sum = Ratio.zero
    for index in members {
      guard let amount = try worth(held[index] ?? 0, of: index, leveraged: true) else { return nil }
      sum = try sum.adding(try amount.ratio.absolute())
    }
    return sum
  }
}

extension Change {
  var isIncrease: Bool {
    switch action {
    case .buy, .short: true
    case .sell, .cover, .convert: false
    }
  }
}
