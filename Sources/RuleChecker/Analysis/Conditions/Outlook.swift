internal import Quantities

/// A feed that is alive or stale, and which figures are known, quiet or blind in it.
struct Outlook {
  let rulebook: CheckedRulebook
  let isStale: Bool
  /// What is chosen of each figure; of the others everything is possible.
  private var chosen: [Figure: Outcomes] = [:]

  /// More combinations than this are not tried: then every figure may be anything wherever it stands.
  private static let mostChoices = 4_096

  private static let mostCounted: Int64 = 1_000

  init(rulebook: CheckedRulebook, isStale: Bool) {
    self.rulebook = rulebook
    self.isStale = isStale
  }

  mutating func forEachChoice(in condition: Expression, _ body: (Outlook) -> Void) {
    var choices: [(figure: Figure, outcomes: [Outcomes])] = []
    var combinations = 1
    for figure in figures(in: condition) {
      let possible = self.possible(of: figure)
      let outcomes = [Outcomes.known, .quiet, .blind].filter { possible.contains($0) }
      combinations *= outcomes.count
      if combinations > Outlook.mostChoices { return body(self) }
      choices.append((figure, outcomes))
    }
    for number in 0..<combinations {
      var rest = number
      for (figure, outcomes) in choices {
        chosen[figure] = outcomes[rest % outcomes.count]
        rest /= outcomes.count
      }
      body(self)
    }
  }

  // MARK: Figures

  private func figures(in condition: Expression) -> Set<Figure> {
    var found: Set<Figure> = []
    var followed: Set<Int> = []
    func visit(_ part: Expression) {
      if let figure = Figure(read: part) { found.insert(figure) }
      if case .reference(let index) = part.kind, rulebook.lets.indices.contains(index),
        followed.insert(index).inserted
      {
        visit(rulebook.lets[index].value)
      }
      for operand in part.operands { visit(operand) }
    }
    visit(condition)
    return found
  }

  private func possible(of figure: Figure) -> Outcomes {
    switch figure {
    case .news(let call):
      if isStale { return .blind }
      switch call.function {
      case .articles, .sources: return .known
      case .sentiment, .sentimentChange, .age: return [.known, .quiet]
      case .impact: return [.known, .quiet, .blind]
      }
    case .state(let reference):
      // A person's word settles it in a stale feed, and a calendar that takes no evidence always.
      let catalyst = catalyst(reference)
      return !isStale || catalyst.isFromCalendar && catalyst.evidence.isEmpty
        ? .known : [.known, .blind]
    case .daysSince(let reference):
      switch catalyst(reference).schedule {
      case .on, .by: return .known
      case .calendar: return [.known, .quiet]
      case nil: return isStale ? [.known, .blind] : [.known, .quiet]
      }
    case .holding(let measure, _):
      switch measure {
      case .quantity: return .known
      case .gain: return [.known, .quiet, .blind]
      case .weight, .value, .exposure, .beta, .price, .priceChange: return [.known, .blind]
      }
    default: return [.known, .blind]
    }
  }

  private func catalyst(_ reference: CatalystReference) -> Catalyst {
    rulebook.catalysts[reference.catalyst]
  }

  private func outcome(of figure: Figure) -> Outcomes { chosen[figure] ?? possible(of: figure) }

  // MARK: Expressions

