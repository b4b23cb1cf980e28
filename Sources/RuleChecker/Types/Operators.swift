/// Which types may meet at which operator, and what comes out.
enum Operators {
  /// Left and right of `<`, `<=`, `>`, `>=`, `=` and `!=`. A plain number meets a score or a
  /// quantity; a price meets money.
  static func areComparable(_ left: ValueType, _ right: ValueType) -> Bool {
    switch (left, right) {
    case (.boolean, _), (.catalyst, _), (.set, _): false
    case (.number, .score), (.score, .number), (.number, .quantity), (.quantity, .number): true
    case (.price, .money), (.money, .price): true
    default: left == right
    }
  }

  static func result(
    of operation: Expression.Arithmetic,
    _ left: ValueType,
    _ right: ValueType
  ) -> ValueType? {
    switch operation {
    case .plus, .minus: sum(left, right)
    case .times: product(left, right)
    case .dividedBy: quotient(left, right)
    }
  }

  /// Both sides of `otherwise` give one type.
  static func either(_ left: ValueType, _ right: ValueType) -> ValueType? {
    switch (left, right) {
    case (.catalyst, _), (.set, _): nil
    case (.number, .score), (.score, .number): .number
    default: left == right ? left : nil
    }
  }

  private static func sum(_ left: ValueType, _ right: ValueType) -> ValueType? {
    switch (left, right) {
    // The sum of two scores may leave −1…1.
    case (.number, .number), (.score, .score), (.number, .score), (.score, .number): .number
    case (.quantity, .number), (.number, .quantity): .quantity
    case (.percent, .percent), (.money, .money), (.quantity, .quantity), (.price, .price): left
    default: nil
    }
  }

  private static func product(_ left: ValueType, _ right: ValueType) -> ValueType? {
    guard let one = factor(left), let two = factor(right) else { return nil }
    switch (one, two) {
    case (.number, _): return two
    case (_, .number): return one
    case (.percent, _): return two
    case (_, .percent): return one
    default: return nil
    }
  }

  private static func quotient(_ left: ValueType, _ right: ValueType) -> ValueType? {
    guard let one = factor(left), let two = factor(right) else { return nil }
    if two == .number { return one }
    return one == two ? .number : nil
  }

  /// What `type` is in a product: a score is a plain number there.
  private static func factor(_ type: ValueType) -> ValueType? {
    switch type {
    case .number, .score: .number
    case .percent, .money, .quantity, .price: type
    case .duration, .date, .boolean, .catalyst, .set: nil
    }
  }
}
