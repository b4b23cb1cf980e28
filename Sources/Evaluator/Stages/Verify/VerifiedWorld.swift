import Portfolio
import Quantities
import RuleChecker

/// What verification reads of the world, whatever the account: worked out once for a run, from nothing but
/// the rulebook and the market.
final class VerifiedWorld: Sendable {
  let rulebook: CheckedRulebook
  let market: Market
  /// Prices and rates of before are stale.
  let oldestPrice: Instant
  let asOf: Instant
  /// By index in the market.
  let instruments: [VerifiedInstrument]
  /// Instruments that any rule hedges with, ascending.
  let hedgeInstruments: [Int]
  /// Limits that hold increases back, in the rulebook's order.
  let limits: [VerifiedLimit]
  /// The instruments of each basket that the market has, ascending.
  let baskets: [[Int]]
  private let markets = VerifiedMarkets()

  init(rulebook: CheckedRulebook, market: Market, asOf: Instant) {
    self.rulebook = rulebook
    self.market = market
    self.asOf = asOf
    let oldest = asOf.subtracting(rulebook.settings.pricesNoOlderThan)
    oldestPrice = oldest
    var hedges: Set<Int> = []
    for rule in rulebook.rules {
      guard case .hedge(let hedge) = rule.action,
        let index = market.indexBySymbol[hedge.instrument]
      else { continue }
      hedges.insert(index)
    }
    hedgeInstruments = hedges.sorted()
    instruments = market.instruments.indices.map { [hedges] index in
      VerifiedInstrument(
        market.instruments[index],
        quote: market.quotes[index],
        isHedge: hedges.contains(index),
        oldestPrice: oldest
      )
    }
    baskets = rulebook.baskets.map { basket in
      basket.members.compactMap { market.indexBySymbol[$0.symbol] }.sorted()
    }
    var groups: [String: VerifiedGroups] = [:]
    var limits: [VerifiedLimit] = []
    for limit in rulebook.limits where limit.force != .advisory {
      guard case .bound(.weightOfEachValue(let dimension), _, _) = limit.subject else {
        limits.append(VerifiedLimit(limit: limit, groups: nil))
        continue
      }
      let known = groups[dimension] ?? VerifiedGroups(by: dimension, market)
      groups[dimension] = known
      limits.append(VerifiedLimit(limit: limit, groups: known))
    }
    self.limits = limits
  }

  /// Prices and rates as accounts in `base` see them.
  func market(from base: Currency) -> VerifiedMarket { markets.market(from: base, self) }
}

/// A limit that holds increases back.
struct VerifiedLimit: Sendable {
  let limit: Limit
  /// Of a weight of each value.
  let groups: VerifiedGroups?
}

/// What verification reads of an instrument again and again.
struct VerifiedInstrument: Sendable {
  let currency: Currency
  let isFuture: Bool
  let isHedge: Bool
  let isCashLike: Bool
  /// In the instrument's currency, multiplier included; nothing without a price.
  let own: Ratio?
  let shortOwn: ShortRatio?
  let leverage: Ratio
  let shortLeverage: ShortRatio
  let beta: Number?
  /// Whether the price is too old.
  let isStale: Bool

  /// Whether limits on weights count it though they do not name it.
  var isCounted: Bool { !isHedge && !isCashLike }

  init(_ instrument: Instrument, quote: Quote?, isHedge: Bool, oldestPrice: Instant) {
    currency = instrument.currency
    isFuture = instrument.kind == .future
    isCashLike = instrument.kind == .cashLike
    self.isHedge = isHedge
    leverage = instrument.leverage.ratio
    shortLeverage = ShortRatio(instrument.leverage)
    beta = instrument.beta
    // The product of two numbers of 64 bits always fits.
    if let quote, quote.price.units > 0 {
      own = try? quote.price.ratio.multiplied(by: instrument.multiplier.ratio)
      shortOwn = ShortRatio(quote.price).multiplied(by: ShortRatio(instrument.multiplier))
      isStale = quote.at < oldestPrice
    } else {
      (own, shortOwn) = (nil, nil)
      isStale = false
    }
  }
}

/// The groups that the values of a dimension make of the market's instruments.
final class VerifiedGroups: Sendable {
  /// What each group is called.
  let names: [String]
  /// The numbers of each instrument's groups stand from one of these places to the next.
  private let places: [Int]
  private let numbers: [Int]
  /// Whether an instrument has a tag of the dimension.
  private let tagged: [Bool]

  init(by dimension: String, _ market: Market) {
    var names: [String] = []
    var numberByName: [String: Int] = [:]
    var places = [0]
    var numbers: [Int] = []
    var tagged: [Bool] = []
    places.reserveCapacity(market.instruments.count + 1)
    tagged.reserveCapacity(market.instruments.count)
    func join(_ name: String) {
      let number = numberByName[name] ?? names.count
      if number == names.count {
        names.append(name)
        numberByName[name] = number
      }
      numbers.append(number)
    }
    for instrument in market.instruments {
      let start = numbers.count
      for tag in instrument.tags where tag.dimension == dimension { join(tag.value) }
      tagged.append(numbers.count > start)
      if numbers.count == start { join("untagged") }
      places.append(numbers.count)
    }
    self.names = names
    self.places = places
    self.numbers = numbers
    self.tagged = tagged
  }

  func isTagged(_ instrument: Int) -> Bool { tagged[instrument] }

  /// Of one instrument, each as often as it has the value.
  func groups(of instrument: Int) -> ArraySlice<Int> {
    numbers[places[instrument]..<places[instrument + 1]]
  }
}
