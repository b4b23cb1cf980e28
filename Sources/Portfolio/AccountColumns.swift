public import Quantities

/// One account as a reader fills it in: columns that serve the next account again, so that reading a large
/// book takes no memory account by account.
public struct AccountColumns: Sendable {
  public var name = ""
  public var baseCurrency: Currency
  public var kind = AccountKind.cash
  public var tags: [Tag] = []
  /// Indices in the market's list, each at most once.
  public var instruments: [Int] = []
  /// Of `instruments`, in the same order; never zero.
  public var quantities: [Quantity] = []
  /// Of `instruments`, in the same order; empty where nobody asks what holdings cost.
  public var costs: [Ratio?] = []
  /// In ascending order of currency, each at most once.
  public var cash: [Money] = []

  public init(baseCurrency: Currency) { self.baseCurrency = baseCurrency }

  /// Empties tags, costs and cash and keeps their memory; what is held is yet of the account before.
  public mutating func removeAllButHoldings() {
    // Most accounts have neither tags nor costs.
    if !tags.isEmpty { tags.removeAll(keepingCapacity: true) }
    if !costs.isEmpty { costs.removeAll(keepingCapacity: true) }
    cash.removeAll(keepingCapacity: true)
  }

  /// Makes place for so many holdings, which are then to be set.
  public mutating func resizeHoldings(to count: Int) {
    let more = count - instruments.count
    if more > 0 {
      instruments.append(contentsOf: repeatElement(0, count: more))
      quantities.append(contentsOf: repeatElement(.zero, count: more))
    } else if more < 0 {
      instruments.removeLast(-more)
      quantities.removeLast(-more)
    }
  }

  /// The same account as a value of its own.
  public var account: Account {
    var positions: [Position] = []
    positions.reserveCapacity(instruments.count)
    for (place, (instrument, quantity)) in zip(instruments, quantities).enumerated() {
      let cost = costs.isEmpty ? nil : costs[place]
      positions.append(Position(instrument: instrument, quantity: quantity, cost: cost))
    }
    return Account(
      name: name,
      baseCurrency: baseCurrency,
      kind: kind,
      tags: tags,
      positions: positions,
      cash: cash
    )
  }
}
