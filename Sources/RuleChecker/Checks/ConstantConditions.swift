internal import Quantities
internal import RuleSyntax

extension Check {
  static let constantCondition = Check(
    code: "constant-condition",
    severity: .warning,
    finds: "a comparison that no value, or every value, of its figure passes",
    matters: "it decides nothing, so the number or the sign is probably not the one that was meant",
    example: """
      rule look { when impact(NVDA, over: 7d) > 1.5 review NVDA }
      """,
    instead: """
      rule look { when impact(NVDA, over: 7d) > 0.5 review NVDA }
      """,
    run: { draft in
      var found: [Diagnostic] = []
      for expression in draft.conditions { collect(expression, draft, &found) }
      return found
    }
  )

  private static func collect(
    _ expression: Expression,
    _ draft: Draft,
    _ found: inout [Diagnostic]
  ) {
    switch expression.kind {
    case .and(let parts), .or(let parts), .atLeast(_, let parts):
      for part in parts { collect(part, draft, &found) }
    case .not(let inner): collect(inner, draft, &found)
    case .comparison:
      guard
        let threshold = Threshold(expression, draft), let range = threshold.subject.range,
        let answer = threshold.constantAnswer(in: range)
      else { return }
      found.append(.constantCondition(expression.span, always: answer, range: range))
    default: return
    }
  }
}

/// What values a figure can have.
struct FigureRange {
  var lowest: Number
  var highest: Number?

  var described: String {
    highest.map { "from \(lowest) to \($0)" } ?? "\(lowest) or more"
  }
}

extension Threshold.Subject {
  fileprivate var range: FigureRange? {
    switch self {
    case .news(let call):
      switch call.function {
      case .sentiment: FigureRange(lowest: Number(units: -Number.scale), highest: .one)
      case .impact: FigureRange(lowest: .zero, highest: .one)
      case .sentimentChange:
        FigureRange(
          lowest: Number(units: -2 * Number.scale),
          highest: Number(units: 2 * Number.scale)
        )
      case .articles, .sources: FigureRange(lowest: .zero)
      case .age: nil
      }
    case .account(.gross): FigureRange(lowest: .zero)
    case .account, .instrument, .basket: nil
    }
  }
}

extension Threshold {
  /// The one answer that every value of the range gives, if there is one.
  fileprivate func constantAnswer(in range: FigureRange) -> Bool? {
    let isAbove = range.highest.map { number > $0 } ?? false
    let isAtTop = range.highest == number
    let isBelow = number < range.lowest
    let isAtBottom = number == range.lowest
    switch comparison {
    case .less: return isAbove ? true : isBelow || isAtBottom ? false : nil
    case .lessOrEqual: return isAbove || isAtTop ? true : isBelow ? false : nil
    case .greater: return isBelow ? true : isAbove || isAtTop ? false : nil
    case .greaterOrEqual: return isBelow || isAtBottom ? true : isAbove ? false : nil
    case .equal: return isAbove || isBelow ? false : nil
    case .notEqual: return isAbove || isBelow ? true : nil
    }
  }
}

extension Draft {
  /// Every condition as it is written: of rules, of steps and of lets, each once.
  var conditions: [Expression] {
    var found = rulebook.lets.map(\.value).filter { $0.type == .boolean }
    for rule in rulebook.rules {
      found += [rule.when, rule.exit, rule.until].compactMap { $0 }
      if case .build(let build) = rule.action { found += build.steps.compactMap(\.gate.condition) }
    }
    return found
  }
}

extension Diagnostic {
  static func constantCondition(_ span: Span, always: Bool, range: FigureRange) -> Diagnostic {
    Diagnostic(
      code: "constant-condition",
      severity: .warning,
      span: span,
      message: always ? "this always holds" : "this never holds",
      help: "the figure is \(range.described)"
    )
  }
}
