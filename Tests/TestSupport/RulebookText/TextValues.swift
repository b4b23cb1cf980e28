/// Values of each type: figures, literals, and arithmetic over them.
extension RulebookTextGenerator {
  /// An expression of the type, with a figure of the news or the account in it.
  mutating func value(_ type: TextType, _ scope: TextScope, _ depth: Int) -> TextExpression {
    guard depth > 0, random.chance(45), let made = arithmetic(type, scope, depth) else {
      return random.chance(80) ? figure(type, scope) : literal(type, scope)
    }
    return made
  }

  private mutating func arithmetic(
    _ type: TextType,
    _ scope: TextScope,
    _ depth: Int
  ) -> TextExpression? {
    // Dates, durations and scores have no arithmetic that gives the same type.
    guard ![.condition, .date, .duration, .score].contains(type) else { return nil }
    func inner(_ type: TextType, _ generator: inout Self) -> TextExpression {
      generator.value(type, scope, depth - 1)
    }
    switch random.int(0...6) {
    case 0 where type != .price:
      return TextExpression(["-"] + inner(type, &self).at(.unary), .unary)
    case 1 where scope.allowsOtherwise && type != .price:
      let sides = inner(type, &self).at(.primary) + ["otherwise"] + inner(type, &self).at(.primary)
      return TextExpression(sides, .otherwise)
    case 2:
      let factor = type == .number ? TextType.number : random.pick([.number, .percent])
      let sides = [inner(type, &self), inner(factor, &self)]
      return TextExpression(sides[0].at(.product) + ["*"] + sides[1].at(.unary), .product)
    case 3:
      return TextExpression(inner(type, &self).at(.product) + ["/", decimal()], .product)
    case 4 where type == .number:
      let ratio = random.pick([TextType.money, .percent])
      let tokens =
        inner(ratio, &self).at(.product) + ["/"] + figure(ratio, scope).at(.unary)
      return TextExpression(tokens, .product)
    default:
      // Prices add up for one instrument only.
      if type == .price { return nil }
      let sign = random.pick(["+", "-"])
      let sides = [inner(type, &self), inner(type, &self)]
      return TextExpression(sides[0].at(.sum) + [sign] + sides[1].at(.product), .sum)
    }
  }

  // MARK: Figures

  /// A figure of the news, of holdings or of the account.
  mutating func figure(_ type: TextType, _ scope: TextScope) -> TextExpression {
    switch type {
    case .condition, .date: return literal(type, scope)
    case .score: return news("sentiment", scope, hasHalfLife: true)
    case .number: return numberFigure(scope)
    case .percent:
      if random.chance(40) { return TextExpression([random.pick(["gross", "net"])]) }
      if random.chance(15) {
        return TextExpression(["return", "(", instrument(scope), ",", "over", ":", duration(), ")"])
      }
      return TextExpression(
        [random.chance(20) ? "gain" : "weight", "("] + setArgument(scope) + [")"]
      )
    case .money:
      if random.chance(40) { return TextExpression([random.pick(["cash", "nav"])]) }
      return TextExpression(
        [random.pick(["value", "exposure"]), "("] + setArgument(scope) + [")"]
      )
    case .quantity: return TextExpression(["quantity", "(", instrument(scope), ")"])
    case .price: return TextExpression(["price", "(", instrument(scope), ")"])
    case .duration: return news("age", scope, hasHalfLife: false)
    }
  }

  private mutating func numberFigure(_ scope: TextScope) -> TextExpression {
    switch random.int(0...5) {
    case 0: return news("impact", scope, hasHalfLife: false)
    case 1: return news("sentiment_change", scope, hasHalfLife: true)
    case 2: return news(random.pick(["articles", "sources"]), scope, hasHalfLife: false)
    case 3 where !catalysts.isEmpty:
      let catalyst = random.pick(catalysts)
      let name =
        catalyst.isForEach
        ? [catalyst.name, "(", instrument(scope), ")"] : [catalyst.name]
      return TextExpression([random.pick(["days_since", "days_until"]), "("] + name + [")"])
    default: return TextExpression(["beta", "("] + setArgument(scope) + [")"])
    }
  }

  private mutating func news(
    _ function: String,
    _ scope: TextScope,
    hasHalfLife: Bool
  ) -> TextExpression {
    let isTopic = !topics.isEmpty && random.chance(60)
    var arguments = [[isTopic ? random.pick(topics) : instrument(scope)]]
    var named: [[String]] = []
    if function != "age" || random.chance(40) { named.append(["over", ":", window()]) }
    if hasHalfLife, random.chance(25) { named.append(["half_life", ":", fixedDuration()]) }
    if random.chance(15) { named.append(["relevance", ":", fraction()]) }
    if random.chance(15) { named.append(["articles", ":", wholeNumber(1...20)]) }
    if random.chance(15) { named.append(["sources", ":", wholeNumber(1...9)]) }
    arguments += named.shuffled(using: &random)
    let list = Array(arguments.joined(separator: [","]))
    return TextExpression([function, "("] + list + [")"])
  }

  /// A duration, or a let that is one written out.
  private mutating func window() -> String {
    let windows = lets.filter { $0.literal != nil }
    return windows.isEmpty || random.chance(70) ? duration() : random.pick(windows).name
  }

  // MARK: Literals

  private mutating func literal(_ type: TextType, _ scope: TextScope) -> TextExpression {
    switch type {
    case .condition: return expression(.condition, scope, depth: 0)
    case .number: return TextExpression([decimal()])
    case .score: return TextExpression(["mildly_positive"])
    case .percent: return TextExpression([random.chance(80) ? percent() : basisPoints()])
    case .money: return TextExpression(money())
    case .quantity, .price: return figure(type, scope)
    case .duration: return TextExpression([duration()])
    case .date: return TextExpression([date()])
    }
  }
}
