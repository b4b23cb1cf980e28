internal import BigInt
internal import Portfolio
internal import Quantities
internal import RuleChecker

/// What compares now with the past: gains since a purchase, changes of a price.
extension ReferenceReader {
  /// Σ (V − C) ÷ Σ |C| over what is held of `members`.
  func gain(of members: [Int], in book: ReferenceBook) -> ReferenceValue {
    let held = members.filter { book.isHeld($0) }
    if held.isEmpty { return .unknown(.quiet) }
    var profit = BigRatio.zero
    var paid = BigRatio.zero
    for index in held {
      let instrument = book.market.instruments[index]
      guard let worth = book.worth(index), let fx = book.fx(instrument.currency),
        let cost = book.cost(of: index)
      else { return .unknown(.blind) }
      let inBase = cost * BigRatio(instrument.multiplier) * fx
      profit = profit + worth * book.quantities[index] - inBase
      paid = paid + inBase.magnitude
    }
    return paid.isZero ? .unknown(.blind) : .number(profit / paid, nil)
  }

  /// P ÷ P₀ − 1, with P₀ in the units of now.
  func priceChange(of index: Int, over window: Duration, in book: ReferenceBook) -> ReferenceValue {
    let start = moment.subtracting(window)
    let known = (book.market.history[index] ?? []).filter { $0.available <= start }
    // The one made last; of two made at one moment the one that came later.
    let latest = known.max { ($0.at, $0.available, $0.price) < ($1.at, $1.available, $1.price) }
    guard let now = book.price(index), !book.isPriceStale(index), let latest,
      latest.at.adding(book.settings.pricesNoOlderThan) >= start
    else { return .unknown(.blind) }
    var then = BigRatio(latest.price)
    for action in book.market.corporateActions[index] ?? [] where latest.at < action.at {
      guard case .split(let after, let before) = action.kind else { continue }
      then = then * BigRatio(Int(before)) / BigRatio(Int(after))
    }
    return then.isZero || now.isZero ? .unknown(.blind) : .number(now / then - .one, nil)
  }
}

extension ReferenceBook {
  /// What the units of an instrument cost in its own currency, below zero for a short holding. What
  /// is held beyond the recorded position counts as traded at today's price.
  func cost(of index: Int) -> BigRatio? {
    let held = quantities[index]
    let (recorded, cost) = recorded[index] ?? (.zero, nil)
    if recorded.sign != held.sign { return price(index).map { held * $0 } }
    guard let cost else { return nil }
    if held.magnitude <= recorded.magnitude { return cost * held / recorded }
    return price(index).map { cost + (held - recorded) * $0 }
  }
}

extension BigRatio {
  init(_ ratio: Ratio) {
    self.init(BigInt(ratio.numerator), over: BigInt(ratio.denominator))
  }
}
