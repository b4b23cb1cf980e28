import Portfolio
public import Quantities
public import RuleChecker

/// A no-trade limit, with what it keeps from being traded.
public struct NoTradeReport: Sendable {
  /// What rules ask for and the limit forbids; above zero it would be bought or covered.
  public struct Withheld: Equatable, Sendable {
    public var symbol: String
    public var units: Ratio
  }

  public var limit: String
  /// As written: `no buys of NVDA`.
  public var text: String
  public var trade: Limit.Trade
  /// Nothing is withheld by an advisory one.
  public var isAdvisory: Bool
  /// In ascending order of symbol.
  public var withheld: [Withheld]
  /// What is proposed against an advisory one.
  public var against: [Change]
}

extension AccountExplanation {
  /// The no-trade limits for this account, in ascending order of name.
  public var noTrades: [NoTradeReport] { run?.noTrades(proposal) ?? [] }

  /// Those that speak of an instrument, with what they do to it alone.
  public func noTrades(about symbol: String) -> [NoTradeReport] {
    guard let run, let instrument = run.market.indexBySymbol[symbol] else { return [] }
    return run.noTrades(proposal, about: instrument)
  }
}

extension AccountRun {
  /// - Parameter instrument: of whom limits must speak; nothing: of anybody.
  fileprivate func noTrades(
    _ proposal: AccountProposal,
    about instrument: Int? = nil
  ) -> [NoTradeReport] {
    world.rulebook.limits.compactMap { limit in
      guard case .noTrade(let trade, let set) = limit.subject, applies(to: limit.accounts) else {
        return nil
      }
      var bound = world.sets.members(of: set, reach: .everything) { isHeld($0) }
        .filter { world.sets.isBound($0, byFreezeOf: set) }
      if let instrument {
        guard bound.contains(instrument) else { return nil }
        bound = [instrument]
      }
      let symbols = Set(bound.map { market.instruments[$0].symbol })
      return NoTradeReport(
        limit: limit.name,
        text: "no \(trade.rawValue) of "
          + ExpressionText(rulebook: world.rulebook, member: nil).spell(set),
        trade: trade,
        isAdvisory: limit.force == .advisory,
        withheld: bound.compactMap { withheld(of: $0, by: limit.name, proposal) }
          .sorted { $0.symbol < $1.symbol },
        against: limit.force == .advisory
          ? proposal.changes.filter { symbols.contains($0.symbol) && trade.forbids($0) } : []
      )
    }
  }

  /// What a limit keeps from being traded of one instrument.
  private func withheld(
    of instrument: Int,
    by limit: String,
    _ proposal: AccountProposal
  ) -> NoTradeReport.Withheld? {
    guard let index = line(of: instrument) else { return nil }
    let line = lines[index]
    guard let units = try? (missedTarget(of: index) ?? missedHedge(of: line, proposal)),
      !units.isZero, (units.isNegative ? line.noSells : line.noBuys).contains(limit)
    else { return nil }
    return NoTradeReport.Withheld(symbol: symbol(line), units: units)
  }

  /// From where the stage of targets left it to where rules wanted it; nothing if it is there.
  private func missedTarget(of index: Int) throws(ArithmeticFailure) -> Ratio? {
    let line = lines[index]
    guard line.hold?.code == .frozen, let wanted = trail?.wanted[index] else { return nil }
    let missed = try wanted.subtracting(try line.size().ratio)
    if missed.isZero { return nil }
    return line.side == .long ? missed : try missed.negated()
  }

  /// What the hedges with it lack, where a freeze is why.
  private func missedHedge(
    of line: Line,
    _ proposal: AccountProposal
  ) throws(ArithmeticFailure) -> Ratio? {
    let hedge = proposal.hedges.first { $0.instrument == symbol(line) && $0.wanted != nil }
    guard line.hedged.isZero, let wanted = hedge?.wanted else { return nil }
    let missing = try wanted.subtracting(line.held).ratio
    let isTolerated = try missing.absolute() <= hedge?.tolerance ?? .zero
    return isTolerated ? nil : missing
  }
}

extension Limit.Trade {
  fileprivate func forbids(_ change: Change) -> Bool {
    switch change.action {
    case .convert: false
    case .buy, .cover: self != .sells
    case .sell, .short: self != .buys
    }
  }
}
