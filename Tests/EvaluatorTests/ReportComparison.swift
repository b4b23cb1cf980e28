import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport

/// The real evaluator's reports in the reference's words.
extension ReferenceOutcome {
  mutating func readReports(_ proposal: AccountProposal, _ rulebook: CheckedRulebook) {
    holds = Set(
      proposal.holds.map { "\($0.symbol) \($0.quantity): \($0.code.rawValue)" }
    )
    for report in proposal.limits {
      if let line = ReferenceOutcome.line(report, rulebook) { limits.insert(line) }
    }
    for report in proposal.hedges { hedges.insert(ReferenceOutcome.line(report)) }
    let sums = proposal.totals
    totals = [
      "cashBefore": nineDecimals(sums.cashBefore?.ratio),
      "increases": nineDecimals(sums.increases?.ratio),
      "reductions": nineDecimals(sums.reductions?.ratio),
      "costs": nineDecimals(sums.costs?.ratio),
      "turnover": nineDecimals(sums.turnover),
      "grossBefore": nineDecimals(sums.grossBefore),
      "grossAfter": nineDecimals(sums.grossAfter),
      "netBefore": nineDecimals(sums.netBefore),
      "netAfter": nineDecimals(sums.netAfter),
    ]
  }

  /// Nothing for a subject of which nothing is held or traded and that nothing bounds.
  private static func line(_ report: LimitReport, _ rulebook: CheckedRulebook) -> String? {
    let limit = rulebook.limits.first { $0.name == report.limit }
    var subject = report.subject
    var isOfEach = false
    if case .bound(let measure, _, _) = limit?.subject {
      switch measure {
      case .weightOfSet: subject = "set"
      case .weightOfEachInstrument, .tradeOfEachInstrument, .weightOfEachValue: isOfEach = true
      case .gross, .net, .beta, .cash, .turnover: break
      }
    }
    if let before = report.before, let after = report.after, before.isZero, after.isZero,
      report.state == .held || report.state == .near
    {
      return nil
    }
    if isOfEach, report.after == nil { return nil }
    let shown = [report.before, report.after].map(nineDecimals).joined(separator: " → ")
    return "\(report.limit) \(subject): \(shown) of \(nineDecimals(report.bound)) "
      + report.state.rawValue
  }

  private static func line(_ report: HedgeReport) -> String {
    var shown = "\(report.rule) \(report.instrument) \(report.state.rawValue)"
    guard report.state == .active else { return shown }
    let lines = report.lines.map { "\($0.symbol) \($0.exposure)·\(nineDecimals($0.beta.ratio))" }
    shown += " of \(lines.joined(separator: " + ")): \(nineDecimals(report.exposureToOffset))"
    shown += " by \(nineDecimals(report.unitExposure))·\(nineDecimals(report.unitBeta?.ratio))"
    shown += " = \(nineDecimals(report.wantedExact)), \(nineDecimals(report.wanted?.ratio))"
    return shown
  }
}

extension ReferenceOutcome.Change {
  init(_ change: Evaluator.Change) {
    let isConversion = change.action == .convert
    // What a conversion is worth differs by what its rounding costs.
    self.init(
      symbol: change.symbol,
      action: change.action.rawValue,
      quantity: change.quantity,
      value: isConversion ? nil : change.value,
      price: isConversion ? nil : change.price,
      currency: change.currency
    )
    if isConversion { return }
    weights = [change.weightBefore, change.weightAfter].map(nineDecimals).joined(separator: " → ")
    rules = change.rules
    steps = change.steps
    cuts = change.cuts.map { cut in
      let factor = cut.factor.map { " × \(nineDecimals($0))" } ?? ""
      return "\(cut.by): \(nineDecimals(cut.from)) → \(nineDecimals(cut.to))\(factor)"
    }
    dependsOn = change.dependsOn
  }

  /// All but what the list of trades shows.
  var evidence: String {
    // The real one also lists what a basket cut of a build that asked for less.
    let own = cuts.filter { !$0.hasPrefix("basket: ") }
    let lists = [rules, steps, own, dependsOn].map { $0.joined(separator: ", ") }
    return "\(action) \(symbol) at \(price.map { "\($0)" } ?? "?") \(currency), "
      + "weight \(weights ?? "?"), rules \(lists[0]), steps \(lists[1]), cuts \(lists[2]), "
      + "after \(lists[3])"
  }
}
