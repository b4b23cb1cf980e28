internal import RuleSyntax

extension Check {
  static let tooCostly = Check(
    code: "too-costly",
    finds: "an expression of more than 10,000 parts, lets followed",
    matters:
      "each account would take that many steps; a chain of lets that double each other never ends",
    example: """
      let a = gross + net + gross + net + gross + net + gross + net + gross + net
      let b = a + a + a + a + a + a + a + a + a + a + a + a
      let c = b + b + b + b + b + b + b + b + b + b + b + b
      let d = c + c + c + c + c + c + c + c + c + c + c + c
      rule look { when d > 1% review NVDA }
      """,
    instead: """
      let a = 5 * (gross + net)
      let d = 1728 * a
      rule look { when d > 1% review NVDA }
      """,
    run: { draft in
      var costs = ExpressionCosts(lets: draft.rulebook.lets)
      // Only the first of a chain: the others are too costly because it is.
      let lets: [Int] = draft.rulebook.lets.indices.filter { costs.isFirstTooCostly($0) }
      let conditions: [Expression] = draft.rulebook.rules.flatMap(\.conditions)
        .filter { costs.isFirstTooCostly($0) }
      return lets.map { .tooCostly(draft.rulebook.lets[$0]) } + conditions.map { .tooCostly($0) }
    }
  )
}

/// How many parts expressions have once every let is written out.
struct ExpressionCosts {
  static let most = 10_000

  private let lets: [LetBinding]
  private var known: [Int: Int] = [:]

  init(lets: [LetBinding]) { self.lets = lets }

  /// Whether a let passes the bound though none that it refers to does.
  mutating func isFirstTooCostly(_ index: Int) -> Bool {
    guard cost(ofLet: index) > Self.most else { return false }
    return !references(in: lets[index].value).contains { cost(ofLet: $0) > Self.most }
  }

  /// Whether a condition passes the bound though none of its lets does.
  mutating func isFirstTooCostly(_ condition: Expression) -> Bool {
    guard cost(of: condition) > Self.most else { return false }
    return !references(in: condition).contains { cost(ofLet: $0) > Self.most }
  }

  /// At most one above the bound, so that nothing overflows.
  mutating func cost(ofLet index: Int) -> Int {
    if let cost = known[index] { return cost }
    // Cycles were reported; one that is met here again costs nothing more.
    known[index] = 0
    let cost = lets.indices.contains(index) ? cost(of: lets[index].value) : 0
    known[index] = cost
    return cost
  }

  private mutating func cost(of expression: Expression) -> Int {
    var sum = 1
    if case .reference(let index) = expression.kind { sum += cost(ofLet: index) }
    for operand in expression.operands where sum <= Self.most { sum += cost(of: operand) }
    return min(sum, Self.most + 1)
  }

  private func references(in expression: Expression) -> [Int] {
    var found: [Int] = []
    if case .reference(let index) = expression.kind { found.append(index) }
    for operand in expression.operands { found += references(in: operand) }
    return found
  }
}

extension Diagnostic {
  static func tooCostly(_ condition: Expression) -> Diagnostic {
    Diagnostic(
      code: "too-costly",
      span: condition.span,
      message: "this condition has more than 10,000 parts once its lets are written out",
      help: "multiply instead of adding the same let again and again"
    )
  }

  static func tooCostly(_ binding: LetBinding) -> Diagnostic {
    Diagnostic(
      code: "too-costly",
      span: binding.span,
      message: "`\(binding.name)` has more than 10,000 parts once its lets are written out",
      help: "multiply instead of adding the same let again and again"
    )
  }
}
