import Portfolio
import Quantities
import RuleChecker

/// What a comparison saw, and how far it is from turning.
extension FindingWriter {
  /// A comparison with its distance to holding: none when it holds.
  func comparison(
    _ comparison: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Finding {
    var finding = turning(comparison, left, right)
    if finding.verdict == .holds { finding.distance = "" }
    return finding
  }

  /// A comparison with its distance to the other truth.
  func turning(
    _ comparison: Expression.Comparison,
    _ left: Expression,
    _ right: Expression
  ) -> Finding {
    // `0.25 <= sentiment(x)` is told of the sentiment.
    if left.isLiteral && !right.isLiteral { return turning(comparison.mirrored, right, left) }
    let one = conditions.reading(of: left)
    let two = conditions.reading(of: right)
    guard let actual = one.known, let bound = two.known else {
      let cause = Truth.atLeast(2, of: [one.unknownTruth ?? .holds, two.unknownTruth ?? .holds])
      return Finding(
        subject: text.spell(left),
        verdict: Finding.Verdict(cause),
        actual: one.known.map { ValueText(type: left.type).spell($0) } ?? "unknown",
        needed: "\(comparison.word) \(text.spell(right))",
        missing: missing(one.known == nil ? left : right, cause)
      )
    }
    let holds = comparison.holds(actual.order(against: bound))
    let style = ValueText(type: left.type == .number ? right.type : left.type)
    let turn = Turn(
      from: actual,
      to: bound,
      so: holds ? comparison.opposite : comparison,
      isCount: left.isCount
    )
    let shown = style.spell(actual, bound)
    return Finding(
      subject: text.spell(left),
      verdict: holds ? .holds : .fails,
      actual: shown.value
        + (restsOnAssumption(left) || restsOnAssumption(right) ? " (assumed)" : ""),
      needed: right.isLiteral
        ? "\(comparison.word) \(shown.bound)"
        : "\(comparison.word) \(text.spell(right)) (\(shown.bound))",
      distance: spell(turn, left, style)
    )
  }

  /// `+0.04`; `+8, on 2026-01-10` where time alone goes there; `any rise` where the bound is reached and
  /// must be passed.
  private func spell(_ turn: Turn, _ left: Expression, _ style: ValueText) -> String {
    guard let distance = turn.distance else { return "" }
    if distance.isZero {
      switch turn.comparison {
      case .greater: return "any rise"
      case .less: return "any fall"
      default: return "any change"
      }
    }
    return style.spell(distance: distance) + (date(of: distance, left).map { ", on \($0)" } ?? "")
  }

  /// The day on which a count of days gets there by itself.
  private func date(of distance: Ratio, _ left: Expression) -> CalendarDate? {
    guard case .days(let direction, _) = left.kind,
      (direction == .since) == (distance > .zero),
      let days = try? distance.absolute().scaled(by: 1, rounding: .awayFromZero),
      let day = Int32(exactly: Int128(conditions.at.date.daysSinceEpoch) + days),
      days < 1_000_000
    else { return nil }
    return CalendarDate(daysSinceEpoch: day)
  }

  /// What would decide an unknown value.
  func missing(_ expression: Expression, _ cause: Truth) -> String {
    let subject = text.spell(expression)
    if cause == .quiet {
      switch expression.kind {
      case .holding(_, let set): return "nothing of \(text.spell(set)) is held"
      case .days: return "no date is known for \(subject)"
      default: return "no item for \(subject)"
      }
    }
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
    if case .priceChange(let over) = measure { return lacking(over, members.first, figures) }
    let unpriced = members.filter { figures.holding(of: $0).map { !$0.unit.isPriced } ?? false }
    if !unpriced.isEmpty { return "a price or rate of \(symbols(unpriced))" }
    if measure == .weight && figures.nav == nil { return "a known net asset value" }
    if measure == .gain {
      let costless = members.filter { member in
        figures.holding(of: member).map { (try? figures.cost(of: $0)) == nil } ?? false
      }
      return costless.isEmpty ? nil : "what \(symbols(costless)) cost"
    }
    guard measure == .beta else { return nil }
    return "a beta of \(symbols(members.filter { world.market.instruments[$0].beta == nil }))"
  }

  /// Which end of a window over prices is missing.
  private func lacking(_ over: Duration, _ instrument: Int?, _ figures: AccountFigures) -> String? {
    guard let instrument else { return nil }
    let symbol = world.market.instruments[instrument].symbol
    let age = world.rulebook.settings.pricesNoOlderThan
    guard let quote = world.market.quotes[instrument], quote.at >= figures.exchange.oldest else {
      return "a price of \(symbol) no older than \(age)"
    }
    let past = PastPrice(world: world, instrument: instrument, over: over)
    if past.quote != nil { return nil }
    return "a price of \(symbol) known at \(past.moment) and then no older than \(age)"
  }

  private func symbols(_ members: [Int]) -> String {
    members.map { world.market.instruments[$0].symbol }.joined(separator: ", ")
  }
}

/// The way of a value to where a comparison begins to hold.
private struct Turn {
  let comparison: Expression.Comparison
  /// Signed; zero where the value stands at the bound and must pass it. Nothing when it does not fit.
  let distance: Ratio?

  init(
    from actual: Ratio,
    to bound: Ratio,
    so comparison: Expression.Comparison,
    isCount: Bool
  ) {
    self.comparison = comparison
    let goal = isCount ? Turn.whole(comparison, bound) : bound
    distance = goal.flatMap { try? $0.subtracting(actual) }
  }

  /// The whole number nearest to `bound` that satisfies the comparison.
  private static func whole(_ comparison: Expression.Comparison, _ bound: Ratio) -> Ratio? {
    guard let inner = try? bound.scaled(by: 1, rounding: .towardZero),
      let outer = try? bound.scaled(by: 1, rounding: .awayFromZero),
      let floor = Int64(exactly: min(inner, outer)), let ceiling = Int64(exactly: max(inner, outer))
    else { return nil }
    switch comparison {
    case .greaterOrEqual: return Ratio(ceiling)
    case .greater: return try? Ratio(floor).adding(.one)
    case .lessOrEqual: return Ratio(floor)
    case .less: return try? Ratio(ceiling).subtracting(.one)
    case .equal, .notEqual: return bound
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

  /// Whether its values are whole numbers.
  var isCount: Bool {
    switch kind {
    case .days: true
    case .news(let call): call.function == .articles || call.function == .sources
    default: false
    }
  }
}

extension Expression.Comparison {
  /// What holds when this does not.
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

  /// The same with its sides exchanged.
  var mirrored: Expression.Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
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
