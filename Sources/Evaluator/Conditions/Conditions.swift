import Portfolio
import Quantities
import RuleChecker

/// Evaluates expressions at one moment, for one member of a `for each`, against the world and (where
/// there is one) an account.
///
/// Values are exact fractions: scores and percentages as plain numbers, money and prices in the
/// account's base currency, durations in seconds.
struct Conditions {
  let world: WorldFacts
  let at: Instant
  let member: Int?
  let figures: AccountFigures?

  init(world: WorldFacts, at: Instant, member: Int? = nil, figures: AccountFigures? = nil) {
    self.world = world
    self.at = at
    self.member = member
    self.figures = figures
  }

  // MARK: Truth

  /// The truth of a boolean expression.
  func truth(of expression: Expression) -> Truth {
    switch expression.kind {
    case .and(let operands):
      return Truth.atLeast(operands.count, of: operands.lazy.map { truth(of: $0) })
    case .or(let operands):
      return Truth.atLeast(1, of: operands.lazy.map { truth(of: $0) })
    case .atLeast(let count, let operands):
      return Truth.atLeast(count, of: operands.lazy.map { truth(of: $0) })
    case .not(let operand):
      return truth(of: operand).negated
    case .reference(let index):
      return truth(of: world.rulebook.lets[index].value)
    case .comparison(let comparison, let left, let right):
      return compare(comparison, left, right)
    case .catalyst(let reference, let test):
      return truth(of: test, on: reference)
    case .known(let operand):
      return Truth(isKnown(operand))
    case .otherwise(let first, let second):
      let value = truth(of: first)
      return value.isUnknown ? truth(of: second) : value
    default:
      // The checker lets no other kind be a condition.
      return .blind
    }
  }

  private func isKnown(_ operand: Expression) -> Bool {
    if operand.type == .boolean { return !truth(of: operand).isUnknown }
    return reading(of: operand).known != nil
  }

  private func compare(
    _ comparison: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Truth {
    let one = reading(of: left)
    let two = reading(of: right)
    guard let first = one.known, let second = two.known else {
      return Truth.atLeast(2, of: [one.unknownTruth ?? .holds, two.unknownTruth ?? .holds])
    }
    return Truth(comparison.holds(first.order(against: second)))
  }

  private func truth(of test: CatalystTest, on reference: CatalystReference) -> Truth {
    guard let standing = world.standing(of: reference, member: member, at: at) else {
      return .blind
    }
    if !standing.isSettledByPerson && !world.isFeedAlive(at: at) { return .blind }
    return Truth(test.holds(for: standing, at: at))
  }

  // MARK: Values

  /// The value of an expression that is not boolean. Overflow and division by zero are blind.
  func reading(of expression: Expression) -> Reading<Ratio> {
    do throws(ArithmeticFailure) {
      return try value(of: expression)
    } catch {
      return .blind
    }
  }

  private func value(of expression: Expression) throws(ArithmeticFailure) -> Reading<Ratio> {
    switch expression.kind {
    case .number(let number): return .known(number.ratio)
    case .duration(let duration):
      let earlier = at.subtracting(duration)
      return .known(Ratio(at.secondsSinceEpoch - earlier.secondsSinceEpoch))
    case .date(let date): return .known(Ratio(date.secondsSinceEpoch))
    case .money(let money):
      guard let rate = try figures?.exchange.rate(of: money.currency) else { return .blind }
      return .known(try money.amount.ratio.multiplied(by: rate.ratio))
    case .negated(let operand):
      guard let value = try self.value(of: operand).known else { return try value(of: operand) }
      return .known(try value.negated())
    case .arithmetic(let operation, let left, let right):
      return try combine(operation, left, right)
    case .otherwise(let first, let second):
      let value = reading(of: first)
      return value.known == nil ? reading(of: second) : value
    case .reference(let index):
      return try value(of: world.rulebook.lets[index].value)
    case .news(let call):
      return world.news(call, member: member, at: at).reading
    case .days(let direction, let reference):
      return days(direction, reference)
    case .holding(let measure, let set):
      guard let figures else { return .blind }
      return try HoldingFigure(figures: figures, world: world, member: member)
        .reading(of: measure, over: set)
    case .account(let measure):
      guard let figures else { return .blind }
      return try figures.reading(of: measure)
    default:
      // The checker lets no other kind be a value.
      return .blind
    }
  }

  private func combine(
    _ operation: Expression.Arithmetic,
    _ left: Expression,
    _ right: Expression
  ) throws(ArithmeticFailure) -> Reading<Ratio> {
    let one = reading(of: left)
    let two = reading(of: right)
    guard let first = one.known, let second = two.known else {
      if case .blind = one { return .blind }
      if case .blind = two { return .blind }
      return .quiet
    }
    switch operation {
    case .plus: return .known(try first.adding(second))
    case .minus: return .known(try first.subtracting(second))
    case .times: return .known(try first.multiplied(by: second))
    case .dividedBy: return .known(try first.divided(by: second))
    }
  }

  private func days(_ direction: DayCount, _ reference: CatalystReference) -> Reading<Ratio> {
    let standing = world.standing(of: reference, member: member, at: at)
    guard let date = direction == .since ? standing?.date : standing?.nextDate else {
      // A calendar that names no date says that nothing is due; news can't say so while it is stale.
      let isQuiet =
        world.isFeedAlive(at: at) || world.rulebook.catalysts[reference.catalyst].isFromCalendar
      return isQuiet ? .quiet : .blind
    }
    let past = Int64(at.date.daysSinceEpoch) - Int64(date.daysSinceEpoch)
    return .known(Ratio(direction == .since ? past : -past))
  }
}

extension Expression.Comparison {
  /// Whether the comparison holds for operands in this order (−1, 0, 1).
  func holds(_ order: Int) -> Bool {
    switch self {
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    case .equal: order == 0
    case .notEqual: order != 0
    }
  }
}

extension CatalystTest {
  /// Whether the test holds for a catalyst that stands at `standing`.
  func holds(for standing: CatalystStanding, at moment: Instant) -> Bool {
    switch self {
    case .isOneOf(let states):
      return states.contains { state in
        switch state {
        case .state(let wanted): standing.state == wanted
        case .outcome(let wanted): standing.outcome == wanted
        }
      }
    case .isAtLeast(let wanted):
      guard let step = standing.state.step, let least = wanted.step else { return false }
      return step >= least
    case .changedWithin(let duration):
      guard let since = standing.since else { return false }
      return since > moment.subtracting(duration)
    }
  }
}
