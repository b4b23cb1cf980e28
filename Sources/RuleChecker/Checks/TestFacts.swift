internal import Quantities
internal import RuleSyntax

/// What is wrong with facts and expectations of tests besides names: it has the same codes as the same
/// mistake in a rule.
struct TestFacts {
  private let draft: Draft
  private(set) var found: [Diagnostic] = []

  init(_ draft: Draft) {
    self.draft = draft
    for test in draft.tests {
      for node in test.children where !draft.faults.touch(node) { read(node) }
    }
  }

  private mutating func read(_ node: SyntaxNode) {
    let part = Production(node)
    switch node.kind {
    case .catalystFact: readState(part)
    case .signalFact:
      checkScore(part, after: "sentiment")
      checkShare(part, after: "impact")
    case .signalsFact: checkScore(part, after: "from")
    case .fillStep: checkFill(part)
    case .accountFact: readAccount(node)
    case .asOf:
      for inner in node.children where inner.kind == .expectation {
        readStep(Production(inner))
      }
    default: break
    }
  }

  /// "catalyst" NAME ["(" symbol ")"] STATE "at" DATE
  private mutating func readState(_ part: Production) {
    guard
      let name = part.child(.name)?.plainText,
      let entry = draft.names[name], entry.kind == .catalyst,
      draft.rulebook.catalysts.indices.contains(entry.index),
      let token = Array(part.own).dropFirst().first(where: { part.kind(of: $0) == .word })
    else { return }
    let catalyst = draft.rulebook.catalysts[entry.index]
    if catalyst.forEach == nil, let member = part.child(.symbol) {
      found.append(.catalystTakesNoInstrument(name, at: member.span))
    }
    let word = part.text(of: token)
    let known = CatalystState.allCases.map(\.rawValue) + catalyst.outcomes
    guard !known.contains(word) else { return }
    found.append(
      .unknownState(
        word,
        at: part.span(of: token),
        catalyst: name,
        nearest: NearestMatch.of(word, in: known)
      )
    )
  }

  /// NAME "reaches" NAME: a step of that rule.
  private mutating func readStep(_ part: Production) {
    let names = Array(part.children).filter { $0.kind == .name }
    guard
      part.has("reaches"), names.count == 2, let name = names[0].plainText,
      let step = names[1].plainText,
      let rule = rule(named: name)
    else { return }
    var steps: [String] = []
    if case .build(let build) = rule.action { steps = build.steps.map(\.name) }
    guard !steps.contains(step) else { return }
    found.append(.noSuchStep(step, of: name, at: names[1].span, among: steps))
  }

  /// Rules stand in ascending order of name.
  private func rule(named name: String) -> Rule? {
    let rules = draft.rulebook.rules
    var (low, high) = (0, rules.count)
    while low < high {
      let middle = (low + high) / 2
      if rules[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < rules.count && rules[low].name == name ? rules[low] : nil
  }

  // MARK: Numbers

  private mutating func checkScore(_ part: Production, after word: String) {
    guard let number = signed(part, after: word), !number.value.isScore else { return }
    found.append(.notAScore(at: number.span))
  }

  private mutating func checkShare(_ part: Production, after word: String) {
    guard let number = signed(part, after: word), !number.value.isUnitInterval else { return }
    found.append(.notAnImpact(at: number.span))
  }

  private mutating func checkFill(_ part: Production) {
    guard let token = part.own.first(where: { part.kind(of: $0) == .quantity }) else { return }
    let text = part.text(of: token)
    guard
      text.hasSuffix("%"),
      let number = try? Number(parsing: String(text.dropLast()), allowsUnderscores: true),
      number.units > 100 * Number.scale
    else { return }
    found.append(.percentOutOfRange(text, at: part.span(of: token), range: .zeroToWhole))
  }

  /// Of a fund with leverage, beta is its underlying's, and the sign is in the leverage.
  private mutating func readAccount(_ node: SyntaxNode) {
    var geared: Set<String> = []
    var betas: [(symbol: String, span: Span)] = []
    for fact in node.children where fact.kind == .instrumentFact {
      let part = Production(fact)
      guard let symbol = part.child(.symbol)?.plainText, let number = last(part) else { continue }
      if part.has("leverage"), number.value != .one { geared.insert(symbol) }
      if part.has("beta"), number.value.isNegative { betas.append((symbol, number.span)) }
    }
    for beta in betas where geared.contains(beta.symbol) {
      found.append(.negativeFundBeta(beta.symbol, at: beta.span))
    }
  }

  private func last(_ part: Production) -> (value: Number, span: Span)? {
    Array(part.own).last { part.kind(of: $0) == .number }.flatMap { signed(part, at: $0) }
  }

  private func signed(_ part: Production, after word: String) -> (value: Number, span: Span)? {
    let own = Array(part.own)
    guard let place = own.firstIndex(where: { part.isWord($0, word) }) else { return nil }
    return own[place...].first { part.kind(of: $0) == .number }
      .flatMap { signed(part, at: $0) }
  }

  /// A number, with the minus before it.
  private func signed(_ part: Production, at token: Int) -> (value: Number, span: Span)? {
    guard let value = try? Number(parsing: part.text(of: token), allowsUnderscores: true) else {
      return nil
    }
    let span = part.span(of: token)
    guard part.own.contains(token - 1), part.kind(of: token - 1) == .minus else {
      return (value, span)
    }
    guard let negative = try? value.negated() else { return nil }
    return (negative, part.span(of: token - 1).union(span))
  }
}

extension Diagnostic {
  static func noSuchStep(_ step: String, of rule: String, at span: Span, among steps: [String])
    -> Diagnostic
  {
    let list = steps.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    var help = steps.isEmpty ? "only a build has steps" : "its steps are \(list)"
    if steps == ["all"] { help = "it has no tranches; write `\(rule) fires`" }
    if let nearest = NearestMatch.of(step, in: steps) { help = "did you mean `\(nearest)`?" }
    return Diagnostic(
      code: "unknown-name",
      span: span,
      message: "`\(rule)` has no step called `\(step)`",
      help: help
    )
  }

  static func notAScore(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "score-out-of-range",
      span: span,
      message: "scores go from -1 to 1",
      help: "write a number such as `0.25`"
    )
  }

  static func notAnImpact(at span: Span) -> Diagnostic {
    Diagnostic(
      code: "number-out-of-range",
      span: span,
      message: "impacts go from 0 to 1",
      help: "write a number such as `0.25`"
    )
  }

  static func negativeFundBeta(_ symbol: String, at span: Span) -> Diagnostic {
    Diagnostic(
      code: "number-out-of-range",
      span: span,
      message:
        "the beta of `\(symbol)`, a fund with leverage, is its underlying's and not negative",
      help: "take the `-` away; the sign is in `leverage`"
    )
  }
}
