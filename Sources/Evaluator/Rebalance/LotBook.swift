import Portfolio
import Quantities

/// Why it is not known what something cost.
public enum UnknownCost: String, Sendable {
  /// The file has no lots of it.
  case noLots = "no_lots"
  /// Its lots do not sum to what is held, or are on both sides.
  case lotsDoNotSum = "lots_do_not_sum"
  /// Part of it is on order, so its cost is not known yet.
  case onOrder = "on_order"
}

/// The lots of one account, from which sales take what they need.
struct LotBook {
  /// Some units that were opened together.
  struct OpenLot {
    /// Nothing for what is on order.
    var opened: CalendarDate?
    /// Above zero, whatever the side.
    var quantity: Quantity
    /// Per unit, in the instrument's currency; nothing for what is on order.
    var cost: Ratio?
  }

  /// What a sale took.
  struct Taken {
    var parts: [Part] = []
    /// Why parts have no cost; nothing when all have.
    var unknown: UnknownCost?
  }

  struct Part {
    /// Nothing for an average, and for what is on order.
    var opened: CalendarDate?
    var quantity: Quantity
    var cost: Ratio?
    /// What is left of the lot.
    var left: Quantity
  }

  /// The lots of one instrument.
  private struct Stack {
    /// In the order in which sales take them.
    var lots: [OpenLot]
    var unknown: UnknownCost?
  }

  let method: LotMethod
  private var stacks: [Int: Stack] = [:]

  /// - Parameter lots: in the file's order, which decides among equals.
  init(
    account: Account,
    journal: Journal,
    lots: [HoldingsSet.LotRow],
    in market: Market,
    by method: LotMethod
  ) throws(ArithmeticFailure) {
    self.method = method
    var rows: [Int: [HoldingsSet.LotRow]] = [:]
    for lot in lots {
      if let index = market.indexBySymbol[lot.symbol] { rows[index, default: []].append(lot) }
    }
    for position in account.positions {
      stacks[position.instrument] = try Self.stack(
        of: position.quantity,
        rows[position.instrument] ?? [],
        by: method
      )
    }
    for (instrument, pending) in journal.pending where !pending.isZero {
      let held = account.positions.first { $0.instrument == instrument }?.quantity ?? .zero
      try settle(pending, of: instrument, held: held)
    }
  }

  /// Takes `quantity`, above zero, of an instrument, as far as there is so much.
  mutating func take(
    _ quantity: Quantity,
    of instrument: Int
  ) throws(ArithmeticFailure) -> Taken {
    guard var stack = stacks[instrument] else { return Taken(unknown: .noLots) }
    if let unknown = stack.unknown { return Taken(unknown: unknown) }
    let average = method == .average ? try Self.average(of: stack.lots) : nil
    if let average {
      for index in stack.lots.indices { stack.lots[index].cost = average }
    }
    var taken = Taken()
    var rest = quantity
    while rest.units > 0, let first = stack.lots.first {
      let part = min(rest, first.quantity)
      let left = try first.quantity.subtracting(part)
      taken.parts.append(
        Part(opened: first.opened, quantity: part, cost: first.cost, left: left)
      )
      rest = try rest.subtracting(part)
      if left.isZero { stack.lots.removeFirst() } else { stack.lots[0].quantity = left }
    }
    stacks[instrument] = stack
    if method == .average {
      let sum = try quantity.subtracting(rest)
      taken.parts = [Part(opened: nil, quantity: sum, cost: average, left: .zero)]
    }
    if taken.parts.contains(where: { $0.cost == nil }) { taken.unknown = .onOrder }
    return taken
  }

  /// What is left of an instrument's lots.
  func left(of instrument: Int) -> [OpenLot] { stacks[instrument]?.lots ?? [] }

  // MARK: Making it

  /// What is on order counts as held: a purchase is the youngest lot, a sale takes lots first.
  private mutating func settle(
    _ pending: Quantity,
    of instrument: Int,
    held: Quantity
  ) throws(ArithmeticFailure) {
    let size = pending.isNegative ? try pending.negated() : pending
    if held.isZero || held.isNegative == pending.isNegative {
      let lot = OpenLot(opened: nil, quantity: size, cost: nil)
      guard var stack = stacks[instrument] else {
        stacks[instrument] = Stack(lots: [lot])
        return
      }
      stack.lots = Self.ordered(stack.lots + [lot], by: method, isShort: held.isNegative)
      stacks[instrument] = stack
      return
    }
    _ = try take(size, of: instrument)
    let rest = try pending.adding(held)
    // Past zero the holding begins anew, on order.
    if !rest.isZero && rest.isNegative == pending.isNegative {
      let left = rest.isNegative ? try rest.negated() : rest
      stacks[instrument] = Stack(lots: [OpenLot(opened: nil, quantity: left, cost: nil)])
    }
  }

  private static func stack(
    of held: Quantity,
    _ rows: [HoldingsSet.LotRow],
    by method: LotMethod
  ) throws(ArithmeticFailure) -> Stack {
    if rows.isEmpty { return Stack(lots: [], unknown: .noLots) }
    var sum = Quantity.zero
    var lots: [OpenLot] = []
    for row in rows {
      sum = try sum.adding(row.quantity)
      let size = row.quantity.isNegative ? try row.quantity.negated() : row.quantity
      lots.append(OpenLot(opened: row.opened, quantity: size, cost: row.cost.ratio))
    }
    let isOneSided = rows.allSatisfy { $0.quantity.isNegative == held.isNegative }
    guard sum == held, isOneSided else { return Stack(lots: lots, unknown: .lotsDoNotSum) }
    return Stack(lots: ordered(lots, by: method, isShort: held.isNegative))
  }

  private static func ordered(
    _ lots: [OpenLot],
    by method: LotMethod,
    isShort: Bool
  ) -> [OpenLot] {
    method.ordered(
      lots,
      isShort: isShort,
      opened: { $0.opened.map { Instant(startOf: $0) } },
      cost: \.cost
    )
  }

  /// Nothing when the cost of some is not known.
  private static func average(of lots: [OpenLot]) throws(ArithmeticFailure) -> Ratio? {
    var quantity = Ratio.zero
    var cost = Ratio.zero
    for lot in lots {
      guard let own = lot.cost else { return nil }
      quantity = try quantity.adding(lot.quantity.ratio)
      cost = try cost.adding(try own.multiplied(by: lot.quantity.ratio))
    }
    return quantity.isZero ? nil : try cost.divided(by: quantity)
  }
}
