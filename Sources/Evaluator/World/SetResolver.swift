import Portfolio
import RuleChecker

/// Turns a set of the rulebook into instruments of the market.
struct SetResolver: Sendable {
  let rulebook: CheckedRulebook
  let market: Market
  /// Instruments that any rule hedges with.
  let hedgeInstruments: Set<Int>
  /// Members of each tag of the market, ascending.
  private let membersByTag: [Tag: [Int]]
  /// How the dimensions group instruments of which limits, or rules of each of a tag, speak.
  let groupings: [TagGrouping]

  init(rulebook: CheckedRulebook, market: Market) {
    self.rulebook = rulebook
    self.market = market
    var hedges: Set<Int> = []
    for rule in rulebook.rules {
      if case .hedge(let hedge) = rule.action, let index = market.indexBySymbol[hedge.instrument] {
        hedges.insert(index)
      }
    }
    hedgeInstruments = hedges
    var members: [Tag: [Int]] = [:]
    for index in market.instruments.indices {
      for tag in market.instruments[index].tags where members[tag]?.last != index {
        members[tag, default: []].append(index)
      }
    }
    membersByTag = members
    groupings = SetResolver.dimensions(of: rulebook).map {
      TagGrouping(dimension: $0, market: market)
    }
  }

  private static func dimensions(of rulebook: CheckedRulebook) -> [String] {
    var dimensions: [String] = []
    for limit in rulebook.limits {
      if case .bound(.weightOfEachValue(let dimension), _, _) = limit.subject {
        dimensions.append(dimension)
      }
    }
    for rule in rulebook.rules {
      if let tag = rule.tagOfEach { dimensions.append(tag.dimension) }
    }
    return Set(dimensions).sorted()
  }

  /// Whether `all` reads the whole file, or leaves out hedge instruments and cash-like ones.
  enum Reach: Sendable { case everything, investments }

  /// The instruments of `set` in ascending order. `member` is what the variable of `for each` stands
  /// for; `isHeld` answers for `held in`. With `onlyHeld`, as after `each`, a tag and `all` mean what
  /// is held. Symbols that the file does not have are left out.
  func members(
    of set: InstrumentSet,
    member: Int? = nil,
    reach: Reach = .investments,
    onlyHeld: Bool = false,
    isHeld: (Int) -> Bool
  ) -> [Int] {
    switch set.kind {
    case .symbol(let symbol):
      return market.indexBySymbol[symbol].map { [$0] } ?? []
    case .basket(let index):
      return rulebook.baskets[index].members.compactMap { market.indexBySymbol[$0.symbol] }.sorted()
    case .tag(let dimension, let value):
      let all = membersByTag[Tag(dimension: dimension, value: value)] ?? []
      return onlyHeld ? all.filter(isHeld) : all
    case .all:
      return market.instruments.indices.filter {
        (reach == .everything || isInvestment($0)) && (!onlyHeld || isHeld($0))
      }
    case .member:
      return member.map { [$0] } ?? []
    case .held(let inner):
      return members(of: inner, member: member, reach: reach, isHeld: isHeld).filter(isHeld)
    case .except(let inner, let left):
      let out = Set(members(of: left, member: member, reach: reach, isHeld: isHeld))
      return members(
        of: inner,
        member: member,
        reach: reach,
        onlyHeld: onlyHeld,
        isHeld: isHeld
      )
      .filter { !out.contains($0) }
    }
  }

  /// Whether `members` of the same set has the instrument, without listing them.
  func contains(_ index: Int, in set: InstrumentSet, isHeld: (Int) -> Bool) -> Bool {
    switch set.kind {
    case .symbol(let symbol): market.indexBySymbol[symbol] == index
    case .basket(let basket):
      rulebook.baskets[basket].members.contains { market.indexBySymbol[$0.symbol] == index }
    case .tag(let dimension, let value):
      market.instruments[index].tags.contains(Tag(dimension: dimension, value: value))
    case .all: isInvestment(index)
    case .member: false
    case .held(let inner): isHeld(index) && contains(index, in: inner, isHeld: isHeld)
    case .except(let inner, let left):
      contains(index, in: inner, isHeld: isHeld) && !contains(index, in: left, isHeld: isHeld)
    }
  }

  /// Neither a hedge instrument nor cash-like.
  func isInvestment(_ index: Int) -> Bool {
    !hedgeInstruments.contains(index) && market.instruments[index].kind != .cashLike
  }

  /// Instruments that the set names by symbol, alone or in a basket.
  func named(in set: InstrumentSet) -> Set<Int> {
    switch set.kind {
    case .symbol, .basket:
      return Set(members(of: set) { _ in true })
    case .held(let inner): return named(in: inner)
    case .except(let inner, let left): return named(in: inner).subtracting(named(in: left))
    case .tag, .all, .member: return []
    }
  }

  /// Whether a freeze or a no-trade limit of the set, of which the instrument is a member, binds it:
  /// a hedge instrument is bound by its own name and by `all` alone.
  func isBound(_ index: Int, byFreezeOf set: InstrumentSet) -> Bool {
    !hedgeInstruments.contains(index) || set.namesAll || named(in: set).contains(index)
  }

  /// Symbols that the set names and the file does not have, ascending, each once.
  func unknownSymbols(in set: InstrumentSet) -> [String] {
    switch set.kind {
    case .symbol(let symbol): return market.indexBySymbol[symbol] == nil ? [symbol] : []
    case .basket(let index):
      return rulebook.baskets[index].members.map(\.symbol)
        .filter { market.indexBySymbol[$0] == nil }
    case .held(let inner): return unknownSymbols(in: inner)
    case .except(let inner, let left): return unknownSymbols(in: inner) + unknownSymbols(in: left)
    case .tag(let dimension, let value):
      let tag = Tag(dimension: dimension, value: value)
      return membersByTag[tag] == nil ? ["tag \(tag)"] : []
    case .all, .member: return []
    }
  }
}
