internal import Quantities
internal import RuleChecker
internal import RuleSyntax

/// What can be said of a sound rulebook before anything runs, a line each: what it costs to evaluate,
/// which rules set each other off, and whether worse news can ever make it buy.
struct AnalysisLines {
  let rulebook: CheckedRulebook
  let analysis: RulebookAnalysis

  var lines: [StyledText] { [cost, triggers, news] }

  /// `cost: at most 31 steps per run and 9 + 4 × instruments per account`
  private var cost: StyledText {
    let bound = analysis.cost
    return "cost: at most \(bound.perRun.described) steps per run and "
      + "\(bound.perAccount.described) per account"
  }

  /// `triggers: scale_in → hedge_toolchain`
  private var triggers: StyledText {
    let pairs = analysis.triggers.edges.map { "\($0.from) → \($0.to)" }
    let shown = pairs.uniqued()
    guard !shown.isEmpty else { return "triggers: no rule can set off another" }
    let more = analysis.triggers.isComplete ? "" : ", and more that were not looked at"
    return StyledText("triggers: " + shown.joined(separator: ", ") + more)
  }

  /// `worse news: can never raise a target, but for rebound (a.tranche:12: …)`
  private var news: StyledText {
    let others = analysis.monotonicity.filter { !$0.isMonotone }
    guard !others.isEmpty else { return "worse news: never raises a target" }
    let named = others.map { rule in
      guard let obstacle = rule.obstacle else { return rule.rule }
      return "\(rule.rule) (\(rulebook.place(of: obstacle.place)): \(obstacle.reason))"
    }
    return StyledText("worse news: never raises a target, but for " + named.joined(separator: "; "))
  }
}

extension StepCount {
  /// `9 + 4 × instruments`; parts that are nothing are left out.
  var described: String {
    var parts: [String] = []
    if constant > 0 || perInstrument == 0 && perPair == 0 { parts.append("\(constant)") }
    if perInstrument > 0 { parts.append("\(perInstrument) × instruments") }
    if perPair > 0 { parts.append("\(perPair) × instruments²") }
    return parts.joined(separator: " + ")
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it came first.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
