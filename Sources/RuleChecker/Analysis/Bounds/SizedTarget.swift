internal import Quantities
internal import RuleSyntax

/// What a build, hold or trim asks for of each instrument that it names, as shares of NAV.
struct SizedTarget {
  /// A weight that one instrument gets.
  struct Part {
    var symbol: String
    /// The share of the whole: a basket member's weight, else 1.
    var share: Ratio
  }

  var rule: Rule
  var target: Target
  /// Where the rulebook names the instruments; nothing where the portfolio file decides.
  var parts: [Part]?

  init?(_ rule: Rule, in rulebook: CheckedRulebook) {
    guard let target = rule.action.target else { return nil }
    self.rule = rule
    self.target = target
    if !target.isEach, case .basket(let index) = target.set.kind {
      guard rulebook.baskets.indices.contains(index) else { return nil }
      parts = rulebook.baskets[index].members.map {
        Part(symbol: $0.symbol, share: $0.weight.ratio)
      }
      return
    }
    let symbols = InstrumentReach(target.set, of: rule, in: rulebook).symbols
    parts = symbols?.sorted().map { Part(symbol: $0, share: .one) }
  }

  /// Whether one size is shared by all instruments of a trimmed set.
  var isTogether: Bool {
    guard case .trim = rule.action, !target.isEach else { return false }
    switch target.set.kind {
    case .symbol, .member: return false
    default: return true
    }
  }

  /// Whether the members need not all be targets at once: each stands for itself, or only what is held
  /// counts.
  var isOpen: Bool { rule.forEach != nil || target.set.readsHoldings }

  /// The least that is asked of a whole, once every step is open: the weight of a build, the lower edge of a
  /// hold.
  var least: Ratio? {
    switch rule.action {
    case .build(let build): build.weight.ratio
    case .hold(let hold): Percent(units: max(0, hold.weight.units - hold.band.units)).ratio
    default: nil
    }
  }

  /// The most that is asked of a whole: the weight of a trim. A hold's band is added to each
  /// instrument, not to the whole.
  func most(_ part: Part) -> Ratio? {
    switch rule.action {
    case .hold(let hold):
      guard let middle = try? hold.weight.ratio.multiplied(by: part.share) else { return nil }
      return try? middle.adding(hold.band.ratio)
    case .trim(let trim):
      guard case .toWeight(let weight) = trim.bound else { return nil }
      return weight.ratio
    default: return nil
    }
  }

  /// The least that is asked of one instrument, with the steps up to `step` open.
  func least(_ part: Part, upTo step: Int? = nil) -> Ratio? {
    switch rule.action {
    case .build(let build):
      var share = Ratio.one
      if let step { share = build.steps[step].cumulativeShare.ratio }
      guard let whole = try? build.weight.ratio.multiplied(by: share) else { return nil }
      return try? whole.multiplied(by: part.share)
    case .hold(let hold):
      guard
        let middle = try? hold.weight.ratio.multiplied(by: part.share),
        let edge = try? middle.subtracting(hold.band.ratio)
      else { return nil }
      return max(.zero, edge)
    default: return nil
    }
  }

  /// The first step with which more than `bound` is asked of an instrument.
  func step(passing bound: Ratio, _ part: Part) -> Int? {
    guard case .build(let build) = rule.action else { return nil }
    return build.steps.indices.first { step in
      least(part, upTo: step).map { $0 > bound } ?? false
    }
  }
}

extension Ratio {
  /// As a percentage, for messages.
  var percentText: String {
    (try? Percent(self, rounding: .halfEven)).map(\.description) ?? "far more than 100%"
  }
}

extension Rule {
  /// Whether there may be an account in which both rules stand: two different account tags need not
  /// meet in one.
  func surelyMeets(_ accounts: TagReference?) -> Bool {
    guard let mine = self.accounts, let other = accounts else { return true }
    return mine.dimension == other.dimension && mine.value == other.value
  }
}

extension InstrumentSet {
  /// Whether what it holds depends on what the account holds.
  var readsHoldings: Bool {
    switch kind {
    case .held: true
    case .except(let left, let right): left.readsHoldings || right.readsHoldings
    case .symbol, .basket, .tag, .all, .member: false
    }
  }
}
