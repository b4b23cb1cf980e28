import Portfolio
import Quantities
import RuleChecker

/// Remarks on the inputs of a run that a reader must know.
struct NoticeWriter {
  let world: WorldFacts
  let plans: [RulePlan]
  let items: [Item]

  func notices() -> [Notice] {
    var notices: [Notice] = []
    if world.market.isPast {
      notices.append(
        Notice(
          severity: .note,
          code: "holdings_of_now",
          message:
            "the file knows prices of after \(world.asOf): prices, rates, news and events are as "
            + "known then, holdings and cash as they are now"
        )
      )
    }
    if !world.isFeedAlive(at: world.asOf) {
      notices.append(
        Notice(
          severity: .warning,
          code: "feed_stale",
          message: "no news item within \(world.rulebook.settings.newsNoOlderThan) before "
            + "\(world.asOf): conditions on news can't be decided"
        )
      )
    }
    let undated = items.filter { $0.available == nil && $0.quarantine == nil }.count
    if undated > 0 {
      notices.append(
        Notice(
          severity: .note,
          code: "undated_items",
          message: undated == 1
            ? "1 item has no time and counts as known at \(world.asOf)"
            : "\(undated) items have no time and count as known at \(world.asOf)"
        )
      )
    }
    let quiet = plans.count { plan in
      [plan.when, plan.until].contains { $0?.worldTruth == .quiet }
    }
    if quiet > 0 {
      notices.append(
        Notice(
          severity: .note,
          code: "quiet_rules",
          message: "\(quiet) \(quiet == 1 ? "rule waits" : "rules wait") for news: the feed is "
            + "alive and has nothing on the subject"
        )
      )
    }
    return notices + unknownInstruments()
  }

  /// Symbols and tags that match nothing in the file.
  private func unknownInstruments() -> [Notice] {
    var notices: [Notice] = []
    for rule in world.rulebook.rules {
      for name in rule.unknownNames(in: world.sets) {
        notices.append(
          Notice(
            severity: rule.isProtecting ? .error : .warning,
            code: "unknown_instrument",
            message: "rule \(rule.name) names `\(name)`, which the portfolio file does not have"
          )
        )
      }
    }
    for limit in world.rulebook.limits {
      for name in limit.unknownNames(in: world.sets) {
        notices.append(
          Notice(
            severity: .error,
            code: "unknown_instrument",
            message: "limit \(limit.name) names `\(name)`, which the portfolio file does not have"
          )
        )
      }
    }
    return notices
  }
}

extension Rule {
  /// Symbols and tags that the rule names and the file does not have, in order, each once.
  func unknownNames(in sets: SetResolver) -> [String] {
    var names = actionSets.flatMap { sets.unknownSymbols(in: $0) }
    if let variable = forEach { names += sets.unknownSymbols(in: variable.set) }
    if case .hedge(let hedge) = action, sets.market.indexBySymbol[hedge.instrument] == nil {
      names.append(hedge.instrument)
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension Limit {
  func unknownNames(in sets: SetResolver) -> [String] {
    switch subject {
    case .noTrade(_, let set), .bound(.weightOfSet(let set), _, _):
      return sets.unknownSymbols(in: set)
    case .bound: return []
    }
  }
}
