public import Evaluator
public import Portfolio
public import Quantities

extension PortfolioOverview {
  /// The overview of `account`, from its valuation at `asOf`.
  ///
  /// - Throws: `.overflow` when a sum does not fit.
  public init(
    of account: Account,
    valuation: Valuation,
    in market: Market,
    asOf: Instant
  ) throws(ArithmeticFailure) {
    self.init(account: account.name, baseCurrency: account.baseCurrency, asOf: asOf)
    // A share of a NAV that is not above zero says nothing.
    let nav = valuation.nav.flatMap { $0.units > 0 ? $0 : nil }
    self.nav = valuation.nav
    navIsEstimated = valuation.navIsEstimated
    for holding in valuation.holdings {
      holdings.append(try Self.holding(holding, in: market, nav: nav))
    }
    cash = valuation.cash.map { Cash(money: $0.money, value: $0.value) }
    let all = try Self.exposure("all", valuation.holdings, nav: nav)
    gross = all.gross
    net = all.net
    breakdowns = try Self.breakdowns(valuation.holdings, in: market, nav: nav)
    let exposures = valuation.holdings.map(\.exposure)
    if !exposures.contains(nil) {
      concentration = Concentration(exposures: exposures.compactMap { $0 })
    }
    notices = Self.notices(valuation, in: market)
  }

  private static func holding(
    _ holding: Valuation.Holding,
    in market: Market,
    nav: Amount?
  ) throws(ArithmeticFailure) -> Holding {
    let instrument = market.instruments[holding.instrument]
    var weight: Ratio?
    if let nav, let exposure = holding.exposure {
      weight = try exposure.ratio.divided(by: nav.ratio)
    }
    return Holding(
      symbol: instrument.symbol,
      name: instrument.name,
      kind: instrument.kind,
      quantity: holding.quantity,
      price: holding.price,
      currency: instrument.currency,
      isStale: holding.isStale,
      value: holding.value,
      weight: weight
    )
  }

  /// Exposure by kind, then by each dimension that any instrument of the file carries.
  private static func breakdowns(
    _ holdings: [Valuation.Holding],
    in market: Market,
    nav: Amount?
  ) throws(ArithmeticFailure) -> [Breakdown] {
    var found = [
      try breakdown("kind", holdings, nav: nav) { [market.instruments[$0].kind.rawValue] }
    ]
    let dimensions = Set(market.instruments.flatMap { $0.tags.map(\.dimension) }).sorted()
    for dimension in dimensions {
      found.append(
        try breakdown(dimension, holdings, nav: nav) { index in
          let values = market.instruments[index].tags.filter { $0.dimension == dimension }
          return values.isEmpty ? ["untagged"] : values.map(\.value)
        }
      )
    }
    return found
  }

  private static func breakdown(
    _ dimension: String,
    _ holdings: [Valuation.Holding],
    nav: Amount?,
    _ names: (Int) -> [String]
  ) throws(ArithmeticFailure) -> Breakdown {
    var groups: [String: [Valuation.Holding]] = [:]
    for holding in holdings {
      for name in names(holding.instrument) { groups[name, default: []].append(holding) }
    }
    var parts: [Exposure] = []
    for (name, members) in groups { parts.append(try exposure(name, members, nav: nav)) }
    // The largest first; equal ones by name, so that the order is always the same.
    parts.sort { one, two in
      let first = one.gross ?? .zero
      let second = two.gross ?? .zero
      return first == second ? one.name < two.name : first > second
    }
    return Breakdown(dimension: dimension, parts: parts)
  }

  private static func exposure(
    _ name: String,
    _ holdings: [Valuation.Holding],
    nav: Amount?
  ) throws(ArithmeticFailure) -> Exposure {
    var gross = Ratio.zero
    var net = Ratio.zero
    for holding in holdings {
      guard let exposure = holding.exposure else {
        return Exposure(name: name, gross: nil, net: nil)
      }
      gross = try gross.adding(try exposure.ratio.absolute())
      net = try net.adding(exposure.ratio)
    }
    guard let nav else { return Exposure(name: name, gross: nil, net: nil) }
    return Exposure(
      name: name,
      gross: try gross.divided(by: nav.ratio),
      net: try net.divided(by: nav.ratio)
    )
  }

  private static func notices(_ valuation: Valuation, in market: Market) -> [String] {
    var notices: [String] = []
    for holding in valuation.holdings {
      let instrument = market.instruments[holding.instrument]
      if holding.price == nil {
        notices.append("\(instrument.symbol) has no price, so net asset value is unknown")
      } else if holding.exposure == nil {
        notices.append(
          "\(instrument.symbol) has no rate of \(instrument.currency), "
            + "so net asset value is unknown"
        )
      } else if holding.isStale, let quote = market.quotes[holding.instrument] {
        notices.append("the price of \(instrument.symbol) is of \(quote.at.date), which is stale")
      }
    }
    for cash in valuation.cash where cash.value == nil {
      notices.append("\(cash.money.currency) has no rate, so net asset value is unknown")
    }
    return notices
  }
}
