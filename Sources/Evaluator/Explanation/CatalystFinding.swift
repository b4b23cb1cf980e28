import Portfolio
import Quantities
import RuleChecker

/// What a test of a catalyst saw: `gcc_support is reported, needs confirmed`.
extension FindingWriter {
  func catalyst(
    _ reference: CatalystReference,
    _ test: CatalystTest,
    isWanted: Bool
  ) -> Finding {
    let standing = world.standing(of: reference, member: conditions.member, at: conditions.at)
    let expression = Expression(
      .catalyst(reference, test),
      type: .boolean,
      span: world.rulebook.catalysts[reference.catalyst].span
    )
    let truth = conditions.truth(of: expression)
    let needed = text.spell(test).trimmingPrefix("is ")
    let verdict = Finding.Verdict(isWanted ? truth : truth.negated)
    return Finding(
      subject: text.spell(reference),
      verdict: verdict,
      actual: actual(standing, test) + (standing?.isAssumed == true ? " (assumed)" : "")
        + (truth == .blind ? " (feed stale)" : ""),
      needed: isWanted ? needed : "not \(needed)",
      distance: verdict == .fails ? distance(of: standing, to: test) : "",
      missing: truth == .blind
        ? "the news feed is stale, and no person settled \(text.spell(reference))" : ""
    )
  }

  /// Its state, and where time matters since when.
  private func actual(_ standing: CatalystStanding?, _ test: CatalystTest) -> String {
    guard let standing else { return "unknown" }
    let state = standing.outcome ?? standing.state.rawValue
    guard case .changedWithin = test, let since = standing.since else { return state }
    return "\(state) since \(since.date)"
  }

  /// How long ago it would have had to change: `3.5d too old`.
  private func distance(of standing: CatalystStanding?, to test: CatalystTest) -> String {
    guard case .changedWithin(let duration) = test, let since = standing?.since else { return "" }
    let over = conditions.at.subtracting(duration).secondsSinceEpoch - since.secondsSinceEpoch
    guard over >= 0 else { return "" }
    return "\(ValueText(type: .duration).spell(Ratio(over))) too late"
  }
}
