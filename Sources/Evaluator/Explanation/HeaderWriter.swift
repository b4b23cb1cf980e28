import Portfolio
import Quantities
import RuleChecker

/// Writes what a run says whatever the account.
struct HeaderWriter {
  let world: WorldFacts
  let plans: [RulePlan]
  let items: [Item]
  let acts: [CatalystAct]
  let calendar: [CalendarEvent]
  let assumptions: [AssumedFact]
  let terms: TradingTerms

  func header(_ detail: ProposalDetail) -> ProposalHeader {
    switch detail {
    case .full, .telling: header()
    case .changes:
      ProposalHeader(
        asOf: world.asOf,
        rulebookName: world.rulebook.name,
        rulebookTitle: world.rulebook.title,
        rulebookHash: world.rulebook.hash,
        inputs: ProposalHeader.Inputs(
          marketHash: "",
          newsHash: "",
          items: items.count,
          acts: acts.count
        ),
        assumptions: assumptions,
        terms: terms,
        id: "",
        facts: [],
        catalysts: [],
        rules: [],
        notices: notices()
      )
    }
  }

  private func notices() -> [Notice] {
    NoticeWriter(world: world, plans: plans, items: items).notices()
  }

  private func header() -> ProposalHeader {
    let inputs = InputDigest(world: world, items: items, acts: acts, calendar: calendar).inputs()
    var digest = ContentDigest()
    for part in [
      ProposalHeader.schema, world.asOf.description, world.rulebook.hash, inputs.marketHash,
      inputs.newsHash,
    ] + assumptions.map(\.text) + [terms.digested].compactMap({ $0 }) {
      digest.update(Array(part.utf8) + [0])
    }
    return ProposalHeader(
      asOf: world.asOf,
      rulebookName: world.rulebook.name,
      rulebookTitle: world.rulebook.title,
      rulebookHash: world.rulebook.hash,
      inputs: inputs,
      assumptions: assumptions,
      terms: terms,
      id: digest.hexadecimal(),
      facts: facts(),
      catalysts: catalysts(),
      rules: reports { !$0.isBuild },
      builds: reports { $0.isBuild },
      notices: notices()
    )
  }

  // MARK: Facts

  private func facts() -> [Fact] {
    // Of the members of a `for each` only those with news: the others are one and the same silence.
    world.newsNow.filter { $0.key.member == nil || $0.value.isTold }.map {
      key,
      value in
      let symbol = key.member.map { world.market.instruments[$0].symbol }
      let text = ExpressionText(rulebook: world.rulebook, member: symbol)
      return Fact(
        id: text.spell(key.call),
        value: spell(value, key.call),
        items: value.items,
        isAssumed: value.isAssumed
      )
    }
    .sorted { $0.id < $1.id }
  }

  private func spell(_ value: NewsValue, _ call: NewsCall) -> String {
    switch value.reading {
    case .known(let ratio): return ValueText(type: call.function.resultType).spell(ratio)
    case .quiet: return "unknown (no item)"
    case .blind:
      return world.isFeedAlive(at: world.asOf)
        ? "unknown (no score)" : "unknown (the feed is stale)"
    }
  }

  private func catalysts() -> [CatalystReport] {
    // Of the members of a `for each` only those of which something is known.
    world.standingsNow.filter { key, standing in
      key.symbol == nil || standing.state != .none || !standing.evidence.isEmpty
    }
    .map { key, standing in
      CatalystReport(
        world.rulebook.catalysts[key.catalyst].name,
        member: key.symbol,
        standing
      )
    }
    .sorted { ($0.name, $0.member ?? "") < ($1.name, $1.member ?? "") }
  }

  // MARK: Rules

  /// Rules that neither an account's figures nor its journal can change. Of a `for each` rule only the
  /// members that act or can't be decided.
  private func reports(where isAsked: (RulePlan) -> Bool) -> [RuleReport] {
    let reporter = RuleReporter(world: world)
    return plans.compactMap { plan in
      guard isAsked(plan), let state = plan.worldState else { return nil }
      if plan.member != nil && (state == .waits || state == .quiet) { return nil }
      return reporter.worldReport(of: plan, state)
    }
  }
}

extension NewsCall.Function {
  var resultType: ValueType {
    switch self {
    case .sentiment, .sentimentChange, .impact: .score
    case .articles, .sources: .number
    case .age: .duration
    }
  }
}
