internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What a condition may say where it stands.
struct ConditionPlace {
  /// The account may be read.
  var inAccount = false
  /// There is a variable of `for each`.
  var member = false
  var rarelyTrue = false
  /// `otherwise` and a negated `known` are allowed: not in `when` and `once` of a build, nor in any
  /// `until`.
  var mayGuess = false
  /// Not under a `not`: there a `known` would be negated.
  var mayAskKnown = true
}

/// Conditions of generated rules.
extension ScenarioGenerator {
  /// A condition over news and catalysts, and over the account where that is asked for.
  mutating func condition(_ place: ConditionPlace = ConditionPlace(), depth: Int = 0)
    -> RuleChecker.Expression
  {
    if depth < 2, random.chance(25) {
      let parts = (0..<random.int(2...3)).map { _ in condition(place, depth: depth + 1) }
      switch random.int(0...4) {
      case 0: return .condition(.and(parts))
      case 1: return .condition(.or(parts))
      case 2: return .condition(.atLeast(random.int(1...parts.count), parts))
      case 3 where place.mayAskKnown: return .condition(.known(figure(place)))
      default: return .condition(.not(condition(without(known: place), depth: depth + 1)))
      }
    }
    if place.inAccount, random.chance(50) { return accountCondition(place) }
    switch random.int(0...12) {
    case 0...4: return newsCondition(place)
    case 5...8: return catalystCondition(place)
    case 9, 10: return figureCondition(place)
    case 11: return daysCondition(place)
    default: return RuleChecker.Expression(.reference(0), type: .boolean, span: .nowhere)
    }
  }

  /// Under `not` nothing asks what is known, unless guessing is allowed.
  private func without(known place: ConditionPlace) -> ConditionPlace {
    var inner = place
    inner.mayAskKnown = place.mayGuess
    return inner
  }

  // MARK: News

  private mutating func call(_ place: ConditionPlace, _ function: NewsCall.Function) -> NewsCall {
    let subject: NewsCall.Subject =
      place.member && random.chance(70)
      ? .instrument(.member)
      : random.pick([
        .topic(0), .topic(1), .topic(2), .instrument(.symbol(random.pick(targets))),
      ])
    var call = NewsCall(
      function: function,
      subject: subject,
      over: .days(UInt16(random.pick([3, 14, 30])))
    )
    if [.sentiment, .sentimentChange].contains(function), random.chance(25) {
      call.halfLife = random.pick([.days(2), .days(7), Duration(36, .hours) ?? .days(1)])
    }
    if random.chance(10) { call.minimumRelevance = .thousandths(random.int(2...8) * 100) }
    if random.chance(10) { call.minimumArticles = random.int(1...2) }
    if random.chance(10) { call.minimumSources = random.int(1...2) }
    return call
  }

  private mutating func newsCondition(_ place: ConditionPlace) -> RuleChecker.Expression {
    let function: NewsCall.Function = random.pick(weighted: [
      (50, .sentiment), (12, .impact), (8, .sentimentChange), (10, .articles), (8, .sources),
      (12, .age),
    ])
    var call = call(place, function)
    let isAbove = !place.rarelyTrue
    switch function {
    case .sentiment, .sentimentChange:
      let threshold = (isAbove ? 1 : -1) * random.int(-1...4) * 100
      return .compare(
        .news(call),
        isAbove ? .greaterOrEqual : .less,
        .number(.thousandths(threshold))
      )
    case .impact:
      return .compare(.news(call), isAbove ? .greater : .less, .number(.thousandths(250)))
    case .articles, .sources:
      let count = Number.thousandths(1000 * random.int(1...2))
      return .compare(.news(call), isAbove ? .greaterOrEqual : .less, .number(count))
    case .age:
      let limit = RuleChecker.Expression(
        .duration(random.pick([.days(2), .days(10), Duration(3, .businessDays) ?? .days(3)])),
        type: .duration,
        span: .nowhere
      )
      call.over = random.chance(50) ? nil : .days(30)
      return .compare(.news(call), isAbove ? .less : .greater, limit)
    }
  }

  // MARK: Arithmetic

  /// A plain number out of news, with arithmetic around it.
  private mutating func figure(_ place: ConditionPlace, depth: Int = 0) -> RuleChecker.Expression {
    func number(_ kind: RuleChecker.Expression.Kind) -> RuleChecker.Expression {
      RuleChecker.Expression(kind, type: .number, span: .nowhere)
    }
    if depth < 2, random.chance(45) {
      let left = figure(place, depth: depth + 1)
      let right = figure(place, depth: depth + 1)
      let operation = random.pick(RuleChecker.Expression.Arithmetic.allCases)
      if place.mayGuess, random.chance(25) { return number(.otherwise(left, right)) }
      if random.chance(10) { return number(.negated(left)) }
      return number(.arithmetic(operation, left, right))
    }
    if random.chance(30) { return .number(.thousandths(random.int(1...20) * 100)) }
    return .news(call(place, random.pick([.impact, .articles, .sources, .impact])))
  }

