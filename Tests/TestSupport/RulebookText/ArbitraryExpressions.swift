/// Expressions that keep to the grammar and to nothing else.
extension RulebookTextGenerator {
  mutating func arbitraryExpression(_ depth: Int) -> [String] { arbitrary(depth).tokens }

  private mutating func arbitrary(_ depth: Int) -> TextExpression {
    guard depth > 0, random.chance(75) else { return primary(depth) }
    func inner(_ generator: inout Self) -> TextExpression { generator.arbitrary(depth - 1) }
    switch random.int(0...8) {
    case 0: return TextExpression(inner(&self).at(.or) + ["or"] + inner(&self).at(.and), .or)
    case 1: return TextExpression(inner(&self).at(.and) + ["and"] + inner(&self).at(.not), .and)
    case 2: return TextExpression(["not"] + inner(&self).at(.not), .not)
    case 3:
      let sign = random.pick(["<", "<=", ">", ">=", "=", "!="])
      return TextExpression(inner(&self).at(.sum) + [sign] + inner(&self).at(.sum), .comparison)
    case 4:
      let sides = inner(&self).at(.sum) + [random.pick(["+", "-"])] + inner(&self).at(.product)
      return TextExpression(sides, .sum)
    case 5:
      let sides = inner(&self).at(.product) + [random.pick(["*", "/"])] + inner(&self).at(.unary)
      return TextExpression(sides, .product)
    case 6: return TextExpression(["-"] + inner(&self).at(.unary), .unary)
    case 7:
      let sides = inner(&self).at(.primary) + ["otherwise"] + inner(&self).at(.primary)
      return TextExpression(sides, .otherwise)
    default: return primary(depth)
    }
  }

  private mutating func primary(_ depth: Int) -> TextExpression {
    func inner(_ generator: inout Self) -> [String] {
      generator.arbitraryExpression(max(0, depth - 1))
    }
    switch random.int(0...(depth > 0 ? 13 : 8)) {
    case 0: return TextExpression([decimal()])
    case 1: return TextExpression([percent()])
    case 2: return TextExpression([basisPoints()])
    case 3: return TextExpression(money())
    case 4: return TextExpression([duration()])
    case 5: return TextExpression([date()])
    case 6: return TextExpression([symbol()])
    case 7: return TextExpression([random.pick([word(), "cash", "nav", "gross", "net"])])
    case 8: return TextExpression([word()] + arbitraryPredicate())
    case 9: return TextExpression(["known", "("] + inner(&self) + [")"])
    case 10: return TextExpression(["("] + inner(&self) + [")"])
    case 11: return TextExpression(call(depth))
    case 12: return TextExpression(call(depth) + arbitraryPredicate())
    default: return TextExpression(quantifier(depth))
    }
  }

  private mutating func word() -> String { random.pick(RulebookTextGenerator.names) }

  private mutating func call(_ depth: Int) -> [String] {
    guard random.chance(90) else { return [word(), "(", ")"] }
    let arguments = list(2) { generator in
      let label = generator.random.chance(40) ? [generator.word(), ":"] : []
      if generator.random.chance(30) { return label + generator.setArgument(TextScope()) }
      return label + generator.arbitraryExpression(depth - 1)
    }
    return [word(), "("] + arguments + [")"]
  }

  private mutating func arbitraryPredicate() -> [String] {
    switch random.int(0...3) {
    case 0: return ["is", word()]
    case 1: return ["is", "at", "least", word()]
    case 2: return ["is", "("] + list(2) { [$0.word()] } + [")"]
    default: return ["changed", "within", duration()]
    }
  }

  /// Names with one predicate behind the parentheses, or conditions, never both.
  private mutating func quantifier(_ depth: Int) -> [String] {
    let start =
      random.pick([["any"], ["all"], ["at", "least", wholeNumber(0...5)]]) + ["of", "("]
    if random.chance(40) { return start + list(2) { [$0.word()] } + [")"] + arbitraryPredicate() }
    return start + list(2) { $0.arbitraryExpression(depth - 1) } + [")"]
  }
}
