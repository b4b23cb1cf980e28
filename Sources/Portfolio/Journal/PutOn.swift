import Quantities

/// What the rules of one rulebook have put on in one instrument on one side; all unsigned.
///
/// Rules overlap: one fill may be credited to several. So beside what each has put on stands what all
/// have put on together, and a fill that takes off for several rules leaves them no less than that.
struct PutOn: Hashable, Sendable {
  enum Side: Hashable, Sendable { case long, short }

  struct Key: Hashable, Sendable {
    var instrument: Int
    var side: Side
  }

  private(set) var byRule: [String: Quantity] = [:]
  private var together: Quantity = .zero
  /// Those of `byRule` that never overlap.
  private var hedges: Set<String> = []

  var isEmpty: Bool { byRule.isEmpty }

  /// Books a fill that adds: `parts` of it by credit.
  mutating func raise(_ credits: [Order.Credit], _ parts: [Quantity]) throws(ArithmeticFailure) {
    var sums: [String: Quantity] = [:]
    var shared = Quantity.zero
    for (credit, part) in zip(credits, parts) where !part.isZero {
      sums[credit.rule] = try (sums[credit.rule] ?? .zero).adding(part)
      if credit.isHedge {
        hedges.insert(credit.rule)
        shared = try shared.adding(part)
      }
    }
    for (rule, sum) in sums { byRule[rule] = try (byRule[rule] ?? .zero).adding(sum) }
    together = try together.adding(max(shared, sums.values.max() ?? .zero))
  }

  /// Books a fill that takes off, for the rules that caused it: `parts` of it by credit.
  mutating func lower(_ credits: [Order.Credit], _ parts: [Quantity]) throws(ArithmeticFailure) {
    var taken: [String: Quantity] = [:]
    var most = Quantity.zero
    var sum = Quantity.zero
    for (credit, part) in zip(credits, parts) {
      let held = byRule[credit.rule] ?? .zero
      let own = min(held, part)
      if own.isZero { continue }
      taken[credit.rule] = try (taken[credit.rule] ?? .zero).adding(own)
      byRule[credit.rule] = try held.subtracting(own)
      sum = try sum.adding(own)
      most = max(most, credit.isHedge ? sum : part)
    }
    together = max(.zero, try together.subtracting(min(most, sum)))
    try giveBack(taken)
    clean()
  }

  /// What rules had put on apart from each other can't have come off all of them by one fill: the first
  /// of them keep what all together still have.
  private mutating func giveBack(_ taken: [String: Quantity]) throws(ArithmeticFailure) {
    var sum = Quantity.zero
    for own in byRule.values { sum = try sum.adding(own) }
    for (rule, own) in taken.sorted(by: { $0.key < $1.key }) where sum < together {
      let part = min(own, try together.subtracting(sum))
      byRule[rule] = try (byRule[rule] ?? .zero).adding(part)
      sum = try sum.adding(part)
    }
  }

  /// No rule has put on more than is held. Hedges, which never overlap, have not all together: the
  /// last by name gives way first.
  mutating func lower(toHeld held: Quantity) throws(ArithmeticFailure) {
    for (rule, own) in byRule { byRule[rule] = min(own, held) }
    var left = held
    for rule in hedges.sorted() {
      let own = min(left, byRule[rule] ?? .zero)
      byRule[rule] = own
      left = try left.subtracting(own)
    }
    together = min(together, held)
    clean()
  }

  mutating func split(by ratio: Ratio) throws(ArithmeticFailure) {
    for (rule, own) in byRule { byRule[rule] = try own.split(by: ratio) }
    together = try together.split(by: ratio)
    clean()
  }

  mutating func rename(_ name: (String) -> String) {
    byRule = Dictionary(byRule.map { (name($0.key), $0.value) }, uniquingKeysWith: max)
    hedges = Set(hedges.map(name))
  }

  private mutating func clean() {
    byRule = byRule.filter { !$0.value.isZero }
    hedges = hedges.filter { byRule[$0] != nil }
  }
}

extension Quantity {
  /// After a split of `ratio` new units for one old one. What would need more than 8 decimals loses the
  /// rest: no fraction of a share is paid out.
  func split(by ratio: Ratio) throws(ArithmeticFailure) -> Quantity {
    try Quantity(try self.ratio.multiplied(by: ratio), rounding: .towardZero)
  }
}
