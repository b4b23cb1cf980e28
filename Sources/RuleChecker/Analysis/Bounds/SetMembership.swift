/// Whether an instrument is in a set, as far as the rulebook alone says.
enum SetMembership {
  case yes, no
  /// The portfolio file or the account decides.
  case open

  init(of symbol: String, in set: InstrumentSet, _ rulebook: CheckedRulebook) {
    switch set.kind {
    case .symbol(let own): self = own == symbol ? .yes : .no
    case .basket(let index):
      let isMember =
        rulebook.baskets.indices.contains(index)
        && rulebook.baskets[index].members.contains { $0.symbol == symbol }
      self = isMember ? .yes : .no
    case .all: self = .yes
    case .tag, .member: self = .open
    case .held(let inner):
      self = SetMembership(of: symbol, in: inner, rulebook) == .no ? .no : .open
    case .except(let inner, let taken):
      switch (
        SetMembership(of: symbol, in: inner, rulebook),
        SetMembership(of: symbol, in: taken, rulebook)
      ) {
      case (.no, _), (_, .yes): self = .no
      case (.yes, .no): self = .yes
      default: self = .open
      }
    }
  }
}
