import Portfolio
import RuleChecker

/// A set of the rulebook, asked for one instrument at a time.
struct VerifiedSet {
  private let set: InstrumentSet
  private let world: VerifiedWorld
  private let member: Int?
  /// Whether `all` reads hedge instruments and cash-like ones too.
  private let reachesAll: Bool
  private let isHeld: (Int) -> Bool

  init(
    _ set: InstrumentSet,
    _ world: VerifiedWorld,
    member: Int?,
    reachesAll: Bool,
    isHeld: @escaping (Int) -> Bool
  ) {
    self.set = set
    self.world = world
    self.member = member
    self.reachesAll = reachesAll
    self.isHeld = isHeld
  }

  func contains(_ index: Int) -> Bool { contains(index, set.kind) }

  /// Whether the set names the instrument by its symbol, alone or in a basket.
  func names(_ index: Int) -> Bool { names(index, set.kind) }

  /// Whether it is `all`, perhaps less something.
  var isOfAll: Bool {
    var kind = set.kind
    while true {
      switch kind {
      case .all: return true
      case .held(let inner), .except(let inner, _): kind = inner.kind
      case .symbol, .basket, .tag, .member: return false
      }
    }
  }

  private func contains(_ index: Int, _ kind: InstrumentSet.Kind) -> Bool {
    switch kind {
    case .symbol, .basket: return names(index, kind)
    case .tag(let dimension, let value):
      return world.market.instruments[index].tags.contains {
        $0.dimension == dimension && $0.value == value
      }
    case .all: return reachesAll || world.instruments[index].isCounted
    case .member: return member == index
    case .held(let inner): return isHeld(index) && contains(index, inner.kind)
    case .except(let inner, let out):
      return contains(index, inner.kind) && !contains(index, out.kind)
    }
  }

  private func names(_ index: Int, _ kind: InstrumentSet.Kind) -> Bool {
    switch kind {
    case .symbol(let name): return name == world.market.instruments[index].symbol
    case .basket(let basket): return world.baskets[basket].contains(index)
    case .held(let inner): return names(index, inner.kind)
    case .except(let inner, let out):
      return names(index, inner.kind) && !names(index, out.kind)
    case .tag, .all, .member: return false
    }
  }
}
