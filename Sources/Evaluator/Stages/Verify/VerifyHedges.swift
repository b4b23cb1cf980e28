import Portfolio
import Quantities
import RuleChecker

/// The promise that hedges never pass R × the exposure that the changes leave, and come off when they end.
extension Verification {
  /// An increase of a hedge instrument that leads past what hedges in force want.
  func pastHedge(
    _ trade: VerifiedTrade,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> String? {
    if premise.undecidedHedges.contains(trade.instrument) {
      return "\(trade.symbol): a hedge grows that is undecided"
    }
    let wanted = try wantedHedge(trade.instrument, book)
    let after = try Ratio(trade.after, over: Int128(Quantity.scale))
    let isOtherSide = after.isNegative != wanted.isNegative
    let size = try after.absolute()
    let most = try wanted.absolute()
    let isPast = isOtherSide || size > most
    return isPast ? "\(trade.symbol): more than hedges of \(wanted) want" : nil
  }

  /// Hedge instruments of which rules' own holdings stay above what is wanted.
  func excessHedges(_ book: VerifiedBook) throws(ArithmeticFailure) -> [String] {
    var broken: [String] = []
    for index in hedgeInstruments.sorted() where !premise.undecidedHedges.contains(index) {
      let held = try Ratio(book.after[index] ?? 0, over: Int128(Quantity.scale))
      if held.isZero || isFrozen(index, book) { continue }
      let own = try ownHedge(index, book, after: held)
      let wanted = try wantedHedge(index, book)
      let isSameSide = held.isNegative == wanted.isNegative && !wanted.isZero
      let over =
        isSameSide
        ? try held.absolute().subtracting(try wanted.absolute()) : try held.absolute()
      let excess = min(own, over)
      if excess <= .zero { continue }
      // Less than a lot can't come off where the rest of it would be taken from what a person holds.
      let isMixed = try own < held.absolute()
      if isMixed && excess < lot(index).ratio { continue }
      var isOver = wanted.isZero
      if !isOver { isOver = try isWorthAnOrder(excess, of: index, book) }
      if isOver {
        broken.append("\(market.instruments[index].symbol): \(excess) too much of a hedge")
      }
    }
    return broken
  }

  /// −R · Σ E·b ÷ (b_h · e_h) over the rules in force, before truncation to lots; nothing short where
  /// shorting is not allowed.
  private func wantedHedge(
    _ index: Int,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Ratio {
    let symbol = market.instruments[index].symbol
    var wanted = Ratio.zero
    for decision in premise.decisions where decision.state == .fires {
      guard case .hedge(let hedge) = decision.rule.action, hedge.instrument == symbol,
        let unit = try unit(of: index, book), !unit.isZero
      else { continue }
      let isByBeta = premise.hedgesByBeta.contains(key(decision))
      let beta = isByBeta ? market.instruments[index].beta?.ratio ?? .one : .one
      if beta.isZero { continue }
      let exposure = try exposure(of: hedge, decision.member, byBeta: isByBeta, book)
      let size = try exposure.multiplied(by: hedge.ratio.ratio).negated()
        .divided(by: try beta.multiplied(by: unit))
      wanted = try wanted.adding(size)
    }
    return wanted.isNegative && !rulebook.settings.allowsShorting ? .zero : wanted
  }

  private func unit(
    of index: Int,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Ratio? {
    if let known = book.units[index] { return known.exposure }
    return try VerifiedUnit(of: index, self).exposure
  }

  private func exposure(
    of hedge: Hedge,
    _ member: Int?,
    byBeta: Bool,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Ratio {
    let members = VerifiedSet(hedge.set, self, member: member, reachesAll: false) {
      (book.before[$0] ?? 0) != 0 || (book.after[$0] ?? 0) != 0
    }
    var sum = Ratio.zero
    for index in book.instruments
    where members.contains(index) && !hedgeInstruments.contains(index) {
      guard let amount = try book.units[index]?.exposure(of: book.after[index] ?? 0) else {
        continue
      }
      let beta = byBeta ? market.instruments[index].beta?.ratio ?? .one : .one
      sum = try sum.adding(try amount.ratio.multiplied(by: beta))
    }
    return sum
  }

  /// What hedges have put on of an instrument and still hold after the changes, unsigned.
  private func ownHedge(
    _ index: Int,
    _ book: VerifiedBook,
    after held: Ratio
  ) throws(ArithmeticFailure) -> Ratio {
    let symbol = market.instruments[index].symbol
    var own = Ratio.zero
    for decision in premise.decisions {
      guard case .hedge(let hedge) = decision.rule.action, hedge.instrument == symbol else {
        continue
      }
      let holding = Journal.HoldingKey(rule: key(decision), instrument: index)
      if let putOn = journal.putOn[holding] { own = try own.adding(putOn.ratio) }
    }
    let before = try Ratio(book.before[index] ?? 0, over: Int128(Quantity.scale))
    if own.isZero || own.isNegative != before.isNegative { own = .zero }
    own = min(try own.absolute(), try before.absolute())
    // What comes off is the hedges' first; what is added is all theirs.
    let isSameSide = held.isNegative == before.isNegative
    let change =
      isSameSide
      ? try held.absolute().subtracting(try before.absolute()) : try held.absolute()
    let left = isSameSide ? try own.adding(change) : change
    return max(.zero, min(left, try held.absolute()))
  }

  private func isFrozen(_ index: Int, _ book: VerifiedBook) -> Bool {
    let held = book.after[index] ?? 0
    let smallest = lot(index)
    let lot = Int128(smallest.units)
    let order = Change(
      symbol: market.instruments[index].symbol,
      action: held > 0 ? .sell : .cover,
      quantity: smallest,
      price: nil,
      currency: market.instruments[index].currency,
      value: nil
    )
    let trade = VerifiedTrade(
      change: order,
      instrument: index,
      before: held,
      after: held > 0 ? held - lot : held + lot,
      isIncrease: false,
      isOfHedge: true
    )
    return forbidding(trade, book) != nil
  }

  /// A lot or more, and the minimum trade or more.
  private func isWorthAnOrder(
    _ quantity: Ratio,
    of index: Int,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Bool {
    if quantity < lot(index).ratio { return false }
    guard let price = book.units[index]?.value else { return false }
    let worth = try Amount(
      try quantity.multiplied(by: price).absolute(),
      rounding: .halfEven
    )
    switch rulebook.settings.minimumTrade {
    case .shareOfNav(let share):
      guard let nav = book.nav else { return false }
      return worth.ratio >= (try nav.ratio.multiplied(by: share.ratio))
    case .money(let money):
      guard let rate = try VerifiedUnit.rate(of: money.currency, self) else { return false }
      let least = try money.amount.ratio.multiplied(by: rate.value)
      return worth >= (try Amount(least, rounding: .halfEven))
    }
  }
}
