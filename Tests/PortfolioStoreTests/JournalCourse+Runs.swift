import Portfolio
import Quantities
import TestSupport

/// The runs that a course of a journal applies.
extension JournalCourse {
  /// Orders like those that evaluations send, with what they are credited to.
  func run() throws -> AppliedRun {
    var run = AppliedRun(
      rulebook: Int.random(in: 0..<5, using: &random) == 0 ? "other" : "house",
      at: try moment(hour: 9)
    )
    let journal = try history.journal(of: run.rulebook)
    for index in symbols.indices where Int.random(in: 0..<3, using: &random) > 0 {
      let held = self.held(index) + (journal.pending[index]?.units ?? 0)
      run.orders.append(try order(of: index, held: held, &run, journal))
    }
    run.states[Journal.StateKey(rule: "each", member: symbols[2])] = Bool.random(using: &random)
    if Int.random(in: 0..<6, using: &random) == 0 {
      run.exits.insert(Journal.StateKey(rule: "ladder"))
      run.opened = [:]
      run.filled = []
    }
    if Bool.random(using: &random) {
      run.trimBases[Journal.HoldingKey(rule: "each[\(symbols[2])]", instrument: 2)] =
        Quantity(units: abs(held(2)))
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      let units = Int64.random(in: 1...500, using: &random) * Amount.scale
      run.conversions.append(
        CurrencyConversion(
          bought: Money(Amount(units: units), try currency("EUR")),
          sold: Money(Amount(units: units / 10 * 11), try currency("USD"))
        )
      )
    }
    return run
  }

  private func held(_ index: Int) -> Int64 {
    history.account.positions.first { $0.instrument == index }?.quantity.units ?? 0
  }

  /// - Parameter held: with what is on order, in the smallest parts of a unit.
  private func order(
    of index: Int,
    held: Int64,
    _ run: inout AppliedRun,
    _ journal: Journal
  ) throws -> Order {
    let whole = abs(held) / Quantity.scale
    let isIncrease = whole == 0 || Int.random(in: 0..<3, using: &random) > 0
    let isShort = held < 0 || held == 0 && Int.random(in: 0..<4, using: &random) == 0
    let size =
      isIncrease
      ? Int64.random(in: 1...40, using: &random) : Int64.random(in: 1...whole, using: &random)
    let price = prices[index] * Int64.random(in: 1...3, using: &random)
    var order = Order(
      instrument: index,
      quantity: Quantity(units: (isShort == isIncrease ? -size : size) * Quantity.scale),
      isIncrease: isIncrease,
      price: Price(units: price * Price.scale),
      unitCash: Ratio(price),
      currency: try currency("USD"),
      value: Amount(units: size * price * Amount.scale),
      lot: Quantity(units: Quantity.scale)
    )
    if Bool.random(using: &random) { order.feePerOrder = Ratio(2) }
    if Bool.random(using: &random) { order.feePerUnit = try Ratio(1, over: 100) }
    if Bool.random(using: &random) { order.tolerance = Quantity(units: 3 * Quantity.scale) }
    order.credits = credits(of: index, size, isIncrease: isIncrease, &run, journal)
    return order
  }

  private func credits(
    of index: Int,
    _ size: Int64,
    isIncrease: Bool,
    _ run: inout AppliedRun,
    _ journal: Journal
  ) -> [Order.Credit] {
    func some(_ most: Int64) -> Quantity {
      Quantity(units: Int64.random(in: 1...most, using: &random) * Quantity.scale / 2)
    }
    switch index {
    case 0:
      if !isIncrease { return Bool.random(using: &random) ? [] : [.init(rule: "ladder")] }
      var credits: [Order.Credit] = []
      for step in ["first", "second"] {
        let key = Journal.StepKey(rule: "ladder", step: step, instrument: index)
        let known = journal.steps[key]
        if known == nil { run.opened[key] = some(4 * size) }
        if known?.filledAt == nil, Int.random(in: 0..<5, using: &random) == 0 {
          run.filled.insert(key)
        }
        if step == "second", Bool.random(using: &random) { break }
        credits.append(.init(rule: "ladder", step: step, missing: some(2 * size)))
      }
      if Bool.random(using: &random) { credits.append(.init(rule: "keep", missing: some(size))) }
      return credits
    case 1:
      return ["hedge_one", "hedge_two"].map {
        .init(rule: $0, missing: some(2 * size), isHedge: true)
      }
    default:
      return isIncrease && Bool.random(using: &random)
        ? [] : [.init(rule: "each[\(symbols[2])]", missing: some(2 * size))]
    }
  }
}
