import Portfolio
import Quantities
import RuleChecker

/// The promise that no increase, and no hedge change that raises |net|, leaves a limit broken that held, or
/// worse that was broken. Reductions are exempt.
extension Verification {
  func brokenLimit(
    _ entry: VerifiedLimit,
    _ book: VerifiedBook,
    _ nav: Amount
  ) throws(ArithmeticFailure) -> [String] {
    let limit = entry.limit
    guard case .bound(let measure, let side, let bound) = limit.subject else { return [] }
    switch measure {
    case .turnover(let window):
      return try brokenTurnover(limit, over: window, bound.ratio, book, nav)
    case .tradeOfEachInstrument: return try brokenVolume(limit, bound.ratio, book)
    case .cash: return []
    case .weightOfEachInstrument, .weightOfEachValue, .weightOfSet, .gross:
      // Lower bounds of weights are only reported.
      guard side == .atMost else { return [] }
    case .net, .beta: break
    }
    let cap = try bound.ratio.multiplied(by: nav.ratio)
    let isRaised = try hedgesRaiseNet(book)
    var broken: [String] = []
    for (subject, members) in subjects(of: measure, entry.groups, book) {
      let figure = try VerifiedFigure(measure: measure, members: members, side: side, book: book)
      let isBroken = try figure.isBroken(past: cap, hedgesCount: isRaised)
      if isBroken { broken.append("limit \(limit.name) on \(subject) would be broken") }
    }
    return broken.sorted()
  }

  /// Whether what hedges put on leaves the account further from net zero.
  private func hedgesRaiseNet(_ book: VerifiedBook) throws(ArithmeticFailure) -> Bool {
    if let known = book.hedgesRaiseNet { return known }
    let isRaised = try netIsRaised(book)
    book.hedgesRaiseNet = isRaised
    return isRaised
  }

  private func netIsRaised(_ book: VerifiedBook) throws(ArithmeticFailure) -> Bool {
    let hasIncrease = book.trades.contains { $0.isOfHedge && $0.isIncrease }
    if !hasIncrease && book.exposures.isInRange { return false }
    let all = try VerifiedFigure(measure: .net, members: book.slots, side: .atMost, book: book)
    guard let without = try all.sum(.hedgesReduced), let with = try all.sum(.after) else {
      return false
    }
    return try with.absolute() > without.absolute()
  }

  // MARK: Which holdings

  /// Subjects of which something is traded, with their slots: no other can be led past a limit. Where an
  /// amount does not fit, all subjects, as each must be asked.
  private func subjects(
    of measure: Limit.Measure,
    _ groups: VerifiedGroups?,
    _ book: VerifiedBook
  ) -> [(subject: String, members: [Int])] {
    let asked = book.exposures.isInRange ? book.traded : book.slots
    switch measure {
    case .weightOfEachInstrument:
      return asked.filter { isCounted($0, book) }.map { (symbol($0, book), [$0]) }
    case .weightOfEachValue:
      return groups.map { subjects(of: $0, asked.filter { isCounted($0, book) }, book) } ?? []
    case .weightOfSet(let set):
      let named = VerifiedSet(set, world, member: nil, reachesAll: false) { book.isHeldBefore($0) }
      func isMember(_ slot: Int) -> Bool {
        let index = book.holdings[slot].instrument
        return named.contains(index) && (isCounted(slot, book) || named.names(index))
      }
      return asked.contains(where: isMember) ? [("its set", book.slots.filter(isMember))] : []
    case .gross, .net, .beta: return asked.isEmpty ? [] : [("account", book.slots)]
    case .cash, .turnover, .tradeOfEachInstrument: return []
    }
  }

  private func isCounted(_ slot: Int, _ book: VerifiedBook) -> Bool {
    world.instruments[book.holdings[slot].instrument].isCounted
  }

  private func symbol(_ slot: Int, _ book: VerifiedBook) -> String {
    market.instruments[book.holdings[slot].instrument].symbol
  }

  private func subjects(
    of groups: VerifiedGroups,
    _ asked: [Int],
    _ book: VerifiedBook
  ) -> [(subject: String, members: [Int])] {
    let counted = book.holdings.indices.filter { isCounted($0, book) }
    // Where nothing of the account has a tag of the dimension the limit does not bind.
    let isTagged = counted.contains {
      let holding = book.holdings[$0]
      return (holding.before != 0 || holding.after != 0) && groups.isTagged(holding.instrument)
    }
    if !isTagged { return [] }
    var numbers: [Int] = []
    for slot in asked {
      for number in groups.groups(of: book.holdings[slot].instrument)
      where !numbers.contains(number) { numbers.append(number) }
    }
    return numbers.map { number in
      var members: [Int] = []
      for slot in counted {
        for own in groups.groups(of: book.holdings[slot].instrument) where own == number {
          members.append(slot)
        }
      }
      return (groups.names[number], members)
    }
  }

  // MARK: Turnover and volume

  private func brokenTurnover(
    _ limit: Limit,
    over window: Duration,
    _ bound: Ratio,
    _ book: VerifiedBook,
    _ nav: Amount
  ) throws(ArithmeticFailure) -> [String] {
    guard book.trades.contains(where: { $0.isIncrease && !$0.isOfHedge }) else { return [] }
    let start = asOf.subtracting(window)
    var units = Int128(0)
    for trade in journal.trades where trade.at > start && trade.at <= asOf {
      units += Int128(trade.value.units)
    }
    for trade in book.trades {
      guard let value = try book.units[trade.slot].value(of: trade.units) else { continue }
      units += Int128(value.units.magnitude)
    }
    let traded = try Ratio(units, over: Int128(Amount.scale))
    let allowed = try bound.multiplied(by: nav.ratio).multiplied(by: Ratio(2))
    return traded > allowed ? ["limit \(limit.name) would be broken"] : []
  }

  private func brokenVolume(
    _ limit: Limit,
    _ bound: Ratio,
    _ book: VerifiedBook
  ) throws(ArithmeticFailure) -> [String] {
    var broken: [String] = []
    for trade in book.trades where trade.isIncrease && !trade.isOfHedge {
      let instrument = market.instruments[trade.instrument]
      if instrument.kind == .cashLike { continue }
      guard let volume = instrument.averageDailyVolume else {
        broken.append("limit \(limit.name) on \(trade.symbol) has no volume")
        continue
      }
      if trade.quantity.ratio > (try bound.multiplied(by: volume.ratio)) {
        broken.append("limit \(limit.name) on \(trade.symbol) would be broken")
      }
    }
    return broken
  }
}
