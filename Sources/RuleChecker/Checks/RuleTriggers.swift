internal import RuleSyntax

extension Check {
  static let triggerCycle = Check(
    code: "trigger-cycle",
    severity: .warning,
    finds: """
      rules that can set each other off in a ring, each by changing a weight, a value, cash, gross or net \
      that the next one's condition reads; and a rule whose own purchase can make its own `exit when` true
      """,
    matters: """
      after each run another of them acts, so the account trades back and forth without any news. A gap \
      between the two thresholds that is wider than the trades ends it: what is bought up to 4% of nav \
      never makes `weight(…) > 5%` true. Exposure per unit is taken to be positive
      """,
    example: """
      limit single weight of each instrument <= 10%
      rule fill { when weight(NVDA) < 5% hold NVDA at 6% of nav }
      rule drop { when weight(NVDA) > 5% trim NVDA to 3% of nav }
      """,
    instead: """
      limit single weight of each instrument <= 10%
      rule fill { when weight(NVDA) < 3% hold NVDA at 4% of nav }
      rule drop { when weight(NVDA) > 8% trim NVDA to 5% of nav }
      """,
    run: { draft in
      // An exit that is true at the entry is told once, as that.
      let overlapping = Set(draft.exitsAboveEntry.map(\.rule))
      return draft.insights.triggers.cycles
        .filter { $0.count > 1 || !overlapping.contains($0.first?.from ?? "") }
        .map { .triggerCycle($0) }
    }
  )
}

extension Diagnostic {
  /// - Parameter ring: not empty; each edge begins where the one before ends.
  static func triggerCycle(_ ring: [TriggerGraph.Edge]) -> Diagnostic {
    let names = ring.prefix(8).map { "`\($0.from)`" }
    let path = (names + (ring.count > 8 ? ["…"] : []) + names.prefix(1)).joined(separator: " → ")
    let first = ring.first
    // The ring begins and ends with the first rule, whose own condition is the last one.
    return Diagnostic(
      code: "trigger-cycle",
      severity: .warning,
      span: ring.last?.place ?? Span(file: 0, start: 0, end: 0),
      message: ring.count == 1
        ? "what `\(first?.from ?? "")` buys can set off its own exit"
        : "these rules can set each other off: \(path)",
      help: "leave a gap between the thresholds that is wider than what the rules trade",
      notes: ring.dropLast().prefix(7).map {
        Note(
          span: $0.place,
          message: "`\($0.from)` can make this `\($0.clause.word)` of `\($0.to)` true"
        )
      }
    )
  }
}
