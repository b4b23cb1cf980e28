public import Quantities

/// Units of a holding that were opened together at one cost.
public struct Lot: Hashable, Sendable {
  public var opened: Instant
  /// Signed, and never zero: below zero for units that are short.
  public var quantity: Quantity
  /// Of one unit, in the instrument's currency, without fees; what a short one brought.
  public var cost: Price

  public init(opened: Instant, quantity: Quantity, cost: Price) {
    self.opened = opened
    self.quantity = quantity
    self.cost = cost
  }
}

/// The lots of one holding of one account, which sum to it.
public struct LotList: Hashable, Sendable {
  /// In ascending order of opening.
  public private(set) var lots: [Lot]

  public init(_ lots: [Lot] = []) {
    self.lots = lots
    self.lots.sort { ($0.opened, $0.cost, $0.quantity) < ($1.opened, $1.cost, $1.quantity) }
  }

  /// What the lots sum to.
  public func quantity() throws(ArithmeticFailure) -> Quantity {
    var sum = Quantity.zero
    for lot in lots { sum = try sum.adding(lot.quantity) }
    return sum
  }

  /// Books a trade of `quantity` (signed) at `price` per unit: what goes the way of the holding opens a
  /// lot, what goes against it takes lots by `method`, and what goes past zero opens one on the other
  /// side.
  ///
  /// - Returns: what it took of lots, with their cost.
  public mutating func trade(
    _ quantity: Quantity,
    at price: Price,
    on moment: Instant,
    _ method: LotMethod
  ) throws(ArithmeticFailure) -> [Lot] {
    var next = self
    var rest = quantity
    var taken: [Lot] = []
    if method == .average, try next.isTaken(by: quantity) { try next.average() }
    for lot in next.inOrder(of: method) where try next.isTaken(by: rest) {
      let most = try lot.quantity.negated()
      let part = lot.quantity.isNegative ? min(rest, most) : max(rest, most)
      try next.take(part, from: lot)
      taken.append(Lot(opened: lot.opened, quantity: try part.negated(), cost: lot.cost))
      rest = try rest.subtracting(part)
    }
    if !rest.isZero {
      next = LotList(next.lots + [Lot(opened: moment, quantity: rest, cost: price)])
    }
    self = next
    return taken
  }

  /// Whether a trade of `quantity` goes against the holding.
  private func isTaken(by quantity: Quantity) throws(ArithmeticFailure) -> Bool {
    let held = try self.quantity()
    return !quantity.isZero && !held.isZero && quantity.isNegative != held.isNegative
  }

  private func inOrder(of method: LotMethod) -> [Lot] {
    let isShort = lots.first?.quantity.isNegative ?? false
    return method.ordered(lots, isShort: isShort, opened: \.opened, cost: \.cost.ratio)
  }

  /// Adds `part`, of the other sign, to the first lot that is equal to `lot`.
  private mutating func take(_ part: Quantity, from lot: Lot) throws(ArithmeticFailure) {
    guard let index = lots.firstIndex(of: lot) else { return }
    let left = try lot.quantity.adding(part)
    if left.isZero {
      lots.remove(at: index)
    } else {
      lots[index].quantity = left
    }
  }

  /// Gives every lot the average cost, half-even to a price's decimals.
  private mutating func average() throws(ArithmeticFailure) {
    var cost = Ratio.zero
    for lot in lots {
      cost = try cost.adding(try lot.quantity.ratio.multiplied(by: lot.cost.ratio))
    }
    let quantity = try self.quantity().ratio
    let price = try Price(try cost.divided(by: quantity), rounding: .halfEven)
    for index in lots.indices { lots[index].cost = price }
  }

  /// After a split of `ratio` new units for one old one: units × ratio, cost ÷ ratio half-even. What is
  /// lost of the last decimals is taken off the newest lots, so that they sum to `held`.
  public mutating func split(
    by ratio: Ratio,
    to held: Quantity
  ) throws(ArithmeticFailure) {
    var split: [Lot] = []
    for lot in lots {
      let quantity = try Quantity(
        try lot.quantity.ratio.multiplied(by: ratio),
        rounding: .towardZero
      )
      let cost = try Price(try lot.cost.ratio.divided(by: ratio), rounding: .halfEven)
      if !quantity.isZero { split.append(Lot(opened: lot.opened, quantity: quantity, cost: cost)) }
    }
    var next = LotList(split)
    let missing = try held.subtracting(try next.quantity())
    if let last = next.lots.indices.last {
      next.lots[last].quantity = try next.lots[last].quantity.adding(missing)
    }
    self = next
  }
}
