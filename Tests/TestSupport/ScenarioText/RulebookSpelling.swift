internal import Quantities
public import RuleChecker

/// Writes a rulebook's values as the source that `check` reads, so that a generated one can be kept
/// as text and read as anybody's.
public struct RulebookSpelling {
  let rulebook: CheckedRulebook

  public init(_ rulebook: CheckedRulebook) { self.rulebook = rulebook }

  /// One declaration a line.
  public var source: String {
    var lines = ["language 1", "rulebook \(rulebook.name)\(accounts(rulebook.accounts))"]
    lines += rulebook.dimensions.map { "dimension \($0.name)" }
    lines += rulebook.topics.map(topic)
    lines += rulebook.catalysts.map(catalyst)
    lines += rulebook.baskets.map { basket in
      let members = basket.members.map { "\(symbol($0.symbol)) \($0.weight)" }
      return "basket \(basket.name) { \(members.joined(separator: " ")) }"
    }
    let plain = ExpressionSpelling(rulebook: rulebook, member: "member")
    lines += rulebook.lets.map { "let \($0.name) = \(plain.spell($0.value))" }
    lines += rulebook.rules.map(rule)
    lines += rulebook.limits.map(limit)
    lines.append(settings(rulebook.settings))
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: News

  private func topic(_ topic: Topic) -> String {
    var parts: [String] = []
    if !topic.mentions.isEmpty { parts.append("mentions \(phrases(topic.mentions))") }
    if !topic.themes.isEmpty { parts.append("themes \(strings(topic.themes))") }
    if !topic.symbols.isEmpty {
      parts.append("symbols \(topic.symbols.map(symbol).joined(separator: ", "))")
    }
    return "topic \(topic.name) { \(parts.joined(separator: " ")) }"
  }

  private func phrases(_ phrases: [Phrase]) -> String {
    phrases.map { phrase in
      switch phrase {
      case .literal(let text): "\"\(text)\""
      case .near(let left, let right): "(\"\(left)\" near \"\(right)\")"
      }
    }.joined(separator: ", ")
  }

  private func strings(_ texts: [String]) -> String {
    texts.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private func catalyst(_ catalyst: Catalyst) -> String {
    var parts: [String] = []
    if let topic = catalyst.topic { parts.append("topic \(rulebook.topics[topic].name)") }
    if !catalyst.evidence.isEmpty {
      let unless = catalyst.unless.isEmpty ? "" : " unless \(strings(catalyst.unless))"
      parts.append("evidence \(phrases(catalyst.evidence))\(unless)")
    }
    if !catalyst.official.isEmpty { parts.append("official \(strings(catalyst.official))") }
    if catalyst.corroboratedBy != 2 {
      parts.append("corroborated by \(catalyst.corroboratedBy) sources")
    }
    if catalyst.isConfirmedByOfficial { parts.append("confirmed by official") }
    if let expiry = catalyst.expiresAfter { parts.append("expires after \(expiry)") }
    switch catalyst.schedule {
    case .on(let date): parts.append("expected on \(date)")
    case .by(let date): parts.append("expected by \(date)")
    case .calendar(let kind): parts.append("expected from calendar \"\(kind)\"")
    case nil: break
    }
    if !catalyst.outcomes.isEmpty {
      parts.append("outcomes \(catalyst.outcomes.joined(separator: ", "))")
    }
    let variable = forEach(catalyst.forEach)
    return "catalyst \(catalyst.name)\(variable) { \(parts.joined(separator: " ")) }"
  }

  // MARK: Shared parts

  func symbol(_ symbol: String) -> String {
    symbol.allSatisfy { $0.isASCII && $0.isUppercase } ? symbol : "\"\(symbol)\""
  }

  private func accounts(_ tag: TagReference?) -> String {
    tag.map { " for accounts tag \($0.dimension):\($0.value)" } ?? ""
  }

  private func forEach(_ variable: MemberVariable?) -> String {
    guard let variable else { return "" }
    let spelling = ExpressionSpelling(rulebook: rulebook, member: variable.name)
    return " for each \(variable.name) in \(spelling.spell(variable.set))"
  }

  // MARK: Rules

  private func rule(_ rule: Rule) -> String {
    let spelling = ExpressionSpelling(
      rulebook: rulebook,
      member: rule.forEach?.name ?? "member"
    )
    var parts: [String] = []
    if let when = rule.when { parts.append("when \(spelling.spell(when))") }
    parts.append(action(rule.action, spelling))
    if let exit = rule.exit { parts.append("exit when \(spelling.spell(exit))") }
    if let until = rule.until { parts.append("until \(spelling.spell(until))") }
    if rule.cooldown != .days(1) { parts.append("cooldown \(rule.cooldown)") }
    if let because = rule.because { parts.append("because \"\(because)\"") }
    let head = "rule \(rule.name)\(forEach(rule.forEach))\(accounts(rule.accounts))"
    return "\(head) { \(parts.joined(separator: " ")) }"
  }

  private func action(_ action: Action, _ spelling: ExpressionSpelling) -> String {
    switch action {
    case .build(let build):
      let verb = build.isShort ? "build short" : "build"
      let steps = steps(build.steps, spelling)
      return "\(verb) \(target(build.target, spelling)) to \(build.weight) of nav\(steps)"
    case .hold(let hold):
      let band = hold.band.isZero ? "" : " within \(hold.band)"
      return "hold \(target(hold.target, spelling)) at \(hold.weight) of nav\(band)"
    case .trim(let trim):
      let bound =
        switch trim.bound {
        case .toWeight(let weight): "to \(weight) of nav"
        case .by(let share): "by \(share)"
        }
      return "trim \(target(trim.target, spelling)) \(bound)"
    case .freeze(let freeze):
      let side = freeze.side == .both ? "" : "\(freeze.side.rawValue) of "
      return "freeze \(side)\(spelling.spell(freeze.set))"
    case .hedge(let hedge):
      let basis =
        switch hedge.basis {
        case .value: "value"
        case .beta: "beta"
        case .betaOtherwiseValue: "beta otherwise by value"
        }
      let tolerance = hedge.tolerance.isZero ? "" : " within \(hedge.tolerance)"
      return "hedge \(hedge.ratio) of \(spelling.spell(hedge.set)) by \(basis) "
        + "with \(symbol(hedge.instrument))\(tolerance)"
    case .review(let set): return "review \(spelling.spell(set))"
    }
  }

  private func target(_ target: Target, _ spelling: ExpressionSpelling) -> String {
    (target.isEach ? "each " : "") + spelling.spell(target.set)
  }

  private func steps(_ steps: [Step], _ spelling: ExpressionSpelling) -> String {
    if steps.count == 1, steps[0].name == "all" { return "" }
    let parts = steps.map { step in
      let delay = step.gate.delay.map {
        "at least \($0.duration) after \(steps[$0.afterStep].name)"
      }
      let gates = [step.gate.condition.map { "once \(spelling.spell($0))" }, delay]
      let gate = gates.compactMap { $0 }.joined(separator: ", ")
      return "\(step.name) \(step.share) \(gate.isEmpty ? "at once" : gate)"
    }
    return " in tranches { \(parts.joined(separator: " ")) }"
  }

  // MARK: Limits and settings

  private func limit(_ limit: Limit) -> String {
    let force = limit.force == .normal ? "" : " \(limit.force.rawValue)"
    return "limit \(limit.name) \(subject(limit.subject))\(force)\(accounts(limit.accounts))"
  }

  private func subject(_ subject: Limit.Subject) -> String {
    let spelling = ExpressionSpelling(rulebook: rulebook, member: "member")
    switch subject {
    case .noTrade(let trade, let set): return "no \(trade.rawValue) of \(spelling.spell(set))"
    case .bound(let measure, let side, let bound):
      let share = "\(side.rawValue) \(spelling.percent(bound))"
      switch measure {
      case .weightOfEachInstrument: return "weight of each instrument \(share)"
      case .weightOfEachValue(let dimension): return "weight of each \(dimension) \(share)"
      case .weightOfSet(let set): return "weight of \(spelling.spell(set)) \(share)"
      case .gross: return "gross \(share)"
      case .net: return "net \(share)"
      case .beta: return "beta \(side.rawValue) \(bound)"
      case .cash: return "cash \(share)"
      case .turnover(let window): return "turnover over \(window) \(share)"
      case .tradeOfEachInstrument: return "trade of each instrument \(share) of adv"
      }
    }
  }

  private func settings(_ settings: Settings) -> String {
    var parts = [
      "prices no older than \(settings.pricesNoOlderThan)",
      "news no older than \(settings.newsNoOlderThan)",
    ]
    switch settings.minimumTrade {
    case .money(let money): parts.append("minimum trade \(money)")
    case .shareOfNav(let share): parts.append("minimum trade \(share) of nav")
    }
    parts.append(settings.allowsFractionalShares ? "shares fractional" : "shares whole")
    if settings.allowsShorting { parts.append("shorting allowed") }
    if !settings.borrow.isZero { parts.append("borrow up to \(settings.borrow) of nav") }
    if let costs = settings.costs {
      parts.append("costs \(costs.perOrder) per order plus \(costs.share)")
    }
    return "settings { \(parts.joined(separator: " ")) }"
  }
}
