internal import RuleSyntax

extension Check {
  static let typeMismatch = Check(
    code: "type-mismatch",
    finds: "operands whose types or units can't meet, or a value of another type than is wanted",
    matters: "25% plus 10 dollars is no amount, and a comparison of unlike things means nothing",
    example: """
      rule look { when weight(NVDA) > 25% + 10 USD review NVDA }
      """,
    instead: """
      rule look { when value(NVDA) > 25% * nav + 10 USD review NVDA }
      """
  )
}

extension Diagnostic {
  private static func typeMismatch(
    _ message: String,
    at span: Span,
    help: String,
    notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(code: "type-mismatch", span: span, message: message, help: help, notes: notes)
  }

  /// Two operands that do not go with the operator between them.
  static func cannotMeet(
    _ sign: String,
    _ left: Operand,
    _ right: Operand,
    at span: Span,
    _ sources: Sources
  ) -> Diagnostic {
    let verb =
      switch sign {
      case "+": "added to"
      case "-": "taken from"
      case "*": "multiplied by"
      case "/": "divided by"
      case "otherwise": "replaced by"
      default: "compared with"
      }
    let isReversed = sign == "+" || sign == "-"
    let first = isReversed ? right : left
    let second = isReversed ? left : right
    return typeMismatch(
      "\(first.type.described) can't be \(verb) \(second.type.described)",
      at: span,
      help: hint(sign, left, right),
      notes: [
        Note(span: left.span, message: "\(sources.quote(left.span)) is \(left.type.described)"),
        Note(span: right.span, message: "\(sources.quote(right.span)) is \(right.type.described)"),
      ]
    )
  }

  private static func hint(_ sign: String, _ left: Operand, _ right: Operand) -> String {
    let types = [left.type, right.type]
    if types.contains(.catalyst) { return "ask for the catalyst's state: `… is confirmed`" }
    if types.contains(.set) {
      return "ask for a figure of the instruments: `weight(…)`, `value(…)`, `price(…)`"
    }
    if types.contains(.boolean) { return "join conditions with `and`, `or` and `not`" }
    if sign == "*" { return "multiply by a plain number or a percentage" }
    if sign == "/" { return "divide by a plain number, or by something of the same unit" }
    if types.contains(.percent), types.contains(.score) {
      return "scores are plain numbers from -1 to 1: write `0.25` or `mildly_positive`"
    }
    if types.contains(.percent), types.contains(.number) {
      return "write both as percentages, `25%`, or both as numbers, `0.25`"
    }
    if types.contains(.percent), types.contains(.money) {
      return "turn the percentage into money: `25% * nav`"
    }
    if types.contains(.duration), types.contains(.number) {
      return "days are counted by plain numbers, ages by durations such as `10d`"
    }
    if types.contains(.price) { return "a price meets money of a named currency: `150 USD`" }
    return "give both sides one unit"
  }

  static func conditionWanted(_ operand: Operand, _ sources: Sources) -> Diagnostic {
    let help =
      switch operand.type {
      case .catalyst: "ask for its state: `\(sources.plain(operand.span)) is confirmed`"
      case .set: "compare a figure of it: `weight(\(sources.plain(operand.span))) > 1%`"
      default: "compare it with something: `… > …`"
      }
    return typeMismatch(
      "\(sources.quote(operand.span)) is \(operand.type.described), not a condition",
      at: operand.span,
      help: help
    )
  }

  static func valueWanted(_ operand: Operand, _ sources: Sources) -> Diagnostic {
    typeMismatch(
      "\(sources.quote(operand.span)) is \(operand.type.described), not a value",
      at: operand.span,
      help: operand.type == .catalyst
        ? "ask for its state: `… is confirmed`" : "ask for a figure of it: `weight(…)`"
    )
  }

  static func letIsNoValue(_ name: String, _ operand: Operand) -> Diagnostic {
    typeMismatch(
      "`\(name)` would be \(operand.type.described), and a `let` holds a value or a condition",
      at: operand.span,
      help: operand.type == .catalyst
        ? "ask for its state: `let \(name) = … is confirmed`" : "declare a `basket` instead"
    )
  }

  static func cannotNegate(_ operand: Operand, at span: Span) -> Diagnostic {
    typeMismatch(
      "\(operand.type.described) has no negative",
      at: span,
      help: operand.type == .boolean ? "write `not`" : "take the `-` away"
    )
  }

  static func percentWanted(_ text: String, at span: Span) -> Diagnostic {
    typeMismatch(
      "`\(text)` is not a percentage",
      at: span,
      help: "write a percentage such as `5%`, or basis points such as `50bp`"
    )
  }

  static func durationWanted(_ text: String, at span: Span) -> Diagnostic {
    typeMismatch(
      "`\(text)` is not a duration above zero",
      at: span,
      help: "write a duration such as `30d`, `12h` or `5bd`"
    )
  }
}

extension Sources {
  /// The source of `span` without backticks.
  func plain(_ span: Span) -> String { String(quote(span).dropFirst().dropLast()) }
}
