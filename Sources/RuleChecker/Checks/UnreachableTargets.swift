internal import Quantities
internal import RuleSyntax

extension Check {
  static let unreachableTarget = Check(
    code: "unreachable-target",
    severity: .warning,
    finds: "a build to a weight above the limit on each instrument",
    matters: "the build stays unfinished, and every run cuts it again",
    example: """
      limit single weight of each instrument <= 10%
      rule own { build NVDA to 12% of nav }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      rule own { build NVDA to 8% of nav }
      """,
    run: { draft in
      guard let limit = lowestLimit(draft.rulebook) else { return [] }
      return draft.rulebook.rules.compactMap { rule in
        guard case .build(let build) = rule.action else { return nil }
        let largest = largestWeight(build, draft.rulebook)
        guard largest > limit.bound else { return nil }
        return .unreachableTarget(rule, build, largest, limit)
      }
    }
  )

  /// The tightest limit on each instrument that holds for all accounts.
  private static func lowestLimit(
    _ rulebook: CheckedRulebook
  ) -> (name: String, bound: Percent, span: Span)? {
    var lowest: (name: String, bound: Percent, span: Span)?
    for limit in rulebook.limits where limit.holdsWeightsBack && limit.accounts == nil {
      guard case .bound(.weightOfEachInstrument, _, let number) = limit.subject else { continue }
      let bound = Percent(units: number.units)
      if let known = lowest, known.bound <= bound { continue }
      lowest = (limit.name, bound, limit.span)
    }
    return lowest
  }

  /// The weight of the largest single instrument.
  private static func largestWeight(_ build: Build, _ rulebook: CheckedRulebook) -> Percent {
    guard
      !build.target.isEach, case .basket(let index) = build.target.set.kind,
      rulebook.baskets.indices.contains(index),
      let share = rulebook.baskets[index].members.map(\.weight).max()
    else { return build.weight }
    let units = Int128(build.weight.units) * Int128(share.units) / Int128(Percent.scale)
    return Percent(units: Int64(clamping: units))
  }
}

extension Diagnostic {
  static func unreachableTarget(
    _ rule: Rule,
    _ build: Build,
    _ weight: Percent,
    _ limit: (name: String, bound: Percent, span: Span)
  ) -> Diagnostic {
    Diagnostic(
      code: "unreachable-target",
      severity: .warning,
      span: build.target.set.span,
      message: "`\(rule.name)` builds one instrument to \(weight), and `\(limit.name)` stops it at "
        + "\(limit.bound)",
      help: "lower the weight or raise the limit",
      notes: [Note(span: limit.span, message: "`\(limit.name)` is here")]
    )
  }
}
