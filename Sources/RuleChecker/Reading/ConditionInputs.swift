internal import Quantities

/// What can leave conditions undecided, by the two causes that the language knows.
struct ConditionInputs {
  private var readsNews = false
  private var readsScores = false
  private var canBeQuiet = false
  private var hasMinimums = false
  private var readsEvents = false
  private var readsEventDates = false
  private var readsHoldings = false
  private var readsPrices = false
  private var readsBetas = false
  private var readsCosts = false
  private var divides = false
  private var currencies: Set<String> = []
  private var followed: Set<Int> = []

  init(_ expressions: [Expression], in rulebook: CheckedRulebook) {
    for expression in expressions { add(expression, rulebook) }
  }

  /// Whether nothing that it reads can be unknown.
  var isCertain: Bool { quietCauses == nil && blindCauses == nil }

  /// The feed is alive, and there is nothing to read: what follows "can't be decided".
  var quietCauses: String? {
    var causes: [String] = []
    if canBeQuiet { causes.append(hasMinimums ? "for want of enough news" : "for want of news") }
    if readsEventDates { causes.append("for want of the date of an event") }
    if readsCosts { causes.append("for want of a holding") }
    return causes.isEmpty ? nil : listed(causes, "or")
  }

  /// Something is missing or stale: what follows "can't be decided because".
  var blindCauses: String? {
    var causes: [String] = []
    if readsNews || readsEvents { causes.append("the news feed is stale") }
    if readsScores { causes.append("the news carries no score") }
    if readsHoldings || readsCosts { causes.append("a price or an exchange rate is missing") }
    if readsCosts { causes.append("what a holding cost is not known") }
    if readsPrices { causes.append("a price is missing or stale") }
    if readsBetas { causes.append("a beta is missing") }
    if !currencies.isEmpty, !readsHoldings {
      causes.append("the exchange rate of \(listed(currencies.sorted(), "or")) is missing")
    }
    if divides { causes.append("a divisor is zero") }
    return causes.isEmpty ? nil : listed(causes, "or")
  }

  private mutating func add(_ expression: Expression, _ rulebook: CheckedRulebook) {
    switch expression.kind {
    case .known: return
    case .otherwise(_, let second):
      // Where the first is unknown the second stands in.
      add(second, rulebook)
      return
    case .news(let call): add(call)
    case .catalyst: readsEvents = true
    case .days:
      readsEvents = true
      readsEventDates = true
    case .holding(let measure, _): add(measure)
    case .account: readsHoldings = true
    case .money(let money): currencies.insert(money.currency.description)
    case .arithmetic(.dividedBy, _, let divisor):
      if case .number = divisor.kind {} else { divides = true }
    case .reference(let index):
      guard rulebook.lets.indices.contains(index), followed.insert(index).inserted else { return }
      add(rulebook.lets[index].value, rulebook)
    default: break
    }
    for operand in expression.operands { add(operand, rulebook) }
  }

  private mutating func add(_ call: NewsCall) {
    readsNews = true
    switch call.function {
    case .articles, .sources: return
    case .age: break
    case .sentiment, .impact, .sentimentChange: readsScores = true
    }
    canBeQuiet = true
    if (call.minimumArticles ?? 1) > 1 || (call.minimumSources ?? 1) > 1 { hasMinimums = true }
  }

  private mutating func add(_ measure: HoldingMeasure) {
    switch measure {
    case .weight, .value, .exposure: readsHoldings = true
    case .price, .priceChange: readsPrices = true
    case .gain: readsCosts = true
    case .beta: readsBetas = true
    case .quantity: break
    }
  }
}
