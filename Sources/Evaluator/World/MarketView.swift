import Portfolio
import Quantities
import RuleChecker
import Synchronization

/// The market seen from one base currency: what all accounts in that currency share.
final class MarketView: Sendable {
  let exchange: Exchange
  private let sets: SetResolver
  private let isFractional: Bool
  /// By instrument, made when an account first asks; empty before that.
  private let terms = Mutex<[Line.Terms?]>([])

  init(base: Currency, market: Market, asOf: Instant, settings: Settings, sets: SetResolver) {
    exchange = Exchange(
      market: market,
      base: base,
      asOf: asOf,
      noOlderThan: settings.pricesNoOlderThan
    )
    self.sets = sets
    isFractional = settings.allowsFractionalShares
  }

  /// What lines of `instruments`, which the market has, say of them; in the same order.
  func terms(of instruments: [Int]) throws(ArithmeticFailure) -> [Line.Terms] {
    try terms.withLock { (known) throws(ArithmeticFailure) in
      let count = exchange.market.instruments.count
      if known.isEmpty { known = Array(repeating: nil, count: count) }
      var found: [Line.Terms] = []
      found.reserveCapacity(instruments.count)
      for index in instruments {
        if let terms = known[index] {
          found.append(terms)
          continue
        }
        let terms = try Line.Terms(
          instrument: index,
          unit: try exchange.unitValue(of: index),
          lot: exchange.market.instruments[index].tradableLot(isFractional: isFractional),
          in: sets
        )
        known[index] = terms
        found.append(terms)
      }
      return found
    }
  }
}

/// The views of one market, each made when an account in its currency first comes by, on whatever thread.
final class MarketViews: Sendable {
  /// A list, as a run has few: a dictionary would cost a search for `Hashable` at each start.
  private let views = Mutex<[MarketView]>([])

  func view(from base: Currency, _ make: () -> MarketView) -> MarketView {
    views.withLock { views in
      if let known = views.first(where: { $0.exchange.base == base }) { return known }
      let view = make()
      views.append(view)
      return view
    }
  }
}
