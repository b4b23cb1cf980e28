import Portfolio
import RuleChecker

/// A set of the rulebook, asked for one instrument at a time.
struct VerifiedSet {
  private let set: InstrumentSet
  private let verification: Verification
  private let member: Int?
  /// Whether `all` reads hedge instruments and cash-like ones too.
  private let reachesAll: Bool
  private let isHeld: (Int) -> Bool

  init(
    _ set: InstrumentSet,
    _ verification: Verification,
    member: Int?,
    reachesAll: Bool,
    isHeld: @escaping (Int) -> Bool
  ) {
    self.set = set
    self.verification = verification
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
    let instrument = verification.market.instruments[index]
    switch kind {
    case .symbol, .basket: return names(index, kind)
    case .tag(let dimension, let value):
      return instrument.tags.contains { $0.dimension == dimension && $0.value == value }
    case .all:
      let isApart =
        verification.hedgeInstruments.contains(index) || instrument.kind == .cashLike
      return reachesAll || !isApart
    case .member: return member == index
    case .held(let inner): return isHeld(index) && contains(index, inner.kind)
    case .except(let inner, let out):
      return contains(index, inner.kind) && !contains(index, out.kind)
    }
  }

  private func names(_ index: Int, _ kind: InstrumentSet.Kind) -> Bool {
    let symbol = verification.market.instruments[index].symbol
    switch kind {
    case .symbol(let name): return name == symbol
    case .basket(let basket):
      return verification.rulebook.baskets[basket].members.contains { $0.symbol == symbol }
    case .held(let inner): return names(index, inner.kind)
    case .except(let inner, let out):
      return names(index, inner.kind) && !names(index, out.kind)
    case .tag, .all, .member: return false
    }
  }
}
