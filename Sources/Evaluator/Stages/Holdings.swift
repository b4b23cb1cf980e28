import Quantities

/// What is held of each line at one point of the stages, with its booked exposure.
struct Holdings: Equatable, Sendable {
  private(set) var quantities: [Quantity] = []
  /// Zero where nothing is held, else nothing without price or rate.
  private(set) var exposures: [Amount?] = []

  /// Before any change.
  init(_ lines: [Line]) {
    quantities.reserveCapacity(lines.count)
    exposures.reserveCapacity(lines.count)
    for index in lines.indices {
      let isHeld = !lines[index].held.isZero
      quantities.append(lines[index].held)
      exposures.append(isHeld ? lines[index].exposure : .zero)
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
  /// Once reductions are done, and nothing else.
  func holdingsReduced() throws(ArithmeticFailure) -> Holdings {
    var holdings = before
    for index in lines.indices where !lines[index].removed.isZero {
      try holdings.add(
        try lines[index].signed(lines[index].removed).negated(),
        to: index,
        of: lines
      )
    }
    return holdings
  }

  /// Once reductions are done and of each line `added`, unsigned, is there as well.
  func holdings(adding added: [Quantity]) throws(ArithmeticFailure) -> Holdings {
    var holdings = try holdingsReduced()
    for index in lines.indices where !added[index].isZero {
      try holdings.add(try lines[index].signed(added[index]), to: index, of: lines)
    }
    return holdings
  }

  /// Once everything is done.
  func holdingsAfter() throws(ArithmeticFailure) -> Holdings {
    var holdings = before
    for index in lines.indices where lines[index].isTraded {
      let change = try lines[index].afterAll().subtracting(lines[index].held)
      try holdings.add(change, to: index, of: lines)
    }
    return holdings
  }
}
