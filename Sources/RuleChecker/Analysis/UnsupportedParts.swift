public import RuleSyntax

/// What a sound rulebook asks for that this version can't evaluate yet.
///
/// It is refused before anything is evaluated: left out quietly, a rule would look as if it decided
/// something.
public enum UnsupportedParts {
  /// An error for each part, in order of rule and then of catalyst; empty when all can be evaluated.
  public static func diagnostics(of rulebook: CheckedRulebook) -> [Diagnostic] {
    let expressions = rulebook.lets.map(\.value) + rulebook.rules.flatMap(\.conditions)
    let figures = expressions.flatMap(unsupported)
    let calendars = rulebook.catalysts.compactMap { catalyst -> Diagnostic? in
      guard case .calendar = catalyst.schedule else { return nil }
      return .notYetSupported("`expected from calendar`", at: catalyst.span, why: .calendar)
    }
    return figures + calendars
  }

  private static func unsupported(_ expression: Expression) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var open = [expression]
    while let next = open.popLast() {
      if case .holding(let measure, _) = next.kind, let why = reason(measure) {
        found.append(.notYetSupported("`\(measure.name)`", at: next.span, why: why))
      }
      open += next.operands.reversed()
    }
    return found
  }

  private static func reason(_ measure: HoldingMeasure) -> Unsupported? {
    switch measure {
    case .weight, .value, .quantity, .exposure, .beta, .price: nil
    case .gain: .costs
    case .priceChange: .prices
    }
  }
}

/// Why something is not there yet, with what to do.
private enum Unsupported: String {
  case costs = "accounts carry no costs in this version; compare `price(…)` with a price instead"
  case prices =
    "only the latest price is read in this version; compare `price(…)` with a price instead"
  case calendar = "no calendar is read in this version; write `expected on DATE`"
}

extension Diagnostic {
  fileprivate static func notYetSupported(
    _ what: String,
    at span: Span,
    why: Unsupported
  ) -> Diagnostic {
    Diagnostic(
      code: "not-yet-supported",
      span: span,
      message: "\(what) can't be evaluated in this version",
      help: why.rawValue
    )
  }
}
