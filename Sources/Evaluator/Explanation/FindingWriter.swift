import Portfolio
import Quantities
import RuleChecker

/// Takes a condition apart into its undivided parts, each with what it saw and its exact distance to
/// holding: `sentiment is 0.21, needs at least 0.25 (+0.04)`.
struct FindingWriter {
  let conditions: Conditions

  private var world: WorldFacts { conditions.world }

  private var text: ExpressionText {
    ExpressionText(
      rulebook: world.rulebook,
      member: conditions.member.map { world.market.instruments[$0].symbol }
    )
  }

  /// The parts of `expression`; those that agree with its outcome first, each in the author's order.
  func findings(for expression: Expression) -> [Finding] {
    var found: [Finding] = []
    collect(expression, isWanted: true, into: &found)
    let outcome = Finding.Verdict(conditions.truth(of: expression))
    return found.filter { $0.verdict == outcome } + found.filter { $0.verdict != outcome }
  }

  /// Ids of the facts that `expression` reads, lets followed.
  func facts(in expression: Expression) -> Set<String> {
    var ids: Set<String> = []
    expression.visit { part in
      switch part.kind {
      case .news(let call): ids.insert(text.spell(call))
      case .catalyst(let reference, _), .days(_, let reference): ids.insert(text.spell(reference))
      case .reference(let index):
        ids.formUnion(facts(in: world.rulebook.lets[index].value))
      default: break
      }
    }
    return ids
  }

  private func collect(_ expression: Expression, isWanted: Bool, into found: inout [Finding]) {
    switch expression.kind {
    case .and(let parts), .or(let parts), .atLeast(_, let parts):
      for part in parts { collect(part, isWanted: isWanted, into: &found) }
    case .not(let part): collect(part, isWanted: !isWanted, into: &found)
    case .reference(let index):
      collect(world.rulebook.lets[index].value, isWanted: isWanted, into: &found)
    case .comparison(let comparison, let left, let right):
      found.append(self.comparison(isWanted ? comparison : comparison.opposite, left, right))
    case .catalyst(let reference, let test):
      found.append(catalyst(reference, test, isWanted: isWanted))
    default:
      let truth = conditions.truth(of: expression)
      found.append(
        Finding(
          subject: text.spell(expression),
          verdict: Finding.Verdict(isWanted ? truth : truth.negated),
          actual: truth.rawValue,
          needed: isWanted ? "true" : "false"
        )
      )
    }
  }

  // MARK: Comparisons

  private func comparison(
    _ comparison: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Finding {
    let one = conditions.reading(of: left)
    let two = conditions.reading(of: right)
    let isLiteral = right.isLiteral
    guard let actual = one.known, let bound = two.known else {
      let cause = Truth.atLeast(2, of: [one.unknownTruth ?? .holds, two.unknownTruth ?? .holds])
      let open = one.known == nil ? left : right
      return Finding(
        subject: text.spell(left),
        verdict: Finding.Verdict(cause),
        actual: one.known.map { ValueText(type: left.type).spell($0) } ?? "unknown",
        needed: "\(comparison.word) \(text.spell(right))",
        missing: missing(open, cause)
      )
    }
    let style = ValueText(type: left.type == .number ? right.type : left.type)
    let holds = comparison.holds(actual.order(against: bound))
    let (shown, needed, distance) = style.spell(actual, bound)
    return Finding(
      subject: text.spell(left),
      verdict: holds ? .holds : .fails,
      actual: shown,
      needed: isLiteral
        ? "\(comparison.word) \(needed)" : "\(comparison.word) \(text.spell(right)) (\(needed))",
      distance: holds ? "" : distance
    )
  }

  /// What would decide an unknown value.
  private func missing(_ expression: Expression, _ cause: Truth) -> String {
    let subject = text.spell(expression)
    if cause == .quiet { return "no item for \(subject)" }
    if case .news = expression.kind {
      return world.isFeedAlive(at: conditions.at)
        ? "\(subject) has items without a score"
        : "the news feed is stale: nothing within \(world.rulebook.settings.newsNoOlderThan)"
    }
    if let lacking = lacking(expression) { return "\(subject) needs \(lacking)" }
    return "\(subject) can't be computed"
  }

  /// What a figure of the account lacks.
  private func lacking(_ expression: Expression) -> String? {
    guard let figures = conditions.figures else { return nil }
    if case .account = expression.kind, figures.nav == nil { return "a known net asset value" }
    guard case .holding(let measure, let set) = expression.kind else { return nil }
    let members = world.sets.members(of: set, member: conditions.member) { figures.isHeld($0) }
    let unpriced = members.filter { figures.holding(of: $0).map { !$0.unit.isPriced } ?? false }
    if !unpriced.isEmpty { return "a price or rate of \(symbols(unpriced))" }
    if measure == .weight && figures.nav == nil { return "a known net asset value" }
    guard measure == .beta else { return nil }
    return "a beta of \(symbols(members.filter { world.market.instruments[$0].beta == nil }))"
  }

  private func symbols(_ members: [Int]) -> String {
    members.map { world.market.instruments[$0].symbol }.joined(separator: ", ")
  }

  // MARK: Catalysts

  private func catalyst(
    _ reference: CatalystReference,
    _ test: CatalystTest,
    isWanted: Bool
  ) -> Finding {
    let standing = world.standing(of: reference, member: conditions.member, at: conditions.at)
    let expression = Expression(
      .catalyst(reference, test),
      type: .boolean,
      span: world.rulebook.catalysts[reference.catalyst].span
    )
    let truth = conditions.truth(of: expression)
    let state = standing.map { $0.outcome ?? $0.state.rawValue } ?? "unknown"
    let needed = text.spell(test).trimmingPrefix("is ")
    return Finding(
      subject: text.spell(reference),
      verdict: Finding.Verdict(isWanted ? truth : truth.negated),
      actual: truth == .blind ? "\(state) (feed stale)" : state,
      needed: isWanted ? needed : "not \(needed)",
      missing: truth == .blind
        ? "the news feed is stale, and no person settled \(text.spell(reference))" : ""
    )
  }
}

extension Finding.Verdict {
  init(_ truth: Truth) {
    switch truth {
    case .holds: self = .holds
    case .fails: self = .fails
    case .quiet: self = .quiet
    case .blind: self = .blind
    }
  }
}

extension Expression {
  var isLiteral: Bool {
    switch kind {
    case .number, .money, .duration, .date: true
    case .negated(let inner): inner.isLiteral
    default: false
    }
  }
}

extension Expression.Comparison {
  var opposite: Expression.Comparison {
    switch self {
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    case .equal: .notEqual
    case .notEqual: .equal
    }
  }

  var word: String {
    switch self {
    case .less: "below"
    case .lessOrEqual: "at most"
    case .greater: "above"
    case .greaterOrEqual: "at least"
    case .equal: "exactly"
    case .notEqual: "anything but"
    }
  }
}

extension String {
  /// The string without `prefix` at its start.
  func trimmingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
