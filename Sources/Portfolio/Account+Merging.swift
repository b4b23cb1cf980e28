public import Quantities

extension Account {
  /// The same account as readers give one: positions of one instrument are one position, with what they
  /// cost together where that is known of each, balances of one currency are one balance, both in
  /// ascending order, and nothing is held in a quantity of 0.
  ///
  /// - Throws: `.overflow` when a sum does not fit.
  public func merged() throws(ArithmeticFailure) -> Account {
    if isMerged { return self }
    var held: [Int: Position] = [:]
    for position in positions {
      guard let other = held[position.instrument] else {
        held[position.instrument] = position
        continue
      }
      held[position.instrument] = try other.merged(with: position)
    }
    var balances: [Currency: Amount] = [:]
    for money in cash {
      balances[money.currency] = try (balances[money.currency] ?? .zero).adding(money.amount)
    }
    return Account(
      name: name,
      baseCurrency: baseCurrency,
      kind: kind,
      tags: tags,
      positions: held.values.filter { !$0.quantity.isZero },
      cash: balances.map { Money($0.value, $0.key) }
    )
  }

  /// Whether it is so already, as nearly all accounts are: then nothing is copied.
  private var isMerged: Bool {
    !positions.contains { $0.quantity.isZero }
      && zip(positions, positions.dropFirst()).allSatisfy { $0.instrument < $1.instrument }
      && zip(cash, cash.dropFirst()).allSatisfy { $0.currency < $1.currency }
  }
}

extension Position {
  /// Both as one: quantities and costs add up.
  fileprivate func merged(with other: Position) throws(ArithmeticFailure) -> Position {
    var sum = self
    sum.quantity = try quantity.adding(other.quantity)
    sum.cost = nil
    if let cost, let second = other.cost { sum.cost = try cost.adding(second) }
    return sum
  }
}
