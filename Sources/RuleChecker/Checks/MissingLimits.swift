internal import RuleSyntax

extension Check {
  static let noLimit = Check(
    code: "no-limit",
    severity: .warning,
    finds: "a build whose instruments no weight limit holds back",
    matters: "several rules may raise one instrument; only a limit says how far at the most",
    example: """
      rule own { build NVDA to 5% of nav }
      """,
    instead: """
      rule own { build NVDA to 5% of nav }
      limit single weight of each instrument <= 10%
      """,
    run: { draft in
      let rulebook = draft.rulebook
      let limits = rulebook.limits.filter(\.holdsWeightsBack)
      if limits.contains(where: \.holdsAnyInstrument) { return [] }
      var limited: Set<String> = []
      var isOpen = false
      for limit in limits {
        guard case .bound(.weightOfSet(let set), _, _) = limit.subject else { continue }
        if let symbols = rulebook.namedSymbols(set) {
          limited.formUnion(symbols)
        } else {
          isOpen = true
        }
      }
      if isOpen { return [] }
      return rulebook.rules.compactMap { rule in
        guard case .build(let build) = rule.action else { return nil }
        let reach = InstrumentReach(build.target.set, of: rule, in: rulebook)
        if let symbols = reach.symbols, symbols.isSubset(of: limited) { return nil }
        return .noLimit(rule, at: build.target.set.span)
      }
    }
  )
}

extension Limit {
  /// Whether it bounds weights from above and is more than a report.
  var holdsWeightsBack: Bool {
    guard force != .advisory, case .bound(let measure, .atMost, _) = subject else { return false }
    switch measure {
    case .weightOfEachInstrument, .weightOfEachValue, .weightOfSet: return true
    case .gross, .net, .beta, .cash, .turnover, .tradeOfEachInstrument: return false
    }
  }

  fileprivate var holdsAnyInstrument: Bool {
    guard case .bound(let measure, _, _) = subject else { return false }
    switch measure {
    case .weightOfEachInstrument, .weightOfEachValue: return true
    default: return false
    }
  }
}

extension CheckedRulebook {
  /// The symbols of a set without a `for each` variable, where the rulebook names them all.
  func namedSymbols(_ set: InstrumentSet) -> Set<String>? {
    switch set.kind {
    case .symbol(let symbol): return [symbol]
    case .basket(let index):
      return baskets.indices.contains(index) ? Set(baskets[index].members.map(\.symbol)) : []
    case .tag, .all, .member: return nil
    case .held(let inner): return namedSymbols(inner)
    case .except(let inner, let taken):
      guard let symbols = namedSymbols(inner) else { return nil }
      return symbols.subtracting(namedSymbols(taken) ?? [])
    }
  }
}

extension Diagnostic {
  static func noLimit(_ rule: Rule, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "no-limit",
      severity: .warning,
      span: span,
      message: "no limit holds back what `\(rule.name)` builds",
      help: "add `limit single_name weight of each instrument <= 10%`"
    )
  }
}