  /// Of a condition its truths; of a value whether it is known, quiet or blind.
  func outcomes(of expression: Expression) -> Outcomes {
    if let figure = Figure(read: expression) {
      let outcomes = outcome(of: figure)
      guard case .catalyst(let reference, let test) = expression.kind else { return outcomes }
      // What was confirmed has a date.
      let hasDate = outcome(of: .daysSince(reference)).contains(.holds)
      return test.asksWhetherConfirmed && !hasDate ? outcomes.subtracting(.holds) : outcomes
    }
    switch expression.kind {
    case .and(let parts): return .atLeast(parts.count, of: parts.map { outcomes(of: $0) })
    case .or(let parts): return .atLeast(1, of: parts.map { outcomes(of: $0) })
    case .atLeast(let count, let parts): return .atLeast(count, of: parts.map { outcomes(of: $0) })
    case .not(let part): return outcomes(of: part).negated
    case .negated(let part): return outcomes(of: part)
    case .comparison(let sign, let left, let right):
      return counted(sign, left, right) ?? outcomes(of: left).combined(with: outcomes(of: right))
    case .arithmetic(let operation, let left, let right):
      let outcomes = outcomes(of: left).combined(with: outcomes(of: right))
      // A divisor that is read may be zero.
      let canDivideByZero = operation == .dividedBy && !figures(in: right).isEmpty
      return canDivideByZero && outcomes.contains(.holds) ? outcomes.union(.blind) : outcomes
    case .otherwise(let first, let second):
      let outcomes = outcomes(of: first)
      if outcomes.isDisjoint(with: .unknown) { return outcomes }
      return outcomes.subtracting(.unknown).union(self.outcomes(of: second))
    case .known(let part):
      let outcomes = outcomes(of: part)
      var found: Outcomes = outcomes.isDisjoint(with: .known) ? [] : .holds
      if !outcomes.isDisjoint(with: .unknown) { found.insert(.fails) }
      return found
    case .reference(let index):
      guard rulebook.lets.indices.contains(index) else { return .known }
      return outcomes(of: rulebook.lets[index].value)
    default: return .known
    }
  }

  /// A count against a number, where a score of the same news is quiet: then there are few.
  private func counted(
    _ sign: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Outcomes? {
    guard case .news(let count) = left.kind, case .number(let bound) = right.kind,
      let most = chosen.compactMap({ most(count, where: $0.key, $0.value) }).min(),
      most <= Outlook.mostCounted
    else { return nil }
    var found: Outcomes = []
    for value in 0...most {
      let order = Ratio(value).order(against: bound.ratio)
      found.insert(sign.holds(order) ? .holds : .fails)
    }
    return found
  }

  /// The most that `count` can be while a score or an age is quiet; nothing where that says nothing.
  private func most(_ count: NewsCall, where figure: Figure, _ outcomes: Outcomes) -> Int64? {
    guard outcomes == .quiet, case .news(let score) = figure, score.subject == count.subject,
      score.function != .sentimentChange, count.isWithin(score)
    else { return nil }
    let articles = Int64(score.minimumArticles ?? 1)
    let sources = Int64(score.minimumSources ?? 1)
    switch count.function {
    case .articles: return sources <= 1 ? max(articles, 1) - 1 : nil
    case .sources: return max(articles, sources, 1) - 1
    case .sentiment, .impact, .sentimentChange, .age: return nil
    }
  }
}

extension Figure {
  /// What an expression reads, where it is nothing but one figure whose value may be unknown.
  fileprivate init?(read expression: Expression) {
    switch expression.kind {
    case .catalyst(let reference, _): self = .state(reference)
    case .days(_, let reference): self = .daysSince(reference)
    default: self.init(plain: expression)
    }
  }
}

extension CatalystTest {
  /// Whether nothing but a confirmed catalyst answers it with yes.
  fileprivate var asksWhetherConfirmed: Bool {
    switch self {
    case .isOneOf(let states):
      states.allSatisfy { state in
        switch state {
        case .outcome, .state(.confirmed): true
        case .state: false
        }
      }
    case .isAtLeast(let state): state == .confirmed
    case .changedWithin: false
    }
  }
}

extension Catalyst {
  fileprivate var isFromCalendar: Bool {
    if case .calendar = schedule { true } else { false }
  }
}

extension NewsCall {
  /// Whether its window holds nothing that the other's does not.
  fileprivate func isWithin(_ other: NewsCall) -> Bool {
    guard (minimumRelevance ?? .zero) >= (other.minimumRelevance ?? .zero) else { return false }
    guard let longer = other.over else { return true }
    guard let over else { return false }
    if over == longer { return true }
    guard let one = over.seconds, let two = longer.seconds else { return false }
    return one <= two
  }
}
