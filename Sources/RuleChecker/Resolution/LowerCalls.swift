internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// `NAME(…)`: a function, or a catalyst of an instrument.
  mutating func lowerCall(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    let part = Production(node)
    guard let token = part.first(.word) else { return broken(node.span) }
    let name = part.text(of: token)
    guard let function = Functions.named(name) else {
      if let entry = names[name], entry.kind == .catalyst {
        return lowerCatalyst(node, scope).map { Operand(catalyst: $0, span: node.span) }
      }
      return reportNoFunction(name, at: part.span(of: token), scope)
    }
    guard let arguments = lowerArguments(part, of: function, scope) else {
      checkSubject(part, of: function, scope)
      return nil
    }
    switch function.form {
    case .account:
      report(.functionTakesNothing(name, at: node.span))
      return nil
    case .news(let kind): return lowerNews(kind, function, arguments, at: node.span, scope)
    case .holding(let measure):
      return lowerHolding(measure, function, arguments.subject, at: node.span, scope)
    case .priceChange:
      guard let over = duration(arguments, "over") else { return broken(node.span) }
      let measure = HoldingMeasure.priceChange(over: over)
      return lowerHolding(measure, function, arguments.subject, at: node.span, scope)
    case .days(let count):
      guard let reference = lowerCatalyst(arguments.subject, scope) else { return nil }
      return Operand(.days(count, reference), type: function.result, span: node.span)
    }
  }

  /// Beside a broken argument: mistakes in the subject are told in the same run.
  private mutating func checkSubject(
    _ call: Production,
    of function: FunctionDescriptor,
    _ scope: Scope
  ) {
    let arguments = call.children.filter { $0.kind == .argument }.map { Production($0) }
    let subject = arguments.first { $0.first(.colon) == nil }?.firstOperand
    guard let subject, subject.kind != .missing else { return }
    switch function.form {
    case .news: _ = lowerNewsSubject(subject, function, scope)
    case .holding, .priceChange: _ = lowerSet(subject, scope)
    case .days: _ = lowerCatalyst(subject, scope)
    case .account: break
    }
  }

  private mutating func reportNoFunction(
    _ name: String,
    at span: Span,
    _ scope: Scope
  ) -> Operand? {
    if let entry = names.use(name) {
      report(.wrongKind(name, entry, at: span, wanted: "a function"))
    } else {
      reportUnknown(
        name,
        at: span,
        wanted: "function",
        declareAs: nil,
        among: Functions.all.filter { $0.subject != .nothing }.map(\.name)
          + candidates([.catalyst], Scope())
      )
    }
    return nil
  }

  // MARK: Arguments

  /// What stands between the parentheses.
  struct Arguments {
    var subject: SyntaxNode
    var named: [String: Operand.Constant] = [:]
  }

  mutating func lowerArguments(
    _ call: Production,
    of function: FunctionDescriptor,
    _ scope: Scope
  ) -> Arguments? {
    var subject: SyntaxNode?
    var named: [String: Operand.Constant] = [:]
    var places: [String: Span] = [:]
    var isGood = true
    var hasStray = false
    for node in call.children where node.kind == .argument {
      let part = Production(node)
      guard let value = part.firstOperand, value.kind != .missing else {
        markBroken(part.span)
        isGood = false
        continue
      }
      guard part.first(.colon) != nil else {
        if subject == nil {
          subject = value
        } else {
          report(.oneSubject(function, value, sources))
          isGood = false
          hasStray = true
        }
        continue
      }
      guard let token = part.first(.word) else {
        markBroken(part.span)
        isGood = false
        continue
      }
      let name = part.text(of: token)
      if let first = places[name] {
        report(.duplicateArgument(name, at: part.span, first: first))
        isGood = false
        continue
      }
      places[name] = part.span
      guard let argument = function.arguments.first(where: { $0.name == name }) else {
        report(.unknownArgument(name, of: function, at: part.span(of: token)))
        isGood = false
        hasStray = true
        continue
      }
      guard let constant = lowerArgument(value, argument, scope) else {
        isGood = false
        continue
      }
      named[name] = constant
    }
    return completed(call, function, subject, named, Set(places.keys), isGood, hasStray: hasStray)
  }

  private mutating func completed(
    _ call: Production,
    _ function: FunctionDescriptor,
    _ subject: SyntaxNode?,
    _ named: [String: Operand.Constant],
    _ given: Set<String>,
    _ isGood: Bool,
    hasStray: Bool
  ) -> Arguments? {
    var isGood = isGood
    let isBroken = faults.touch(call.span)
    // A stray argument may be the one that is missing.
    if !isBroken, !hasStray {
      for argument in function.arguments where argument.isRequired && !given.contains(argument.name)
      {
        report(.missingArgument(argument, of: function, at: call.span))
        isGood = false
      }
    }
    guard let subject else {
      if !isBroken, isGood, function.subject != .nothing {
        report(.missingSubject(function, at: call.span))
      } else if isGood, function.subject == .nothing {
        report(.functionTakesNothing(function.name, at: call.span))
      } else {
        markBroken(call.span)
      }
      return nil
    }
    return isGood && !isBroken ? Arguments(subject: subject, named: named) : broken(call.span)
  }

  /// A constant of the kind that the argument takes.
  private mutating func lowerArgument(
    _ node: SyntaxNode,
    _ argument: NamedArgument,
    _ scope: Scope
  ) -> Operand.Constant? {
    guard let operand = lower(node, scope) else { return nil }
    switch (argument.value, operand.constant) {
    case (.duration, .duration(let value)?) where value.count > 0:
      if argument.name == "half_life", value.seconds == nil { break }
      return operand.constant
    case (.share, .number(let value)?) where value.isUnitInterval:
      return operand.constant
    case (.count, .number(let value)?)
    where value.units > 0 && value.units.isMultiple(of: Number.scale):
      return operand.constant
    default: break
    }
    report(.badArgument(argument, operand, sources))
    return nil
  }

  // MARK: News

  mutating func lowerNews(
    _ kind: NewsCall.Function,
    _ function: FunctionDescriptor,
    _ arguments: Arguments,
    at span: Span,
    _ scope: Scope
  ) -> Operand? {
    guard let subject = lowerNewsSubject(arguments.subject, function, scope) else { return nil }
    let call = NewsCall(
      function: kind,
      subject: subject,
      over: duration(arguments, "over"),
      halfLife: duration(arguments, "half_life"),
      minimumRelevance: number(arguments, "relevance"),
      minimumArticles: count(arguments, "articles"),
      minimumSources: count(arguments, "sources")
    )
    return Operand(.news(call), type: function.result, span: span)
  }

  private mutating func lowerNewsSubject(
    _ node: SyntaxNode,
    _ function: FunctionDescriptor,
    _ scope: Scope
  ) -> NewsCall.Subject? {
    switch node.kind {
    case .symbolExpression, .setSymbol:
      return lowerInstrument(node, scope, for: function.name).map { .instrument($0) }
    case .nameExpression, .setName:
      guard let name = node.plainText ?? node.child(.name)?.plainText else {
        return broken(node.span)
      }
      if name == scope.member { return .instrument(.member) }
      guard let entry = names.use(name) else {
        reportUnknown(
          name,
          at: node.span,
          wanted: "topic",
          declareAs: "topic \(name) { mentions \"…\" }",
          among: candidates([.topic], scope)
        )
        return nil
      }
      guard entry.kind == .topic else {
        report(.wrongKind(name, entry, at: node.span, wanted: "a topic or an instrument"))
        return nil
      }
      return .topic(entry.index)
    case .missing: return broken(node.span)
    default:
      report(.newsSubjectWanted(function, at: node.span))
      return nil
    }
  }

  private func duration(_ arguments: Arguments, _ name: String) -> Duration? {
    guard case .duration(let value)? = arguments.named[name] else { return nil }
    return value
  }

  private func number(_ arguments: Arguments, _ name: String) -> Number? {
    guard case .number(let value)? = arguments.named[name] else { return nil }
    return value
  }

  private func count(_ arguments: Arguments, _ name: String) -> Int? {
    number(arguments, name).map { Int($0.units / Number.scale) }
  }

  // MARK: Holdings

  private mutating func lowerHolding(
    _ measure: HoldingMeasure,
    _ function: FunctionDescriptor,
    _ node: SyntaxNode,
    at span: Span,
    _ scope: Scope
  ) -> Operand? {
    guard let set = lowerSet(node, scope) else { return nil }
    var denomination: Operand.Denomination?
    if function.result == .money { denomination = .baseCurrency }
    if function.subject == .instrument {
      let instrument: InstrumentReference
      switch set.kind {
      case .symbol(let symbol): instrument = .symbol(symbol)
      case .member: instrument = .member
      default:
        report(.oneInstrumentWanted(function.name, at: node.span))
        return nil
      }
      // Units are counted alike whatever they are of; prices are not.
      if function.result == .price { denomination = .instrument(instrument) }
    }
    return Operand(
      .holding(measure, set),
      type: function.result,
      span: span,
      denomination: denomination
    )
  }
}
