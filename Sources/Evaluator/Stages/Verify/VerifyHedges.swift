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
    for index in world.hedgeInstruments where !premise.undecidedHedges.contains(index) {
      guard let slot = book.slot(of: index), book.holdings[slot].after != 0 else { continue }
      if isFrozen(slot, book) { continue }
      let held = try Ratio(book.holdings[slot].after, over: Int128(Quantity.scale))
      let own = try ownHedge(slot, book, after: held)
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
      if !isOver { isOver = try isWorthAnOrder(excess, of: slot, book) }
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
    for known in book.wantedHedges where known.instrument == index { return known.wanted }
    let wanted = try workedOutHedge(index, book)
    book.wantedHedges.append((index, wanted))
    return wanted
  }

  private func workedOutHedge(
    _ index: Int,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Ratio {
    guard let slot = book.slot(of: index), let unit = book.units[slot].exposure, !unit.isZero else {
      return .zero
    }
    let symbol = market.instruments[index].symbol
    var wanted = Ratio.zero
    for decision in premise.decisions where decision.state == .fires {
      guard case .hedge(let hedge) = decision.rule.action, hedge.instrument == symbol else {
        continue
      }
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

  private func exposure(
    of hedge: Hedge,
    _ member: Int?,
    byBeta: Bool,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Ratio {
    let members = VerifiedSet(hedge.set, world, member: member, reachesAll: false) {
      guard let slot = book.slot(of: $0) else { return false }
      return book.holdings[slot].before != 0 || book.holdings[slot].after != 0
    }
    var sum = Ratio.zero
    for slot in book.holdings.indices {
      let index = book.holdings[slot].instrument
      if world.instruments[index].isHedge || !members.contains(index) { continue }
      guard let amount = try book.exposures.amount(slot, .after) else { continue }
      let beta = byBeta ? world.instruments[index].beta?.ratio ?? .one : .one
      sum = try sum.adding(try Amount(units: amount).ratio.multiplied(by: beta))
    }
    return sum
  }

  /// What hedges have put on of an instrument and still hold after the changes, unsigned.
  private func ownHedge(
    _ slot: Int,
    _ book: VerifiedBook,
    after held: Ratio
  ) throws(ArithmeticFailure) -> Ratio {
    let index = book.holdings[slot].instrument
    let symbol = market.instruments[index].symbol
    var own = Ratio.zero
    for decision in premise.decisions {
      guard case .hedge(let hedge) = decision.rule.action, hedge.instrument == symbol else {
        continue
      }
      let holding = Journal.HoldingKey(rule: key(decision), instrument: index)
      if let putOn = journal.putOn[holding] { own = try own.adding(putOn.ratio) }
    }
    let before = try Ratio(book.holdings[slot].before, over: Int128(Quantity.scale))
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

  private func isFrozen(_ slot: Int, _ book: VerifiedBook) -> Bool {
    let index = book.holdings[slot].instrument
    let held = book.holdings[slot].after
    let smallest = lot(index)
    let lot = Int128(smallest.units)
    let trade = VerifiedTrade(
      symbol: market.instruments[index].symbol,
      action: held > 0 ? .sell : .cover,
      quantity: smallest,
      price: nil,
      value: nil,
      instrument: index,
      slot: slot,
      before: held,
      after: held > 0 ? held - lot : held + lot,
      isOfHedge: true
    )
    return forbidding(trade, book) != nil
  }

  /// A lot or more, and the minimum trade or more.
  private func isWorthAnOrder(
    _ quantity: Ratio,
    of slot: Int,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> Bool {
    if quantity < lot(book.holdings[slot].instrument).ratio { return false }
    guard let price = book.units[slot].value else { return false }
    let worth = try Amount(
      try quantity.multiplied(by: price).absolute(),
      rounding: .halfEven
    )
    switch rulebook.settings.minimumTrade {
    case .shareOfNav(let share):
      guard let nav = book.nav else { return false }
      return worth.ratio >= (try nav.ratio.multiplied(by: share.ratio))
    case .money(let money):
      guard let rate = try rates.rate(of: money.currency) else { return false }
      let least = try money.amount.ratio.multiplied(by: rate.value)
      return worth >= (try Amount(least, rounding: .halfEven))
    }
  }
}
