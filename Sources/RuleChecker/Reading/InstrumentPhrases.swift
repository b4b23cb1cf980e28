/// Sets of instruments as noun phrases.
extension RulebookReader {
  /// What `all` means where a set stands.
  enum Reach {
    /// Every instrument of the portfolio file.
    case everything
    /// Without hedge instruments and cash-like ones.
    case investments
  }

  /// `NVDA`, `the basket "Chip makers"`, `all investments that are held except NVDA`.
  func phrase(_ set: InstrumentSet, _ reach: Reach = .investments) -> String {
    switch set.kind {
    case .symbol(let symbol): return symbol
    case .basket(let index): return basketName(index)
    case .tag(let dimension, let value): return "instruments tagged \(tag(dimension, value))"
    case .all: return reach == .everything ? "all instruments" : "all investments"
    case .member: return "the instrument"
    case .held(let inner): return held(inner, reach)
    case .except: return exception(set, reach)
    }
  }

  /// With its members, where the rulebook lists them: `the basket "Chip makers" (NVDA 60% and AMD
  /// 40%)`.
  func detailedPhrase(_ set: InstrumentSet) -> String {
    guard case .basket(let index) = set.kind, rulebook.baskets.indices.contains(index) else {
      return phrase(set)
    }
    let members = rulebook.baskets[index].members.map { "\($0.symbol) \($0.weight)" }
    return "\(basketName(index)) (\(listed(members)))"
  }

  /// For `each` and `for each`: `each held instrument tagged sector:energy`.
  func eachPhrase(_ set: InstrumentSet) -> String {
    switch set.kind {
    case .symbol, .member: return phrase(set)
    case .basket(let index): return "each member of \(basketName(index))"
    case .tag(let dimension, let value): return "each instrument tagged \(tag(dimension, value))"
    case .all: return "each investment"
    case .held(let inner):
      let each = eachPhrase(inner)
      return each.hasPrefix("each ") ? "each held \(each.dropFirst(5))" : "what is held of \(each)"
    case .except:
      let (base, taken) = flattened(set)
      return "\(eachPhrase(base)) except \(exceptions(taken, .investments))"
    }
  }

  /// The instruments by symbol where the rulebook names them all, for sentences about purchases:
  /// `NVDA, GOOGL and MSFT`.
  func members(_ set: InstrumentSet, of rule: Rule) -> String {
    switch set.kind {
    case .basket(let index) where rulebook.baskets.indices.contains(index):
      return listed(rulebook.baskets[index].members.map(\.symbol))
    default:
      if case .freeze = rule.action { return phrase(set, .everything) }
      return phrase(set)
    }
  }

  func phrase(_ reference: InstrumentReference) -> String {
    switch reference {
    case .symbol(let symbol): symbol
    case .member: "the instrument"
    }
  }

  /// `sector:energy`; in quotes where the value is more than a word.
  func tag(_ dimension: String, _ value: String) -> String {
    let isWord = value.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    return isWord ? "\(dimension):\(value)" : "\"\(dimension):\(value)\""
  }

  func basketName(_ index: Int) -> String {
    names.baskets.indices.contains(index) ? names.baskets[index] : "a basket"
  }

  /// Whether a set is always one instrument.
  func isSingle(_ set: InstrumentSet) -> Bool {
    switch set.kind {
    case .symbol, .member: true
    case .held(let inner): isSingle(inner)
    case .basket, .tag, .all, .except: false
    }
  }

  private func held(_ inner: InstrumentSet, _ reach: Reach) -> String {
    switch inner.kind {
    case .symbol, .member: "what is held of \(phrase(inner, reach))"
    case .basket: "those members of \(phrase(inner, reach)) that are held"
    case .tag, .all: "\(phrase(inner, reach)) that are held"
    case .held: phrase(inner, reach)
    case .except: "what is held of (\(phrase(inner, reach)))"
    }
  }

  private func exception(_ set: InstrumentSet, _ reach: Reach) -> String {
    let (base, taken) = flattened(set)
    return "\(phrase(base, reach)) except \(exceptions(taken, reach))"
  }

  private func exceptions(_ taken: [InstrumentSet], _ reach: Reach) -> String {
    listed(
      taken.map { inner in
        if case .except = inner.kind { return "(\(phrase(inner, reach)))" }
        return phrase(inner, reach)
      }
    )
  }

  /// `A except B except C` as A, and B and C. The chain may be long, so it is followed without
  /// recursion.
  private func flattened(_ set: InstrumentSet) -> (base: InstrumentSet, taken: [InstrumentSet]) {
    var taken: [InstrumentSet] = []
    var base = set
    while case .except(let inner, let away) = base.kind {
      taken.append(away)
      base = inner
    }
    return (base, taken.reversed())
  }
}
