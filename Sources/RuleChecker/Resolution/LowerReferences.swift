internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// A word by itself: a `let`, a figure of the account, a score word, or something that is no
  /// value until more is said about it.
  mutating func lowerName(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    guard let name = node.plainText else { return broken(node.span) }
    if name == scope.member { return Operand(setAt: node.span) }
    if let entry = names.use(name) { return lowerReference(name, entry, at: node.span) }
    if let function = Functions.named(name) {
      guard case .account(let measure) = function.form else {
        // Something odd behind the name is reported already: `weight[NVDA]`.
        if faults.touch(node) { return broken(node.span) }
        report(.functionWithoutArguments(function, at: node.span))
        return nil
      }
      return Operand(
        .account(measure),
        type: function.result,
        span: node.span,
        denomination: function.result == .money ? .baseCurrency : nil
      )
    }
    if let score = ScoreWords.value(of: name) {
      return Operand(.number(score), type: .score, span: node.span)
    }
    reportUnknown(
      name,
      at: node.span,
      wanted: "value",
      declareAs: "let \(name) = …",
      among: candidates([.let, .catalyst], scope) + ScoreWords.all.map(\.word)
        + Functions.all.filter { $0.subject == .nothing }.map(\.name)
    )
    return nil
  }

  private mutating func lowerReference(
    _ name: String,
    _ entry: NameTable.Entry,
    at span: Span
  ) -> Operand? {
    switch entry.kind {
    case .let:
      guard letStates.indices.contains(entry.index) else { return nil }
      guard case .value(let value) = letStates[entry.index] else { return nil }
      return checkDepth(
        Operand(
          .reference(entry.index),
          type: value.type,
          span: span,
          depth: value.depth + 1,
          constant: value.constant,
          denomination: value.denomination
        )
      )
    case .catalyst:
      return Operand(catalyst: CatalystReference(catalyst: entry.index), span: span)
    case .basket: return Operand(setAt: span)
    case .topic, .rule:
      report(.wrongKind(name, entry, at: span, wanted: "a value"))
      return nil
    }
  }

  // MARK: Catalysts

  /// `NAME predicate` or `NAME(instrument) predicate`
  mutating func lowerPredicated(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    let part = Production(node)
    guard
      let subject = part.firstOperand,
      let predicateNode = part.child(.predicate)
    else { return broken(node.span) }
    guard let reference = lowerCatalyst(subject, scope) else { return nil }
    guard let test = lowerPredicate(predicateNode, catalyst: reference.catalyst) else {
      return nil
    }
    return Operand(.catalyst(reference, test), type: .boolean, span: node.span)
  }

  /// A catalyst by its name, or by name and instrument where it is declared `for each`.
  mutating func lowerCatalyst(_ node: SyntaxNode, _ scope: Scope) -> CatalystReference? {
    switch node.kind {
    case .missing: return broken(node.span)
    case .nameExpression:
      guard let name = node.plainText else { return broken(node.span) }
      guard let index = catalystIndex(name, at: node.span, scope) else { return nil }
      guard draft.catalysts[index].forEach == nil else {
        report(.catalystNeedsInstrument(name, at: node.span))
        return nil
      }
      return CatalystReference(catalyst: index)
    case .call:
      let part = Production(node)
      guard let token = part.first(.word) else { return broken(node.span) }
      let name = part.text(of: token)
      guard let index = catalystIndex(name, at: part.span(of: token), scope) else { return nil }
      return lowerCatalystOfInstrument(name, index, part, scope)
    default:
      report(.catalystWanted(at: node.span))
      return nil
    }
  }

  private mutating func lowerCatalystOfInstrument(
    _ name: String,
    _ index: Int,
    _ call: Production,
    _ scope: Scope
  ) -> CatalystReference? {
    guard draft.catalysts[index].forEach != nil else {
      report(.catalystTakesNoInstrument(name, at: call.span))
      return nil
    }
    let arguments = call.children.filter { $0.kind == .argument }
    guard arguments.count == 1, let value = Production(arguments[0]).firstOperand else {
      if faults.touch(call.node) { return broken(call.span) }
      report(.catalystNeedsInstrument(name, at: call.span))
      return nil
    }
    guard let member = lowerInstrument(value, scope, for: name) else { return nil }
    return CatalystReference(catalyst: index, member: member)
  }

  private mutating func catalystIndex(_ name: String, at span: Span, _ scope: Scope) -> Int? {
    guard name != scope.member else {
      report(.catalystWanted(at: span))
      return nil
    }
    guard let entry = names.use(name) else {
      reportUnknown(
        name,
        at: span,
        wanted: "catalyst",
        declareAs: "catalyst \(name) { topic … }",
        among: candidates([.catalyst], Scope())
      )
      return nil
    }
    guard entry.kind == .catalyst else {
      report(.wrongKind(name, entry, at: span, wanted: "a catalyst"))
      return nil
    }
    return entry.index
  }

  /// `is STATE`, `is at least STATE`, `is (STATE, …)` or `changed within DURATION`
  mutating func lowerPredicate(_ node: SyntaxNode, catalyst: Int) -> CatalystTest? {
    let part = Production(node)
    if part.has("changed") {
      return lowerDuration(part, after: "within").map { .changedWithin($0) }
    }
    let words = part.words
    let isAtLeast = part.token(after: "is").map { part.isWord($0, "at") } ?? false
    let stateWords = words.dropFirst(isAtLeast ? 3 : 1)
    guard !stateWords.isEmpty else { return broken(part.span) }
    var states: [CatalystTest.State] = []
    for token in stateWords {
      guard let state = lowerState(part.text(of: token), at: part.span(of: token), catalyst)
      else { return nil }
      states.append(state)
    }
    guard isAtLeast else { return .isOneOf(states) }
    guard case .state(let state)? = states.first, state.step != nil else {
      let token = stateWords[stateWords.startIndex]
      report(.noStep(part.text(of: token), at: part.span(of: token)))
      return nil
    }
    return .isAtLeast(state)
  }

  private mutating func lowerState(
    _ word: String,
    at span: Span,
    _ catalyst: Int
  ) -> CatalystTest.State? {
    if let state = CatalystState(rawValue: word) { return .state(state) }
    let outcomes = draft.catalysts[catalyst].outcomes
    if outcomes.contains(word) { return .outcome(word) }
    report(
      .unknownState(
        word,
        at: span,
        catalyst: draft.catalysts[catalyst].name,
        nearest: NearestMatch.of(
          word,
          in: CatalystState.allCases.map(\.rawValue) + outcomes
        )
      )
    )
    return nil
  }

  // MARK: Quantifiers

  /// `any of (…)`, `all of (…)`, `at least N of (…)`, with one predicate for all or none.
  mutating func lowerQuantifier(_ node: SyntaxNode, _ scope: Scope) -> Operand? {
    let part = Production(node)
    let members = part.children.filter(\.kind.isOperand)
    var parts: [Expression] = []
    var depth = 0
    var isPredicateGood = true
    for member in members {
      if let predicate = part.child(.predicate) {
        // A mistake in the one predicate is not told again for each name.
        guard let reference = lowerCatalyst(member, scope), isPredicateGood else { continue }
        guard let test = lowerPredicate(predicate, catalyst: reference.catalyst) else {
          isPredicateGood = false
          continue
        }
        parts.append(
          Expression(.catalyst(reference, test), type: .boolean, span: member.span)
        )
      } else if let operand = lower(member, scope), let expression = condition(operand) {
        depth = max(depth, operand.depth)
        parts.append(expression)
      }
    }
    guard parts.count == members.count, !parts.isEmpty else { return broken(node.span) }
    guard let count = quantifierCount(part, of: parts.count) else { return nil }
    return checkDepth(
      Operand(.atLeast(count, parts), type: .boolean, span: node.span, depth: depth + 1)
    )
  }

  private mutating func quantifierCount(_ part: Production, of total: Int) -> Int? {
    if part.has("any") { return 1 }
    if part.has("all") { return total }
    guard let count = lowerCount(part, after: "least") else { return nil }
    guard count <= total else {
      report(.moreThanThereAre(count, of: total, at: part.span))
      return nil
    }
    return count
  }
}
