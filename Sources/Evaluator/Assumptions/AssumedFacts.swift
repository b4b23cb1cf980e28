import Portfolio
import Quantities
import RuleChecker

/// Facts that are taken for others than they are, at the moment of evaluation alone: the past, which
/// replay reads, stays as it was.
struct AssumedFacts: Sendable {
  /// The whole call as a key, in the order given.
  private var news: [(call: NewsCall, value: Ratio)] = []
  private var catalysts: [WorldFacts.CatalystKey: CatalystTest.State] = [:]

  init(_ assumptions: [Assumption] = []) {
    for assumption in assumptions {
      switch assumption.claim {
      case .news(let call, let value): news.append((call, value))
      case .catalyst(let reference, let state):
        catalysts[WorldFacts.CatalystKey(reference, member: nil)] = state
      case .price: break
      }
    }
  }

  /// These and `others`, which win where both speak of one catalyst.
  func adding(catalysts others: [WorldFacts.CatalystKey: CatalystTest.State]) -> AssumedFacts {
    var sum = self
    sum.catalysts.merge(others) { _, new in new }
    return sum
  }

  var isEmpty: Bool { news.isEmpty && catalysts.isEmpty }

  /// What `call` about `subject` is assumed to be. Of several assumptions that speak of it the one
  /// that names most of its arguments counts.
  func value(of call: NewsCall, about subject: NewsSubject) -> Ratio? {
    var best: (named: Int, value: Ratio)?
    for assumed in news {
      guard let named = assumed.call.namedArguments(in: call, about: subject) else { continue }
      if let known = best, known.named >= named { continue }
      best = (named, assumed.value)
    }
    return best?.value
  }

  /// Where a catalyst that stands at `standing` is assumed to stand.
  func standing(
    of key: WorldFacts.CatalystKey,
    insteadOf standing: CatalystStanding,
    at moment: Instant
  ) -> CatalystStanding {
    guard let assumed = catalysts[key] else { return standing }
    var result = standing
    switch assumed {
    case .state(let state):
      result.state = state
      result.outcome = nil
    case .outcome(let outcome):
      result.state = .confirmed
      result.outcome = outcome
    }
    result.isAssumed = true
    // As if a person had settled it: a stale feed does not make it blind.
    result.isSettledByPerson = true
    result.isOverdue = false
    let moved = result.state != standing.state || result.outcome != standing.outcome
    if moved {
      result.since = moment
      if result.state == .confirmed { result.date = moment.date }
    }
    return result
  }
}

extension NewsCall {
  /// How many arguments this call names, if `other` about `subject` has all of them alike; nothing if
  /// the two differ.
  fileprivate func namedArguments(in other: NewsCall, about subject: NewsSubject) -> Int? {
    guard function == other.function else { return nil }
    switch (self.subject, subject) {
    case (.topic(let one), .topic(let two)): guard one == two else { return nil }
    case (.instrument(.symbol(let one)), .symbol(let two)): guard one == two else { return nil }
    default: return nil
    }
    var named = 0
    func agrees<Value: Equatable>(_ wanted: Value?, _ value: Value?) -> Bool {
      guard let wanted else { return true }
      named += 1
      return wanted == value
    }
    let isAlike =
      agrees(over, other.over) && agrees(halfLife, other.halfLife)
      && agrees(minimumRelevance, other.minimumRelevance)
      && agrees(minimumArticles, other.minimumArticles)
      && agrees(minimumSources, other.minimumSources)
    return isAlike ? named : nil
  }
}

extension WorldFacts.CatalystKey {
  /// The key of `reference`; `member` is the symbol that the variable of `for each` stands for.
  init(_ reference: CatalystReference, member: String?) {
    switch reference.member {
    case nil: self.init(catalyst: reference.catalyst, symbol: nil)
    case .symbol(let symbol)?: self.init(catalyst: reference.catalyst, symbol: symbol)
    case .member?: self.init(catalyst: reference.catalyst, symbol: member)
    }
  }
}
