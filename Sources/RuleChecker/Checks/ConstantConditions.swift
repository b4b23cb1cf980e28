internal import Quantities
internal import RuleSyntax

extension Check {
  static let constantCondition = Check(
    code: "constant-condition",
    severity: .warning,
    finds: """
      a condition, or a part of one, that can never hold, or that holds whenever it is known: a \
      comparison that no value or every value of its figure passes, parts that exclude each other, \
      parts of which one always holds
      """,
    matters: """
      it decides nothing, so a number, a sign or an `and` is probably not the one that was meant. \
      Figures are taken as independent of each other, and different windows are different figures; \
      what is not known stays unknown, so a condition that always holds is still unknown while its \
      figures are
      """,
    example: """
      rule look { when sentiment(NVDA, over: 7d) > 0.5 and sentiment(NVDA, over: 7d) < 0.2 review NVDA }
      """,
    instead: """
      rule look { when sentiment(NVDA, over: 7d) < 0.5 and sentiment(NVDA, over: 7d) > 0.2 review NVDA }
      """,
    run: { draft in draft.readings.filter { $0.code == "constant-condition" } }
  )

  static let redundantCondition = Check(
    code: "redundant-condition",
    severity: .warning,
    finds: "a part of an `and` or `or` that changes nothing, because another part says as much",
    matters: """
      the stricter part decides alone, so a reader who trusts the other one is wrong about when the \
      rule acts; often one of the two should have named another figure or another window
      """,
    example: """
      rule look { when gross > 80% and gross > 90% review NVDA }
      """,
    instead: """
      rule look { when gross > 90% review NVDA }
      """,
    run: { draft in draft.readings.filter { $0.code == "redundant-condition" } }
  )
}

/// Reads every condition once, from its smallest parts up, so that what is odd is told at the
/// smallest place that shows it.
struct ConditionReader {
  /// A condition's formula, and whether something in it has been told.
  typealias Reading = (formula: Formula, isTold: Bool)

  /// Of a long chain, only so many pairs of parts are compared.
  static let mostPairs = 400

  let table: ConditionTable
  let possibilities: Possibilities
  private(set) var found: [Diagnostic] = []

  init(_ table: ConditionTable) {
    self.table = table
    possibilities = Possibilities(table)
  }

  @discardableResult
  mutating func read(_ expression: Expression) -> Reading {
    switch expression.kind {
    case .and(let parts): return readChain(parts, parts.count, expression)
    case .or(let parts): return readChain(parts, 1, expression)
    case .atLeast(let count, let parts): return readChain(parts, count, expression)
    case .not(let inner):
      let inner = read(inner)
      return (.not(inner.formula), inner.isTold)
    case .comparison, .catalyst:
      let formula = table.formula(expression)
      return (formula, tellIfConstant(formula, expression.span, isChain: false))
    case .known(let inner):
      let formula = table.formula(expression)
      if inner.type == .boolean, read(inner).isTold { return (formula, true) }
      return (formula, tellIfConstant(formula, expression.span, isChain: true))
    case .otherwise(let one, let two):
      let first = read(one)
      let second = read(two)
      let formula = Formula.otherwise(first.formula, second.formula)
      if first.isTold || second.isTold { return (formula, true) }
      return (formula, tellIfConstant(formula, expression.span, isChain: true))
    // What a `let` holds is told where it is declared.
    case .reference: return (table.formula(expression), false)
    default: return (table.formula(expression), false)
    }
  }

  private mutating func readChain(
    _ parts: [Expression],
    _ count: Int,
    _ whole: Expression
  ) -> Reading {
    let readings = parts.map { read($0) }
    let formula = Formula.atLeast(count, readings.map(\.formula))
    if readings.contains(where: \.isTold) { return (formula, true) }
    if tellPair(parts, readings.map(\.formula), count) { return (formula, true) }
    return (formula, tellIfConstant(formula, whole.span, isChain: true))
  }

  private mutating func tellIfConstant(_ formula: Formula, _ span: Span, isChain: Bool) -> Bool {
    let truths = possibilities.truths(of: formula)
    guard truths.contains(.holds) != truths.contains(.fails) else { return false }
    var help = "look for the part with the wrong number or sign"
    if !isChain { help = tableHelp(formula) }
    found.append(.constantCondition(span, always: truths.contains(.holds), help: help))
    return true
  }

  private func tableHelp(_ formula: Formula) -> String {
    guard case .test(let number, _) = formula else {
      return "both sides are fixed; compare a figure with a number"
    }
    let figure = table.figures[number]
    if case .news(let call) = figure, call.function == .age, let over = call.over {
      return "what is looked at is younger than \(over)"
    }
    if case .state = figure { return "an expiry needs `expires after` in the catalyst" }
    return figure.range.described.map { "the figure is \($0)" } ?? "write another number"
  }

