import Portfolio
import Quantities
public import RuleChecker

extension Evaluation {
  /// What is wrong with `assumptions`, with which this evaluation was made: an assumption that changes
  /// nothing is most likely misspelt.
  public func faults(of assumptions: [Assumption]) -> [AssumptionFault] {
    assumptions.compactMap { assumption in
      guard let cause = cause(of: assumption) else { return nil }
      return AssumptionFault(
        assumption: assumption,
        text: AssumedFact(assumption, in: world.rulebook).text,
        cause: cause,
        alternatives: alternatives(to: assumption, cause)
      )
    }
  }

  private func cause(of assumption: Assumption) -> AssumptionFault.Cause? {
    if let symbol = assumption.symbol, world.market.indexBySymbol[symbol] == nil {
      return .unknownInstrument(symbol)
    }
    switch assumption.claim {
    case .price(let symbol, let money):
      guard let index = world.market.indexBySymbol[symbol] else { return nil }
      let currency = world.market.instruments[index].currency
      return currency == money.currency ? nil : .otherCurrency(currency)
    case .news:
      let alone = AssumedFacts([assumption])
      let isRead = world.newsNow.keys.contains { key in
        guard let subject = world.subject(of: key.call, member: key.member) else { return false }
        return alone.value(of: key.call, about: subject) != nil
      }
      return isRead ? nil : .unread
    case .catalyst(let reference, _):
      let key = WorldFacts.CatalystKey(reference, member: nil)
      return world.standingsNow[key] == nil ? .unread : nil
    }
  }

  private func alternatives(
    to assumption: Assumption,
    _ cause: AssumptionFault.Cause
  ) -> [String] {
    if case .unknownInstrument = cause { return world.market.instruments.map(\.symbol) }
    guard case .news(let call, _) = assumption.claim else { return [] }
    let alike = world.newsNow.keys.filter { $0.call.function == call.function }
    let near = alike.filter { $0.call.subject == call.subject }
    let read = (near.isEmpty ? alike : near).map { key in
      ExpressionText(
        rulebook: world.rulebook,
        member: key.member.map { world.market.instruments[$0].symbol }
      ).spell(key.call)
    }
    return Set(read).sorted()
  }
}

extension Assumption {
  /// The instrument that it speaks of.
  fileprivate var symbol: String? {
    switch claim {
    case .news(let call, _):
      guard case .instrument(.symbol(let symbol)) = call.subject else { return nil }
      return symbol
    case .catalyst(let reference, _):
      guard case .symbol(let symbol)? = reference.member else { return nil }
      return symbol
    case .price(let symbol, _): return symbol
    }
  }
}
