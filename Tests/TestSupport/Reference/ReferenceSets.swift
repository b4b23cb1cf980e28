internal import Portfolio
internal import RuleChecker

/// How a set is read where it stands.
struct SetReading {
  /// `all` leaves out hedge instruments and cash-like ones.
  var allIsNarrow = true
  /// So do tags.
  var tagsAreNarrow = false
  /// A tag, and `all`, means what is held: after `each`.
  var tagsAreHeld = false

  /// In rules and expressions.
  static let plain = SetReading()
  /// After `each` in an action.
  static let each = SetReading(tagsAreHeld: true)
  /// In freezes and no-trade limits.
  static let whole = SetReading(allIsNarrow: false)
  /// In limits on a set's weight.
  static let limited = SetReading(tagsAreNarrow: true)
}

extension ReferenceBook {
  /// Whether limits and `all` pass over the instrument.
  func isApart(_ index: Int, hedges: Set<Int>) -> Bool {
    hedges.contains(index) || market.instruments[index].kind == .cashLike
  }

  /// The set's members, in order of symbol.
  func members(
    of set: InstrumentSet,
    in rulebook: CheckedRulebook,
    member: Int?,
    reading: SetReading = .plain
  ) -> [Int] {
    let hedges = rulebook.hedgeInstruments(in: market)
    let everything = Array(market.instruments.indices)
    func contains(_ set: InstrumentSet, _ index: Int, _ reading: SetReading) -> Bool {
      let instrument = market.instruments[index]
      switch set.kind {
      case .symbol(let symbol): return instrument.symbol == symbol
      case .basket(let basket):
        return rulebook.baskets[basket].members.contains { $0.symbol == instrument.symbol }
      case .tag(let dimension, let value):
        if reading.tagsAreNarrow, isApart(index, hedges: hedges) { return false }
        if reading.tagsAreHeld, !isHeld(index) { return false }
        return instrument.tags.contains(Tag(dimension: dimension, value: value))
      case .all:
        if reading.allIsNarrow, isApart(index, hedges: hedges) { return false }
        return !reading.tagsAreHeld || isHeld(index)
      case .member: return index == member
      case .held(let inner): return isHeld(index) && contains(inner, index, reading)
      case .except(let left, let right):
        // What is left out is left out, held or not.
        var whole = reading
        whole.tagsAreHeld = false
        return contains(left, index, reading) && !contains(right, index, whole)
      }
    }
    return everything.filter { contains(set, $0, reading) }
  }

  /// Whether the set names the instrument, alone or in a basket, or through `all`: only so does a
  /// freeze bind a hedge instrument.
  func names(_ index: Int, _ set: InstrumentSet, in rulebook: CheckedRulebook) -> Bool {
    let symbol = market.instruments[index].symbol
    switch set.kind {
    case .symbol(let own): return own == symbol
    case .basket(let basket):
      return rulebook.baskets[basket].members.contains { $0.symbol == symbol }
    case .tag, .member: return false
    case .all: return true
    case .held(let inner): return isHeld(index) && names(index, inner, in: rulebook)
    case .except(let left, let right):
      return names(index, left, in: rulebook)
        && !members(of: right, in: rulebook, member: nil, reading: .whole).contains(index)
    }
  }
}

extension CheckedRulebook {
  /// Instruments that any rule hedges with.
  func hedgeInstruments(in market: Market) -> Set<Int> {
    var found: Set<Int> = []
    for rule in rules {
      if case .hedge(let hedge) = rule.action, let index = market.indexBySymbol[hedge.instrument] {
        found.insert(index)
      }
    }
    return found
  }
}
