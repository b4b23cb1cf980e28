internal import Portfolio
internal import Quantities
internal import RuleChecker

/// Conditions of generated rules.
extension ScenarioGenerator {
  /// A condition over news and catalysts, and over the account where that is asked for.
  mutating func condition(
    inAccount: Bool = false,
    member: Bool = false,
    rarelyTrue: Bool = false,
    depth: Int = 0
  ) -> RuleChecker.Expression {
    if depth < 2, random.chance(25) {
      let first = condition(
        inAccount: inAccount,
        member: member,
        rarelyTrue: rarelyTrue,
        depth: depth + 1
      )
      let second = condition(
        inAccount: inAccount,
        member: member,
        rarelyTrue: rarelyTrue,
        depth: depth + 1
      )
      switch random.int(0...3) {
      case 0: return .condition(.and([first, second]))
      case 1: return .condition(.or([first, second]))
      case 2: return .condition(.atLeast(random.int(1...2), [first, second]))
      default: return .condition(.not(first))
      }
    }
    if inAccount, random.chance(55) { return accountCondition(member: member) }
    switch random.int(0...9) {
    case 0...4: return newsCondition(member: member, rarelyTrue: rarelyTrue)
    case 5...8: return catalystCondition(rarelyTrue: rarelyTrue)
    default: return RuleChecker.Expression(.reference(0), type: .boolean, span: .nowhere)
    }
  }

  private mutating func newsCondition(member: Bool, rarelyTrue: Bool) -> RuleChecker.Expression {
    let subject: NewsCall.Subject =
      member && random.chance(70)
      ? .instrument(.member)
      : random.pick([.topic(0), .topic(1), .instrument(.symbol(random.pick(targets)))])
    var call = NewsCall(
      function: random.pick(weighted: [
        (50, .sentiment), (12, .impact), (8, .sentimentChange), (10, .articles), (8, .sources),
        (12, .age),
      ]),
      subject: subject,
      over: .days(UInt16(random.pick([3, 14, 30])))
    )
    if random.chance(15), call.function == .sentiment { call.minimumSources = 2 }
    let isAbove = !rarelyTrue
    switch call.function {
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

  private mutating func catalystCondition(rarelyTrue: Bool) -> RuleChecker.Expression {
    let index = random.int(0...1)
    if rarelyTrue {
      return .catalyst(index, is: random.pick([.denied, .retracted]))
    }
    let reference = CatalystReference(catalyst: index)
    switch random.int(0...4) {
    case 0: return .condition(.catalyst(reference, .isAtLeast(.reported)))
    case 1: return .condition(.catalyst(reference, .changedWithin(.days(10))))
    default: return .catalyst(index, is: random.pick([.confirmed, .confirmed, .reported, .none]))
    }
  }

  private mutating func accountCondition(member: Bool) -> RuleChecker.Expression {
    let set: InstrumentSet = member && random.chance(60) ? .member : makeSet()
    let comparison: RuleChecker.Expression.Comparison = random.pick([.greater, .less])
    func percent(_ value: Int) -> RuleChecker.Expression {
      .number(.thousandths(value), type: .percent)
    }
    switch random.int(0...5) {
    case 0...2:
      return .compare(.holding(.weight, set), comparison, percent(random.int(0...12) * 10))
    case 3:
      let gross = RuleChecker.Expression(
        .account(random.pick([.gross, .net])),
        type: .percent,
        span: .nowhere
      )
      return .compare(gross, comparison, percent(random.int(1...8) * 100))
    case 4:
      let amount = Money(.whole(random.int(1...20) * 500), base)
      return .compare(
        .holding(random.pick([.exposure, .value]), set),
        comparison,
        RuleChecker.Expression(.money(amount), type: .money, span: .nowhere)
      )
    default:
      return .compare(
        .holding(.beta, set),
        comparison,
        .number(.thousandths(random.int(5...15) * 100))
      )
    }
  }
}
