import Evaluator
import Portfolio
import Quantities
import RuleChecker

/// `buy NVDA 4`, `no trade in NVDA`: what is proposed.
struct TradeExpectation {
  let kind: Expectation.Kind

  func verdict(_ seen: Examination) -> Verdict {
    switch kind {
    case .noTrade: none(of: seen.proposal.changes, seen)
    case .noTradeIn(let symbol):
      none(of: seen.proposal.changes.filter { $0.symbol == symbol }, seen)
    case .noTradeFor(let name): none(of: seen.changes(for: name), seen)
    case .trade(let trade, let symbol, let quantity): some(trade, symbol, quantity, seen)
    default: .met
    }
  }

  private func none(of changes: [Change], _ seen: Examination) -> Verdict {
    if changes.isEmpty { return .met }
    return Verdict(
      holds: false,
      actual: changes.map(\.text).joined(separator: ", "),
      isOfTrades: true,
      rules: rules(behind: changes, seen)
    )
  }

  private func some(
    _ trade: Expectation.Trade,
    _ symbol: String,
    _ quantity: Quantity?,
    _ seen: Examination
  ) -> Verdict {
    let mine = seen.proposal.changes.filter { $0.symbol == symbol && $0.action != .convert }
    let isMet = mine.contains {
      $0.action.rawValue == trade.rawValue && (quantity == nil || $0.quantity == quantity)
    }
    if isMet { return .met }
    let help =
      seen.market.indexBySymbol[symbol] == nil
      ? "the account knows no `\(symbol)`; give it a price" : ""
    return Verdict(
      holds: false,
      actual: mine.isEmpty
        ? "no trade in \(symbol)" : mine.map(\.text).joined(separator: ", "),
      help: help,
      isOfTrades: true,
      rules: mine.isEmpty ? rules(speakingOf: symbol, seen) : rules(behind: mine, seen)
    )
  }

  private func rules(behind changes: [Change], _ seen: Examination) -> [RuleReport] {
    let keys = Set(changes.flatMap(\.rules))
    return seen.reports.filter { keys.contains($0.key) }
  }

  /// Rules that could have asked for it: those that fire first, then the others.
  private func rules(speakingOf symbol: String, _ seen: Examination) -> [RuleReport] {
    let speaking = seen.reports.filter { report in
      guard let rule = seen.rule(named: report.rule) else { return false }
      if case .review = rule.action { return false }
      return seen.symbols(of: rule, member: report.member).contains(symbol)
    }
    return speaking.filter { $0.state == .fires } + speaking.filter { $0.state != .fires }
  }
}

/// `single_name cuts NVDA`: a limit or a rule makes an increase smaller, or a rule takes off.
struct CutExpectation {
  let name: String
  let symbol: String?

  func verdict(_ seen: Examination) -> Verdict {
    let changes = seen.proposal.changes.filter { symbol == nil || $0.symbol == symbol }
    if changes.contains(where: { isCut($0, seen) }) { return .met }
    let holds = seen.proposal.holds.filter { symbol == nil || $0.symbol == symbol }
    if holds.contains(where: { isCut($0) }) { return .met }
    let isSmaller = seen.proposal.conflicts.contains { conflict in
      (symbol == nil || conflict.symbol == symbol)
        && conflict.rules.dropFirst().contains { seen.isName(name, of: $0) }
    }
    if isSmaller { return .met }
    let cuts = Set(changes.flatMap { $0.cuts.map(\.by) }).sorted()
    return Verdict(
      holds: false,
      actual: cuts.isEmpty ? "nothing is cut" : "cut by \(cuts.joined(separator: ", "))",
      isOfTrades: true,
      rules: Array(seen.reports(of: name).prefix(1))
    )
  }

  private func isCut(_ change: Change, _ seen: Examination) -> Bool {
    if change.cuts.contains(where: { names(in: $0.by).contains(name) }) { return true }
    let isReduction = change.action == .sell || change.action == .cover
    return isReduction && change.rules.contains { seen.isName(name, of: $0) }
  }

  /// An increase of which nothing is left names in its detail what took it.
  private func isCut(_ hold: Evaluator.Hold) -> Bool {
    switch hold.code {
    case .tooSmall, .noRoom, .frozen, .belowMinimumTrade:
      let detail = hold.detail.hasPrefix("after ") ? String(hold.detail.dropFirst(6)) : hold.detail
      return names(in: detail).contains(name)
    case .noRule, .satisfied, .blocked, .undecidedHedge: return false
    }
  }

  private func names(in list: String) -> [String] {
    list.split { $0 == "," || $0 == " " }.map { String($0) }
  }
}

/// All trades of a run beside what the run expects of them.
struct TradeRows {
  let run: TestRun
  let examination: Examination

  /// By symbol.
  var rows: [TradeRow] {
    var expected: [String: [Expectation.Kind]] = [:]
    for expectation in run.expectations {
      switch expectation.kind {
      case .trade(_, let symbol, _), .noTradeIn(let symbol):
        expected[symbol, default: []].append(expectation.kind)
      default: continue
      }
    }
    let changes = Dictionary(grouping: examination.proposal.changes, by: \.symbol)
    return Set(expected.keys).union(changes.keys).sorted().map { symbol in
      let wanted = expected[symbol] ?? []
      let made = changes[symbol] ?? []
      let holds = wanted.allSatisfy { TradeExpectation(kind: $0).verdict(examination).holds }
      return TradeRow(
        symbol: symbol,
        expected: wanted.isEmpty ? nil : wanted.map(text).joined(separator: ", "),
        actual: made.isEmpty
          ? nil : made.map { "\($0.action.rawValue) \($0.quantity)" }.joined(separator: ", "),
        differs: !holds,
        causes: Set(made.flatMap { $0.steps.isEmpty ? $0.rules : $0.steps }).sorted()
      )
    }
  }

  private func text(_ kind: Expectation.Kind) -> String {
    guard case .trade(let trade, _, let quantity) = kind else { return "no trade" }
    return trade.rawValue + (quantity.map { " \($0)" } ?? "")
  }
}

extension Change {
  /// `buy NVDA 4`.
  fileprivate var text: String { "\(action.rawValue) \(symbol) \(quantity)" }
}

extension RuleReport {
  /// `rule`, or `rule[SYMBOL]`.
  var key: String { member.map { "\(rule)[\($0)]" } ?? rule }
}
