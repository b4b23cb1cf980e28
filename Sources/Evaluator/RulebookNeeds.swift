public import Portfolio
public import Quantities
public import RuleChecker

/// What a rulebook reads that most rulebooks do not, so that a reader can leave out the rest: a long
/// history of prices, what holdings cost, a calendar.
public struct RulebookNeeds: Sendable {
  let rulebook: CheckedRulebook

  public init(_ rulebook: CheckedRulebook) { self.rulebook = rulebook }

  /// Whether any condition asks what holdings cost.
  public var readsCosts: Bool {
    rulebook.rules.contains { rule in
      rule.expressions.contains { expression in
        expression.contains(in: rulebook) { part in
          if case .holding(.gain, _) = part.kind { true } else { false }
        }
      }
    }
  }

  /// The kinds of dated events that catalysts wait for, ascending, each once.
  public var calendarKinds: [String] {
    let kinds = rulebook.catalysts.compactMap { catalyst -> String? in
      if case .calendar(let kind) = catalyst.schedule { kind } else { nil }
    }
    return Set(kinds).sorted()
  }

  /// The earlier moments at which prices are asked for, with the symbols, ascending.
  public func pastPrices(in market: Market, asOf: Instant) -> [Instant: [String]] {
    let asked = rulebook.rules.map { rule in
      var lets: Set<Int> = []
      return rule.expressions.flatMap { priceChanges(in: $0, seen: &lets) }
    }
    // Nor do most rulebooks need a table of their sets for it.
    if asked.allSatisfy(\.isEmpty) { return [:] }
    let sets = SetResolver(rulebook: rulebook, market: market)
    var found: [Instant: Set<String>] = [:]
    for (rule, changes) in zip(rulebook.rules, asked) {
      let members: [Int?] =
        rule.forEach.map { sets.members(of: $0.set) { _ in true }.map { $0 } } ?? [nil]
      for (duration, set) in changes {
        for member in set.readsMember ? members : [nil] {
          for instrument in sets.members(of: set, member: member, isHeld: { _ in true }) {
            found[asOf.subtracting(duration), default: []]
              .insert(market.instruments[instrument].symbol)
          }
        }
      }
    }
    return found.mapValues { $0.sorted() }
  }

  /// Every `return(X, over: D)` inside; each let is followed once.
  private func priceChanges(
    in expression: Expression,
    seen lets: inout Set<Int>
  ) -> [(Duration, InstrumentSet)] {
    var found: [(Duration, InstrumentSet)] = []
    var references: [Int] = []
    expression.visit { part in
      switch part.kind {
      case .holding(.priceChange(let over), let set): found.append((over, set))
      case .reference(let index): references.append(index)
      default: break
      }
    }
    for index in references where lets.insert(index).inserted {
      found += priceChanges(in: rulebook.lets[index].value, seen: &lets)
    }
    return found
  }
}

extension InstrumentSet {
  /// Whether the variable of `for each` stands in it.
  fileprivate var readsMember: Bool {
    switch kind {
    case .member: true
    case .held(let inner): inner.readsMember
    case .except(let inner, let left): inner.readsMember || left.readsMember
    case .symbol, .basket, .tag, .all: false
    }
  }
}
