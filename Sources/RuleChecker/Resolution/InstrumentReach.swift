/// Which instruments a set can hold, as far as the rulebook alone says.
struct InstrumentReach {
  /// The symbols, where the rulebook names them all; nothing where the portfolio file decides.
  var symbols: Set<String>?
  /// For an open set of one tag.
  var tag: (dimension: String, value: String)?
  /// Symbols that an open set leaves out.
  var excluded: Set<String> = []

  init(_ set: InstrumentSet, of rule: Rule, in rulebook: CheckedRulebook) {
    switch set.kind {
    case .symbol(let symbol): symbols = [symbol]
    case .basket(let index):
      symbols =
        rulebook.baskets.indices.contains(index)
        ? Set(rulebook.baskets[index].members.map(\.symbol)) : []
    case .tag(let dimension, let value): tag = (dimension, value)
    case .all: break
    case .member:
      guard let variable = rule.forEach, variable.set.kind != .member else { return }
      self = InstrumentReach(variable.set, of: rule, in: rulebook)
    case .held(let inner): self = InstrumentReach(inner, of: rule, in: rulebook)
    case .except(let inner, let taken):
      self = InstrumentReach(inner, of: rule, in: rulebook)
      guard let away = InstrumentReach(taken, of: rule, in: rulebook).symbols else { return }
      // What is only held may not be held: such symbols are not certain to be left out.
      guard !taken.isHeld else { return }
      if symbols != nil { symbols?.subtract(away) } else { excluded.formUnion(away) }
    }
  }
}

extension InstrumentSet {
  /// Whether what the set holds depends on what the account holds.
  fileprivate var isHeld: Bool {
    switch kind {
    case .held: true
    case .except(let left, let right): left.isHeld || right.isHeld
    case .symbol, .basket, .tag, .all, .member: false
    }
  }
}
