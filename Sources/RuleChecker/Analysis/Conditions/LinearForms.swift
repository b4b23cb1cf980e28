internal import Quantities

/// Reads values as linear forms, lets followed and each `let` read once.
final class LinearForms {
  private static let mostLevels = 64

  private let lets: [LetBinding]
  private var known: [Int: LinearForm] = [:]

  init(_ lets: [LetBinding]) { self.lets = lets }

  /// The form of a value; what is no sum becomes a figure of its own.
  func form(of expression: Expression) -> LinearForm { form(of: expression, level: 0) }

  private func form(of expression: Expression, level: Int) -> LinearForm {
    let form = level < LinearForms.mostLevels ? read(expression, level + 1) : nil
    return form ?? LinearForm(.opaque(expression.placeless))
  }

  private func read(_ expression: Expression, _ level: Int) -> LinearForm? {
    switch expression.kind {
    case .number(let number): return LinearForm(constant: number.ratio)
    case .money(let money): return LinearForm(constant: money.amount.ratio, unit: money.currency)
    case .date(let date): return LinearForm(constant: Ratio(date.secondsSinceEpoch))
    case .duration(let duration):
      return duration.seconds.map { LinearForm(constant: Ratio($0)) }
        ?? LinearForm(.businessDays(duration))
    case .news, .holding, .account: return Figure(plain: expression).map { LinearForm($0) }
    case .days(let count, let reference):
      let since = LinearForm(.daysSince(reference))
      return count == .since ? since : since.scaled(by: Ratio(-1))
    case .reference(let index): return form(ofLet: index)
    case .negated(let inner): return form(of: inner, level: level).scaled(by: Ratio(-1))
    case .arithmetic(let operation, let left, let right):
      return combine(operation, form(of: left, level: level), form(of: right, level: level))
    default: return nil
    }
  }

  private func form(ofLet index: Int) -> LinearForm? {
    if let form = known[index] { return form }
    guard lets.indices.contains(index) else { return nil }
    // At a level of its own, so that it is the same wherever it is first named.
    let form = form(of: lets[index].value)
    known[index] = form
    return form
  }

  private func combine(
    _ operation: Expression.Arithmetic,
    _ left: LinearForm,
    _ right: LinearForm
  ) -> LinearForm? {
    switch operation {
    case .plus: return left.adding(right)
    case .minus: return right.scaled(by: Ratio(-1)).flatMap { left.adding($0) }
    case .times:
      if left.isNumber { return right.scaled(by: left.constant) }
      return right.isNumber ? left.scaled(by: right.constant) : nil
    case .dividedBy:
      guard right.isNumber, let factor = try? Ratio.one.divided(by: right.constant) else {
        return nil
      }
      return left.scaled(by: factor)
    }
  }
}
