internal import Quantities

/// Values as noun phrases.
extension RulebookReader {
  /// `the weight of NVDA`; of a condition, what it is about.
  func phrase(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number): return spelled(number, in: expression)
    case .money(let money): return spelled(money)
    case .duration(let duration): return spelled(duration)
    case .date(let moment): return spelled(moment)
    case .arithmetic(let operation, let left, let right):
      if operation == .times, left.type == .percent, case .number = left.kind {
        return "\(operand(left)) of \(operand(right))"
      }
      return "\(operand(left)) \(word(operation)) \(operand(right))"
    case .negated(let inner): return "minus \(operand(inner))"
    case .otherwise(let first, let second):
      return "\(operand(first)) (where that is unknown, \(operand(second)))"
    case .reference(let index):
      return names.lets.indices.contains(index) ? names.lets[index] : "a value"
    case .days(let count, let reference):
      return "the number of calendar days \(count == .since ? "since" : "until") the date of "
        + phrase(reference)
    case .news(let call): return phrase(call)
    case .holding(let measure, let set): return phrase(measure, of: set)
    case .account(let measure): return phrase(measure)
    case .comparison, .and, .or, .not, .known, .atLeast, .catalyst:
      return flat(statement(expression))
    }
  }

  func phrase(_ reference: CatalystReference) -> String {
    let name =
      names.events.indices.contains(reference.catalyst)
      ? names.events[reference.catalyst] : "an event"
    return reference.member.map { "\(name) of \(phrase($0))" } ?? name
  }

  private func phrase(_ measure: HoldingMeasure, of set: InstrumentSet) -> String {
    let subject = phrase(set)
    if isSingle(set) {
      switch measure {
      case .weight: return "the weight of \(subject)"
      case .value: return "the value of the holding in \(subject)"
      case .quantity: return "the quantity held of \(subject)"
      case .exposure: return "the exposure to \(subject)"
      case .beta: return "the beta of \(subject)"
      case .price: return "the price of \(subject)"
      case .gain: return "the gain on \(subject) since it was bought"
      case .priceChange(let time):
        return "the change of the price of \(subject) over the last \(spelled(time))"
      }
    }
    switch measure {
    case .weight: return "the combined weight of \(subject)"
    case .value: return "the combined value of the holdings in \(subject)"
    case .quantity: return "the quantity held of \(subject)"
    case .exposure: return "the combined exposure to \(subject)"
    case .beta: return "the beta, averaged by exposure, of the holdings in \(subject)"
    case .price: return "the price of \(subject)"
    case .gain: return "the gain on the holdings in \(subject) since they were bought"
    case .priceChange(let time):
      return "the change of the price of \(subject) over the last \(spelled(time))"
    }
  }

  private func phrase(_ measure: AccountMeasure) -> String {
    switch measure {
    case .cash: "cash"
    case .nav: "NAV"
    case .gross: "gross exposure"
    case .net: "net exposure"
    }
  }

  /// Parentheses keep every grouping of arithmetic.
  private func operand(_ expression: Expression) -> String {
    switch expression.kind {
    case .arithmetic, .negated, .otherwise: "(\(phrase(expression)))"
    default: phrase(expression)
    }
  }

  private func word(_ operation: Expression.Arithmetic) -> String {
    switch operation {
    case .plus: "plus"
    case .minus: "minus"
    case .times: "times"
    case .dividedBy: "divided by"
    }
  }
}