  // MARK: Pairs

  /// Whether two parts of a chain were told to say one thing, or to exclude each other.
  private mutating func tellPair(_ parts: [Expression], _ formulas: [Formula], _ count: Int) -> Bool
  {
    var isTold = false
    var redundant: Set<Int> = []
    for (one, two) in pairsToCompare(formulas) where !redundant.contains(one) {
      if redundant.contains(two) { continue }
      guard let pairs = possibilities.pairs(formulas[one], formulas[two]) else { continue }
      let first = parts[one].span
      let second = parts[two].span
      if count == parts.count, pairs.allSatisfy({ min($0, $1) != .holds }) {
        found.append(.neverTogether(second, other: first))
        return true
      }
      if count == 1, pairs.allSatisfy({ max($0, $1) != .fails }) {
        found.append(.alwaysOne(second, other: first))
        return true
      }
      guard let idle = idlePart(pairs, count, of: parts.count) else { continue }
      redundant.insert(idle == 0 ? one : two)
      found.append(
        .redundantCondition(
          idle == 0 ? first : second,
          other: idle == 0 ? second : first,
          count,
          parts.count
        )
      )
      isTold = true
    }
    return isTold
  }

  /// Which of two parts changes nothing: 1 for the second, 0 for the first.
  private func idlePart(_ pairs: TruthPairs, _ count: Int, of total: Int) -> Int? {
    if count == total {
      if pairs.allSatisfy({ min($0, $1) == $0 }) { return 1 }
      return pairs.allSatisfy({ min($0, $1) == $1 }) ? 0 : nil
    }
    if count == 1 {
      if pairs.allSatisfy({ max($0, $1) == $0 }) { return 1 }
      return pairs.allSatisfy({ max($0, $1) == $1 }) ? 0 : nil
    }
    return pairs.allSatisfy({ $0 == $1 }) ? 1 : nil
  }

  /// Pairs of parts that share a figure, the earlier one first.
  private func pairsToCompare(_ formulas: [Formula]) -> [(Int, Int)] {
    let figures = formulas.map { $0.figures(atMost: Possibilities.mostTests) }
    // Parts that share no figure, as most chains have, need no table.
    if !possibilities.hasRepetition(figures.flatMap { $0 }) { return [] }
    var parts: [Int: [Int]] = [:]
    var order: [Int] = []
    for (index, figures) in figures.enumerated() {
      for figure in figures {
        if parts[figure] == nil { order.append(figure) }
        if parts[figure]?.last != index { parts[figure, default: []].append(index) }
      }
    }
    var pairs: [(Int, Int)] = []
    for figure in order {
      let sharing = parts[figure] ?? []
      for (place, two) in sharing.enumerated().dropFirst() {
        for one in sharing[..<place] {
          if pairs.count == ConditionReader.mostPairs { return pairs }
          if !pairs.contains(where: { $0 == (one, two) }) { pairs.append((one, two)) }
        }
      }
    }
    return pairs
  }
}

extension Draft {
  /// Every condition as it is written: of rules, of steps and of lets, each once.
  var conditions: [Expression] {
    rulebook.lets.map(\.value).filter { $0.type == .boolean } + rulebook.rules.flatMap(\.conditions)
  }
}

extension Diagnostic {
  static func constantCondition(_ span: Span, always: Bool, help: String) -> Diagnostic {
    Diagnostic(
      code: "constant-condition",
      severity: .warning,
      span: span,
      message: always ? "this always holds" : "this never holds",
      help: help
    )
  }

  static func neverTogether(_ span: Span, other: Span) -> Diagnostic {
    Diagnostic(
      code: "constant-condition",
      severity: .warning,
      span: span,
      message: "this and another part never hold together",
      help: "change one of the numbers or states, or join them with `or`",
      notes: [Note(span: other, message: "the other part is here")]
    )
  }

  static func alwaysOne(_ span: Span, other: Span) -> Diagnostic {
    Diagnostic(
      code: "constant-condition",
      severity: .warning,
      span: span,
      message: "this or another part always holds",
      help: "change one of the numbers or states, or join them with `and`",
      notes: [Note(span: other, message: "the other part is here")]
    )
  }

  static func redundantCondition(_ span: Span, other: Span, _ count: Int, _ total: Int)
    -> Diagnostic
  {
    let isCounted = count > 1 && count < total
    return Diagnostic(
      code: "redundant-condition",
      severity: .warning,
      span: span,
      message: isCounted
        ? "this is counted twice" : "this part changes nothing beside another one",
      help: "take it away, or name the figure or the number that was meant",
      notes: [Note(span: other, message: "this part says as much")]
    )
  }
}
