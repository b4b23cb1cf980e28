internal import Quantities
internal import RuleSyntax

extension Lowering {
  /// A test whose names are resolved. A part with a mistake, which has been reported, is left out.
  mutating func lowerTest(_ node: SyntaxNode) -> RuleTest? {
    let part = Production(node)
    guard let title = part.first(.string) else { return broken(node.span) }
    return RuleTest(
      name: part.tree.unquotedText(ofToken: title),
      entries: node.children.compactMap { lowerTestEntry($0) },
      nameSpan: part.span(of: title),
      span: node.span
    )
  }

  private mutating func lowerTestEntry(_ node: SyntaxNode) -> RuleTest.Entry? {
    switch node.kind {
    case .asOf: return lowerRun(node).map { .run($0) }
    case .applyStep: return .between(TestStep(.apply, span: node.span))
    case .cancelStep: return .between(TestStep(.cancel, span: node.span))
    case .fillStep, .handStep, .splitStep:
      return lowerStep(Production(node)).map { .between(TestStep($0, span: node.span)) }
    default: return lowerTestFact(node).map { .fact(TestFact($0, span: node.span)) }
    }
  }

  // MARK: Between runs

  private mutating func lowerStep(_ part: Production) -> TestStep.Kind? {
    if part.node.kind == .fillStep {
      guard let share = lowerPercent(part.first(.quantity), of: part, from: .any) else {
        return nil
      }
      return .fill(share, leavesOpen: part.has("open"))
    }
    guard let symbol = part.child(.symbol)?.plainText else { return broken(part.span) }
    guard part.node.kind == .splitStep else {
      guard let token = part.first(.number), let quantity: Quantity = lowerUnits(token, of: part)
      else { return broken(part.span) }
      let signed = part.has("sell") ? Quantity(units: -quantity.units) : quantity
      return .byHand(symbol: symbol, quantity: signed)
    }
    let numbers = part.own.filter { part.kind(of: $0) == .number }
    guard numbers.count == 2, let new = lowerCount(numbers[0], of: part),
      let old = lowerCount(numbers[1], of: part)
    else { return broken(part.span) }
    return .split(symbol: symbol, new: new, old: old)
  }

  private mutating func lowerCount(_ token: Int, of part: Production) -> Int? {
    let text = part.text(of: token)
    guard let count = Int(text.filter { $0 != "_" }), (1...1_000_000).contains(count) else {
      report(.countWanted(text, at: part.span(of: token)))
      return nil
    }
    return count
  }

  // MARK: Runs

  /// "of" DATE "{" {expectation} "}"
  private mutating func lowerRun(_ node: SyntaxNode) -> TestRun? {
    let part = Production(node)
    guard let asOf = lowerDate(part, bareDate: .end) else { return nil }
    let expectations = node.children.filter { $0.kind == .expectation }
      .compactMap { lowerExpectation(Production($0)) }
    return TestRun(asOf: asOf, expectations: expectations, span: node.span)
  }

  mutating func lowerDate(_ part: Production, bareDate: Instant.BareDate = .start) -> Instant? {
    guard
      let token = part.first(.date),
      let moment = Instant(parsing: part.text(of: token), bareDate: bareDate)
    else { return broken(part.span) }
    return moment
  }

  private mutating func lowerExpectation(_ part: Production) -> Expectation? {
    let words = part.own.filter { part.kind(of: $0) == .word && !part.isWord($0, "expect") }
    let names = part.children.filter { $0.kind == .name }.compactMap(\.plainText)
    let symbol = part.child(.symbol)?.plainText
    guard let first = words.first else { return broken(part.span) }
    var expectation: Expectation?
    if let name = names.first, isBehind(first, part.child(.name)) {
      expectation = Lowering.outcome(of: name, part.text(of: first), part, names, symbol)
        .map { Expectation($0, span: part.span) }
    } else {
      expectation = lowerPlain(part, first: first, names, symbol)
    }
    guard var expectation else { return broken(part.span) }
    expectation.span = Span(
      file: part.span.file,
      start: part.tree.span(ofToken: part.node.tokenRange.lowerBound + 1).start,
      end: part.span.end
    )
    return expectation
  }

  /// Whether the word stands behind the name: then the name is a rule's, and the word an outcome.
  private func isBehind(_ word: Int, _ name: SyntaxNode?) -> Bool {
    name.map { $0.tokenRange.lowerBound < word } ?? false
  }

  /// NAME ("fires" | … | "is" …) ["for" SYMBOL] | NAME "reaches" NAME | NAME "cuts" [SYMBOL]
  private static func outcome(
    of name: String,
    _ word: String,
    _ part: Production,
    _ names: [String],
    _ symbol: String?
  ) -> Expectation.Kind? {
    switch word {
    case "reaches": return names.count == 2 ? .reaches(rule: name, step: names[1]) : nil
    case "cuts": return .cuts(name: name, symbol: symbol)
    case "is":
      return .state(rule: name, part.has("unknown") ? .isUnknown : .isBlocked, symbol: symbol)
    default:
      return Expectation.State(rawValue: word).map { .state(rule: name, $0, symbol: symbol) }
    }
  }

  /// Expectations that begin with a word of the grammar.
  private mutating func lowerPlain(
    _ part: Production,
    first: Int,
    _ names: [String],
    _ symbol: String?
  ) -> Expectation? {
    switch part.text(of: first) {
    case "no":
      if let symbol { return Expectation(.noTradeIn(symbol: symbol), span: part.span) }
      let kind = names.first.map { Expectation.Kind.noTradeFor(name: $0) } ?? .noTrade
      return Expectation(kind, span: part.span)
    case "conflict":
      guard names.count == 2 else { return nil }
      return Expectation(.conflict(names[0], names[1]), span: part.span)
    case "review": return names.first.map { Expectation(.review($0), span: part.span) }
    case "account":
      let status = part.words.lazy.compactMap {
        Expectation.Status(rawValue: part.text(of: $0))
      }.first
      return status.map { Expectation(.account($0), span: part.span) }
    default:
      guard let trade = Expectation.Trade(rawValue: part.text(of: first)), let symbol else {
        return nil
      }
      guard let token = part.first(.number) else {
        return Expectation(.trade(trade, symbol: symbol, quantity: nil), span: part.span)
      }
      guard let quantity: Quantity = lowerUnits(token, of: part) else { return nil }
      return Expectation(
        .trade(trade, symbol: symbol, quantity: quantity),
        span: part.span,
        quantitySpan: part.span(of: token)
      )
    }
  }
}
