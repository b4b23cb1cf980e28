public import RuleSyntax

/// Whether worse sentiment can never raise a target because of a rule: with every score of the news the
/// same or lower, and the same items, facts and account, the rule asks for no larger position in any
/// instrument.
///
/// It is decided from the rule's form: an adding rule must apply no more often, a protecting one no less
/// often. It speaks of news and accounts in which nothing that the rule reads is blind, because an
/// undecided rule holds increases back and a decided one may let them go; and it does not speak of what a
/// hedge holds.
public struct Monotonicity: Hashable, Sendable {
  /// The name of the rule.
  public var rule: String
  public var isMonotone: Bool
  /// For a rule that is not: where it reads scores the wrong way, and why that matters.
  public var obstacle: Obstacle?

  public struct Obstacle: Hashable, Sendable {
    public var place: Span
    /// In the style of a diagnostic's message.
    public var reason: String
  }
}

extension Monotonicity {
  /// Of every rule, in order of name.
  static func all(in rulebook: CheckedRulebook) -> [Monotonicity] {
    var reader = SentimentReader(rulebook.lets)
    return rulebook.rules.map { rule in
      let obstacle = obstacle(in: rule, &reader)
      return Monotonicity(rule: rule.name, isMonotone: obstacle == nil, obstacle: obstacle)
    }
  }

  private static func obstacle(in rule: Rule, _ reader: inout SentimentReader) -> Obstacle? {
    switch rule.action {
    case .hedge, .review: return nil
    case .build(let build):
      if build.isShort {
        return Obstacle(place: rule.nameSpan, reason: "a short position grows as scores get worse")
      }
      var found = [
        wrong(rule.when, unless: .rising, "worse scores can make `when` true", &reader)
      ]
      for step in build.steps {
        let reason = "worse scores can open the step `\(step.name)`"
        found.append(wrong(step.gate.condition, unless: .rising, reason, &reader))
      }
      let reason = "worse scores can make `exit when` false"
      found.append(wrong(rule.exit, unless: .falling, reason, &reader))
      return first(found)
    case .hold:
      let reason = "a hold raises below its band and lowers above it, so it must not read scores"
      return first([
        wrong(rule.when, unless: .none, reason, &reader),
        wrong(rule.exit, unless: .none, reason, &reader),
        wrong(rule.until, unless: .none, reason, &reader),
      ])
    case .trim: return ending(rule, unless: .falling, &reader)
    case .freeze(let freeze):
      switch freeze.side {
      case .buys: return ending(rule, unless: .falling, &reader)
      case .sells: return ending(rule, unless: .rising, &reader)
      case .both: return ending(rule, unless: .none, &reader)
      }
    }
  }

  /// Of a rule that `until` ends, which goes the other way than its `when`.
  private static func ending(
    _ rule: Rule,
    unless allowed: SentimentSign,
    _ reader: inout SentimentReader
  ) -> Obstacle? {
    let isProtecting = allowed == .falling
    let keeps = "with worse scores it can keep what another rule would sell"
    let starts = isProtecting ? "worse scores can make `when` false" : keeps
    let ends = isProtecting ? "worse scores can make `until` true" : keeps
    return first([
      wrong(rule.when, unless: allowed, starts, &reader),
      wrong(rule.until, unless: allowed.reversed, ends, &reader),
    ])
  }

  private static func first(_ obstacles: [Obstacle?]) -> Obstacle? {
    obstacles.lazy.compactMap { $0 }.first
  }

  private static func wrong(
    _ condition: Expression?,
    unless allowed: SentimentSign,
    _ reason: String,
    _ reader: inout SentimentReader
  ) -> Obstacle? {
    guard let condition else { return nil }
    let reading = reader.read(condition)
    if reading.sign == .none || reading.sign == allowed { return nil }
    return Obstacle(place: reading.obstacle ?? condition.span, reason: reason)
  }
}
