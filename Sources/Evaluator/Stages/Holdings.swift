import Quantities

/// What is held of each line at one point of the stages, with its booked exposure.
struct Holdings: Equatable, Sendable {
  private(set) var quantities: [Quantity] = []
  /// Zero where nothing is held, else nothing without price or rate.
  private(set) var exposures: [Amount?] = []

  init(_ lines: [Line], _ quantity: (Int) throws(ArithmeticFailure) -> Quantity)
    throws(ArithmeticFailure)
  {
    quantities.reserveCapacity(lines.count)
    exposures.reserveCapacity(lines.count)
    for index in lines.indices {
      let quantity = try quantity(index)
      quantities.append(quantity)
      exposures.append(try lines[index].exposure(of: quantity))
    }
  }

  /// Σ|exposure|, in units of an amount; nothing when one is unknown. No sum of 64 bits leaves 128.
  var gross: Int128? { sum { Int128($0.magnitude) } }
  /// Σ exposure, in units of an amount; nothing when one is unknown.
  var net: Int128? { sum { Int128($0.units) } }

  private func sum(_ units: (Amount) -> Int128) -> Int128? {
    var sum = Int128.zero
    for exposure in exposures {
      guard let exposure else { return nil }
      sum += units(exposure)
    }
    return sum
  }

  mutating func add(
    _ change: Quantity,
    to index: Int,
    of lines: [Line]
  ) throws(ArithmeticFailure) {
    if change.isZero { return }
    quantities[index] = try quantities[index].adding(change)
    exposures[index] = try lines[index].exposure(of: quantities[index])
  }
}

extension Line {
  /// Booked exposure of a quantity; what is not held is 0 even without a price.
  func exposure(of quantity: Quantity) throws(ArithmeticFailure) -> Amount? {
    if quantity.isZero { return .zero }
    return quantity == held ? exposure : try unit.bookedExposure(of: quantity)
  }
}

extension AccountRun {
  /// Before any change.
  func holdingsBefore() throws(ArithmeticFailure) -> Holdings {
    try Holdings(lines) { lines[$0].held }
  }

  /// Once reductions are done, and nothing else.
  func holdingsReduced() throws(ArithmeticFailure) -> Holdings {
    try Holdings(lines) { index throws(ArithmeticFailure) in try lines[index].afterReduction() }
  }

  /// Once reductions are done and of each line `added`, unsigned, is there as well.
  func holdings(adding added: [Quantity]) throws(ArithmeticFailure) -> Holdings {
    try Holdings(lines) { index throws(ArithmeticFailure) in
      let reduced = try lines[index].afterReduction()
      return added[index].isZero
        ? reduced : try reduced.adding(try lines[index].signed(added[index]))
    }
  }

  /// Once everything is done.
  func holdingsAfter() throws(ArithmeticFailure) -> Holdings {
    try Holdings(lines) { index throws(ArithmeticFailure) in try lines[index].afterAll() }
  }
}
