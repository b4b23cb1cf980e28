internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// What one assumption claims; nothing when it holds a mistake, which has been reported.
  mutating func lowerAssumption(_ node: SyntaxNode) -> Assumption.Claim? {
    switch node.kind {
    case .parenthesized:
      guard let inner = Production(node).firstOperand else { return broken(node.span) }
      return lowerAssumption(inner)
    case .comparison: return lowerAssumedValue(node)
    case .predicated: return lowerAssumedState(node)
    default:
      report(.noAssumption(at: node.span))
      return nil
    }
  }

  // MARK: Catalysts

  /// `CATALYST is STATE`
  private mutating func lowerAssumedState(_ node: SyntaxNode) -> Assumption.Claim? {
    guard let operand = lowerPredicated(node, Scope()) else { return nil }
    guard case .catalyst(let reference, let test)? = operand.expression?.kind else {
      return broken(node.span)
    }
    guard case .isOneOf(let states) = test, let state = states.first, states.count == 1 else {
      report(.oneStateWanted(at: node.child(.predicate)?.span ?? node.span))
      return nil
    }
    return .catalyst(reference, state)
  }

  // MARK: Values

  /// `FUNCTION(SUBJECT) = VALUE`
  private mutating func lowerAssumedValue(_ node: SyntaxNode) -> Assumption.Claim? {
    let part = Production(node)
    guard let sides = operands(node, 2) else { return nil }
    guard let token = part.own.first(where: { part.kind(of: $0) != .unknown }) else {
      return broken(node.span)
    }
    guard part.text(of: token) == "=" else {
      report(.equalsWanted(part.text(of: token), at: part.span(of: token)))
      return nil
    }
    let call = Production(sides[0])
    guard sides[0].kind == .call, let word = call.first(.word) else {
      report(.noAssumption(at: sides[0].span))
      return nil
    }
    guard let function = Functions.named(call.text(of: word)) else {
      // Says what is wrong with the name.
      if lower(sides[0], Scope()) != nil { report(.noAssumption(at: sides[0].span)) }
      return nil
    }
    switch function.form {
    case .news(let kind): return lowerAssumedNews(kind, function, call, sides[1])
    case .holding(.price): return lowerAssumedPrice(function, call, sides[1])
    case .holding, .priceChange, .account, .days:
      report(.derivedFigure(function.name, at: sides[0].span))
      return nil
    }
  }

  private mutating func lowerAssumedNews(
    _ kind: NewsCall.Function,
    _ function: FunctionDescriptor,
    _ call: Production,
    _ value: SyntaxNode
  ) -> Assumption.Claim? {
    // What is left out stands for any.
    var relaxed = function
    for index in relaxed.arguments.indices { relaxed.arguments[index].isRequired = false }
    guard
      let arguments = lowerArguments(call, of: relaxed, Scope()),
      let read = lowerNews(kind, relaxed, arguments, at: call.span, Scope()),
      case .news(let call)? = read.expression?.kind,
      let operand = lower(value, Scope())
    else { return nil }
    let range = AssumedRange(kind)
    guard let ratio = range.value(of: operand) else {
      report(.assumedValueOutOfRange(function.name, range, operand, sources))
      return nil
    }
    return .news(call, ratio)
  }

  private mutating func lowerAssumedPrice(
    _ function: FunctionDescriptor,
    _ call: Production,
    _ value: SyntaxNode
  ) -> Assumption.Claim? {
    guard
      let arguments = lowerArguments(call, of: function, Scope()),
      let instrument = lowerInstrument(arguments.subject, Scope(), for: function.name),
      let operand = lower(value, Scope())
    else { return nil }
    guard case .symbol(let symbol) = instrument else { return broken(call.span) }
    guard case .money(let money)? = operand.expression?.kind, money.amount > .zero else {
      report(.priceWanted(operand, sources))
      return nil
    }
    return .price(symbol: symbol, money)
  }
}

/// What a function of the news can be.
struct AssumedRange {
  let function: NewsCall.Function

  init(_ function: NewsCall.Function) { self.function = function }

  /// In words.
  var described: String {
    switch function {
    case .sentiment: "from -1 to 1"
    case .sentimentChange: "from -2 to 2"
    case .impact: "from 0 to 1"
    case .articles, .sources: "a whole number from 0 on"
    case .age: "a duration of fixed length such as 3d"
    }
  }

  /// The value of a constant in range; nothing for anything else.
  func value(of operand: Operand) -> Ratio? {
    switch (function, operand.expression?.kind) {
    case (.age, .duration(let duration)?): return duration.seconds.map { Ratio($0) }
    case (.age, _): return nil
    case (_, .number(let number)?) where operand.type == .number || operand.type == .score:
      return contains(number) ? number.ratio : nil
    default: return nil
    }
  }

  private func contains(_ number: Number) -> Bool {
    switch function {
    case .sentiment: number.isScore
    case .sentimentChange: (-2 * Number.scale...2 * Number.scale).contains(number.units)
    case .impact: number.isUnitInterval
    case .articles, .sources: number.units >= 0 && number.units.isMultiple(of: Number.scale)
    case .age: false
    }
  }
}

// MARK: Messages

extension Diagnostic {
  private static func assumption(
    _ message: String,
    at span: Span,
    help: String,
    notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(code: "bad-assumption", span: span, message: message, help: help, notes: notes)
  }

  static func noAssumption(at span: Span) -> Diagnostic {
    assumption(
      "an assumption replaces one fact of the world",
      at: span,
      help: "write `sentiment(TOPIC) = 0.5`, `CATALYST is confirmed` or `price(SYMBOL) = 150 USD`"
    )
  }

  static func equalsWanted(_ operation: String, at span: Span) -> Diagnostic {
    assumption("`\(operation)` leaves the value open", at: span, help: "write `=` and one value")
  }

  static func oneStateWanted(at span: Span) -> Diagnostic {
    assumption(
      "an assumption names one state",
      at: span,
      help: "write `is confirmed`, or another single state or outcome"
    )
  }

  static func derivedFigure(_ name: String, at span: Span) -> Diagnostic {
    assumption(
      "`\(name)` follows from other facts and can't be assumed",
      at: span,
      help: "assume what it follows from: news, a catalyst, or `price(SYMBOL) = 150 USD`"
    )
  }

  static func assumedValueOutOfRange(
    _ function: String,
    _ range: AssumedRange,
    _ operand: Operand,
    _ sources: Sources
  ) -> Diagnostic {
    assumption(
      "`\(function)` can't be \(sources.quote(operand.span))",
      at: operand.span,
      help: "it is \(range.described)"
    )
  }

  static func priceWanted(_ operand: Operand, _ sources: Sources) -> Diagnostic {
    assumption(
      "a price can't be \(sources.quote(operand.span))",
      at: operand.span,
      help: "write an amount above zero with its currency, as in `150 USD`"
    )
  }

  static func assumedTwice(at span: Span, first: Span) -> Diagnostic {
    assumption(
      "this fact is assumed twice",
      at: span,
      help: "keep one of the two",
      notes: [Note(span: first, message: "the first one is here")]
    )
  }
}
