/// An expression's tokens, and how tightly its outermost operator binds.
struct TextExpression {
  var tokens: [String]
  var level: Level

  enum Level: Int, Comparable {
    case or, and, not, comparison, sum, product, unary, otherwise, primary

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  init(_ tokens: [String], _ level: Level = .primary) {
    self.tokens = tokens
    self.level = level
  }

  /// In parentheses unless it binds as tightly as the place asks.
  func at(_ least: Level) -> [String] { level < least ? ["("] + tokens + [")"] : tokens }
}

/// Expressions whose types are right.
extension RulebookTextGenerator {
  static let steps = ["none", "expected", "rumoured", "reported", "corroborated", "confirmed"]
  static let exits = ["denied", "retracted", "expired"]

  mutating func expression(_ type: TextType, _ scope: TextScope, depth: Int) -> TextExpression {
    if depth > 0, random.chance(8) {
      return TextExpression(["("] + expression(type, scope, depth: depth - 1).tokens + [")"])
    }
    if random.chance(15), let named = named(type, scope) { return TextExpression([named]) }
    return type == .condition ? condition(scope, depth) : value(type, scope, depth)
  }

  private mutating func named(_ type: TextType, _ scope: TextScope) -> String? {
    let isFree = scope.allowsOtherwise && scope.allowsKnown
    let fitting = lets.filter { $0.type == type && (isFree || $0.isCertain) }
    return fitting.isEmpty ? nil : random.pick(fitting).name
  }

  // MARK: Conditions

  private mutating func condition(_ scope: TextScope, _ depth: Int) -> TextExpression {
    guard depth > 0 else { return random.chance(70) ? comparison(scope, 0) : asked(scope) }
    switch random.int(0...11) {
    case 0: return joined("or", .or, scope, depth)
    case 1: return joined("and", .and, scope, depth)
    case 2:
      var inner = scope
      inner.allowsKnown = scope.allowsKnown && scope.allowsOtherwise
      let operand = expression(.condition, inner, depth: depth - 1)
      return TextExpression(["not"] + operand.at(.not), .not)
    case 3 where scope.allowsKnown:
      let type = random.pick(TextType.allCases)
      let operand = expression(type, scope, depth: depth - 1)
      return TextExpression(["known", "("] + operand.tokens + [")"])
    case 4 where scope.allowsOtherwise:
      let left = expression(.condition, scope, depth: depth - 1)
      let right = expression(.condition, scope, depth: depth - 1)
      return TextExpression(left.at(.primary) + ["otherwise"] + right.at(.primary), .otherwise)
    case 5: return quantified(scope, depth)
    case 6, 7: return asked(scope)
    default: return comparison(scope, depth)
    }
  }

  private mutating func joined(
    _ word: String,
    _ level: TextExpression.Level,
    _ scope: TextScope,
    _ depth: Int
  ) -> TextExpression {
    var tokens = expression(.condition, scope, depth: depth - 1).at(level)
    for _ in 0..<random.int(1...2) {
      let next = expression(.condition, scope, depth: depth - 1)
      // Operators of one level group to the left; one on the right needs no parentheses either.
      tokens += [word] + next.at(level)
    }
    return TextExpression(tokens, level)
  }

  private mutating func quantified(_ scope: TextScope, _ depth: Int) -> TextExpression {
    let count = random.int(1...3)
    let word = random.pick([["any"], ["all"], ["at", "least", "\(random.int(1...count))"]])
    var members: [[String]] = []
    let names = catalysts.filter { !$0.isForEach }.map(\.name)
    let asksNames = !names.isEmpty && random.chance(50)
    for _ in 0..<count {
      members.append(
        asksNames ? [random.pick(names)] : expression(.condition, scope, depth: depth - 1).tokens
      )
    }
    let list = Array(members.joined(separator: [","]))
    let tokens = word + ["of", "("] + list + [")"] + (asksNames ? predicate([]) : [])
    return TextExpression(tokens)
  }

  /// A catalyst and a question about it.
  private mutating func asked(_ scope: TextScope) -> TextExpression {
    guard !catalysts.isEmpty else { return comparison(scope, 0) }
    let catalyst = random.pick(catalysts)
    return TextExpression(subject(catalyst, scope) + predicate(catalyst.outcomes))
  }

  private mutating func subject(_ catalyst: DeclaredCatalyst, _ scope: TextScope) -> [String] {
    catalyst.isForEach
      ? [catalyst.name, "(", instrument(scope), ")"] : [catalyst.name]
  }

  private mutating func predicate(_ outcomes: [String]) -> [String] {
    let states = RulebookTextGenerator.steps + RulebookTextGenerator.exits + outcomes
    switch random.int(0...3) {
    case 0: return ["is", random.pick(states)]
    case 1: return ["is", "at", "least", random.pick(RulebookTextGenerator.steps)]
    case 2: return ["is", "("] + random.some(random.int(1...3), of: states).joined(by: ",") + [")"]
    default: return ["changed", "within", duration()]
    }
  }

  // MARK: Comparisons

  private mutating func comparison(_ scope: TextScope, _ depth: Int) -> TextExpression {
    let sign = random.pick(["<", "<=", ">", ">=", "=", "!="])
    let types: [(TextType, TextType)] = [
      (.score, .score), (.score, .score), (.percent, .percent), (.percent, .percent),
      (.number, .number), (.money, .money), (.quantity, .quantity), (.quantity, .number),
      (.duration, .duration), (.price, .money), (.price, .price), (.date, .date),
    ]
    let (left, right) = random.pick(types)
    if right == .date {
      return TextExpression([date(), sign, date()], .comparison)
    }
    if left == .price {
      let instrument = instrument(scope)
      let price = ["price", "(", instrument, ")"]
      let other =
        right == .money ? money() : [decimal(), "*"] + price
      return TextExpression(price + [sign] + other, .comparison)
    }
    let one = left == .score ? figure(.score, scope) : value(left, scope, depth)
    let two = left == .score ? score(scope) : expression(right, scope, depth: max(0, depth - 1))
    var sides = [one.at(.sum), two.at(.sum)]
    if random.chance(15) { sides.reverse() }
    return TextExpression(sides[0] + [sign] + sides[1], .comparison)
  }

  /// What a score can be compared with.
  private mutating func score(_ scope: TextScope) -> TextExpression {
    switch random.int(0...3) {
    case 0: return figure(.score, scope)
    case 1:
      return TextExpression([
        random.pick(["strongly_negative", "mildly_positive", "neutral", "moderately_negative"])
      ])
    case 2: return TextExpression(["-", fraction()], .unary)
    default: return TextExpression([fraction()])
    }
  }
}
