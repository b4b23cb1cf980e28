import Portfolio
import Quantities
import RuleChecker

/// The promise that no increase, and no hedge change that raises |net|, leaves a limit broken that held, or
/// worse that was broken. Reductions are exempt.
extension Verification {
  func brokenLimit(
    _ limit: Limit,
    _ book: VerifiedBook,
    _ nav: Amount
  ) throws(ArithmeticFailure) -> [String] {
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
    for (subject, members) in subjects(of: measure, book) {
      let figure = VerifiedFigure(measure: measure, members: members, side: side, book: book)
      let isBroken = try figure.isBroken(past: cap, hedgesCount: isRaised, market)
      if isBroken { broken.append("limit \(limit.name) on \(subject) would be broken") }
    }
    return broken.sorted()
  }

  /// Whether what hedges put on leaves the account further from net zero.
  private func hedgesRaiseNet(_ book: VerifiedBook) throws(ArithmeticFailure) -> Bool {
    let all = VerifiedFigure(
      measure: .net,
      members: book.instruments,
      side: .atMost,
      book: book
    )
    guard let without = try all.sum(book.hedgesReduced, market),
      let with = try all.sum(book.after, market)
    else { return false }
    return try with.absolute() > without.absolute()
  }

  // MARK: Which instruments

  private func subjects(
    of measure: Limit.Measure,
    _ book: VerifiedBook
  ) -> [(subject: String, members: [Int])] {
    let counted = book.instruments.filter {
      !hedgeInstruments.contains($0) && market.instruments[$0].kind != .cashLike
    }
    switch measure {
    case .weightOfEachInstrument: return counted.map { (market.instruments[$0].symbol, [$0]) }
    case .weightOfEachValue(let dimension): return groups(by: dimension, counted, book)
    case .weightOfSet(let set):
      let named = VerifiedSet(set, self, member: nil, reachesAll: false) {
        (book.before[$0] ?? 0) != 0
      }
      let members = book.instruments.filter {
        named.contains($0) && (counted.contains($0) || named.names($0))
      }
      return [("its set", members)]
    case .gross, .net, .beta: return [("account", book.instruments)]
    case .cash, .turnover, .tradeOfEachInstrument: return []
    }
  }

  private func groups(
    by dimension: String,
    _ counted: [Int],
    _ book: VerifiedBook
  ) -> [(subject: String, members: [Int])] {
    var groups: [String: [Int]] = [:]
    var isTagged = false
    for index in counted {
      let values = market.instruments[index].tags.filter { $0.dimension == dimension }
      for tag in values { groups[tag.value, default: []].append(index) }
      if values.isEmpty { groups["untagged", default: []].append(index) }
      let isHeld = (book.before[index] ?? 0) != 0 || (book.after[index] ?? 0) != 0
      if isHeld && !values.isEmpty { isTagged = true }
    }
    // Where nothing of the account has a tag of the dimension the limit does not bind.
    return isTagged ? groups.map { ($0.key, $0.value) } : []
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
    var traded = Ratio.zero
    for trade in journal.trades where trade.at > start && trade.at <= asOf {
      traded = try traded.adding(trade.value.ratio)
    }
    for trade in book.trades {
      guard let unit = book.units[trade.instrument],
        let value = try unit.value(of: trade.units)
      else { continue }
      traded = try traded.adding(try value.ratio.absolute())
    }
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
      if trade.change.quantity.ratio > (try bound.multiplied(by: volume.ratio)) {
        broken.append("limit \(limit.name) on \(trade.symbol) would be broken")
      }
    }
    return broken
  }
}

/// The sum that a limit compares, over the holdings of some moment.
struct VerifiedFigure {
  let measure: Limit.Measure
  let members: [Int]
  let side: Limit.Side
  let book: VerifiedBook

  /// Nothing when a price or beta is missing.
  func sum(_ held: [Int: Int128], _ market: Market) throws(ArithmeticFailure) -> Ratio? {
    var sum = Ratio.zero
    for index in members {
      let units = held[index] ?? 0
      if units == 0 { continue }
      guard let amount = try book.units[index]?.exposure(of: units) else { return nil }
      switch measure {
      case .net: sum = try sum.adding(amount.ratio)
      case .beta:
        if amount.isZero { continue }
        guard let beta = market.instruments[index].beta else { return nil }
        sum = try sum.adding(try amount.ratio.multiplied(by: beta.ratio))
      default: sum = try sum.adding(try amount.ratio.absolute())
      }
    }
    return sum
  }

  /// Whether increases lead past `cap` and past where reductions leave the account, or what hedges put on
  /// leads past it and past where the account was. The room under a limit is that before hedges change.
  func isBroken(
    past cap: Ratio,
    hedgesCount: Bool,
    _ market: Market
  ) throws(ArithmeticFailure) -> Bool {
    guard let old = try sum(book.before, market), let reduced = try sum(book.reduced, market),
      let increased = try sum(book.increased, market)
    else {
      return try addsUnknown(market)
    }
    if isWorse(increased, than: [cap, reduced]) { return true }
    guard hedgesCount, let calm = try sum(book.hedgesReduced, market),
      let after = try sum(book.after, market)
    else { return false }
    return isWorse(after, than: [cap, old, calm])
  }

  /// A beta that is missing stops the increases of its account.
  private func addsUnknown(_ market: Market) throws(ArithmeticFailure) -> Bool {
    book.trades.contains { $0.isIncrease && members.contains($0.instrument) }
  }

  private func isWorse(_ value: Ratio, than bounds: [Ratio]) -> Bool {
    bounds.allSatisfy { side == .atMost ? value > $0 : value < $0 }
  }
}