  private mutating func figureCondition(_ place: ConditionPlace) -> RuleChecker.Expression {
    let comparison = random.pick(RuleChecker.Expression.Comparison.allCases)
    return .compare(
      figure(place),
      comparison,
      .number(.thousandths(random.int(0...30) * 100))
    )
  }

  // MARK: Catalysts

  private mutating func reference(_ place: ConditionPlace) -> CatalystReference {
    let index = random.int(0...3)
    guard index == eachCatalyst else { return CatalystReference(catalyst: index) }
    return CatalystReference(
      catalyst: index,
      member: place.member && random.chance(75) ? .member : .symbol(random.pick(targets))
    )
  }

  private mutating func catalystCondition(_ place: ConditionPlace) -> RuleChecker.Expression {
    let reference = reference(place)
    func state(_ states: [CatalystState]) -> RuleChecker.Expression {
      .condition(.catalyst(reference, .isOneOf(states.map { .state($0) })))
    }
    if place.rarelyTrue {
      return state([random.pick([.denied, .retracted, .expired])])
    }
    let hasOutcomes = reference.catalyst >= 2
    switch random.int(0...6) {
    case 0:
      return .condition(.catalyst(reference, .isAtLeast(random.pick([.reported, .expected]))))
    case 1: return .condition(.catalyst(reference, .changedWithin(.days(10))))
    case 2 where hasOutcomes:
      return .condition(.catalyst(reference, .isOneOf([.outcome(random.pick(["beat", "miss"]))])))
    case 3: return state([.confirmed, .corroborated])
    default: return state([random.pick([.confirmed, .confirmed, .reported, .none, .expected])])
    }
  }

  private mutating func daysCondition(_ place: ConditionPlace) -> RuleChecker.Expression {
    let count = random.pick(DayCount.allCases)
    let days = RuleChecker.Expression(
      .days(count, reference(place)),
      type: .number,
      span: .nowhere
    )
    return .compare(
      days,
      random.pick([.less, .greaterOrEqual]),
      .number(.thousandths(random.int(-2...20) * 1000))
    )
  }

  // MARK: The account

  private mutating func accountCondition(_ place: ConditionPlace) -> RuleChecker.Expression {
    let set: InstrumentSet = place.member && random.chance(60) ? .member : makeSet()
    let one: InstrumentSet =
      place.member && random.chance(60) ? .member : .symbol(random.pick(targets))
    let comparison: RuleChecker.Expression.Comparison = random.pick([.greater, .less])
    func percent(_ value: Int) -> RuleChecker.Expression {
      .number(.thousandths(value), type: .percent)
    }
    func account(_ measure: AccountMeasure) -> RuleChecker.Expression {
      let isMoney = measure == .cash || measure == .nav
      return RuleChecker.Expression(
        .account(measure),
        type: isMoney ? .money : .percent,
        span: .nowhere
      )
    }
    func money(_ count: Int) -> RuleChecker.Expression {
      RuleChecker.Expression(
        .money(Money(.whole(count), base)),
        type: .money,
        span: .nowhere
      )
    }
    switch random.int(0...9) {
    case 0...2:
      return .compare(.holding(.weight, set), comparison, percent(random.int(0...12) * 10))
    case 3:
      return .compare(
        account(random.pick([.gross, .net])),
        comparison,
        percent(random.int(1...8) * 100)
      )
    case 4:
      return .compare(
        .holding(random.pick([.exposure, .value]), set),
        comparison,
        money(random.int(1...20) * 500)
      )
    case 5:
      return .compare(
        account(random.pick([.cash, .nav])),
        comparison,
        money(random.int(1...90) * 1000)
      )
    case 6:
      let count = RuleChecker.Expression.number(
        .thousandths(random.int(0...40) * 1000),
        type: .number
      )
      return .compare(.holding(.quantity, one), comparison, count)
    case 7:
      let sum = RuleChecker.Expression(
        .arithmetic(.plus, .holding(.weight, set), .holding(.weight, one)),
        type: .percent,
        span: .nowhere
      )
      return .compare(sum, comparison, percent(random.int(0...12) * 10))
    default:
      return .compare(
        .holding(.beta, set),
        comparison,
        .number(.thousandths(random.int(5...15) * 100))
      )
    }
  }
}
