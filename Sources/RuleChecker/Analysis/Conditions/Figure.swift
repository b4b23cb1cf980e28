internal import Quantities

/// Something that a condition reads, the same wherever it stands in the text: two figures are equal
/// when nothing can make their values differ. Different windows are different figures.
enum Figure: Hashable, Sendable {
  case news(NewsCall)
  /// The set without its places in the text.
  case holding(HoldingMeasure, InstrumentSet)
  case account(AccountMeasure)
  /// Calendar days since a catalyst's date; `days_until` is its negative.
  case daysSince(CatalystReference)
  /// Seconds since a catalyst last changed; what never changed did so long ago.
  case sinceChange(CatalystReference)
  /// A change within a length that is measured back from the day itself.
  case changed(CatalystReference, Duration)
  case state(CatalystReference)
  /// Seconds that so many business days span, counted back from the day itself.
  case businessDays(Duration)
  /// Several figures added up.
  case sum(WeightedSum)
  /// A value that is taken as it stands, without looking into it.
  case opaque(Expression)
  /// A `let` that is too long to be looked into again wherever it is named.
  case binding(Int)

  /// What an expression reads, where it is nothing but one figure.
  init?(plain expression: Expression) {
    switch expression.kind {
    case .news(let call): self = .news(call)
    case .holding(let measure, let set): self = .holding(measure, set.placeless)
    case .account(let measure): self = .account(measure)
    default: return nil
    }
  }

  /// Its value for one instrument where it speaks of the variable of `for each`.
  func substituting(_ symbol: String) -> Figure {
    switch self {
    case .news(var call):
      guard case .instrument(.member) = call.subject else { return self }
      call.subject = .instrument(.symbol(symbol))
      return .news(call)
    case .holding(let measure, let set): return .holding(measure, set.substituting(symbol))
    case .daysSince(let reference): return .daysSince(reference.substituting(symbol))
    case .sinceChange(let reference): return .sinceChange(reference.substituting(symbol))
    case .changed(let reference, let duration):
      return .changed(reference.substituting(symbol), duration)
    case .state(let reference): return .state(reference.substituting(symbol))
    case .sum(let sum): return .sum(sum.substituting(symbol))
    // A `let` never names the variable; what is opaque is only compared with itself.
    case .account, .businessDays, .opaque, .binding: return self
    }
  }
}

extension CatalystReference {
  fileprivate func substituting(_ symbol: String) -> CatalystReference {
    guard member == .member else { return self }
    return CatalystReference(catalyst: catalyst, member: .symbol(symbol))
  }
}

extension InstrumentSet {
  fileprivate func substituting(_ symbol: String) -> InstrumentSet {
    switch kind {
    case .member: InstrumentSet(.symbol(symbol), span: span)
    case .held(let inner): InstrumentSet(.held(inner.substituting(symbol)), span: span)
    case .except(let inner, let taken):
      InstrumentSet(
        .except(inner.substituting(symbol), taken.substituting(symbol)),
        span: span
      )
    case .symbol, .basket, .tag, .all: self
    }
  }
}

/// Σ coefficient · figure, of money in one currency where one is named. Scaled so that the first
/// coefficient is 1 or −1, with figures in a fixed order.
struct WeightedSum: Hashable, Sendable {
  struct Term: Hashable, Sendable {
    var figure: Figure
    var numerator: Int128
    var denominator: Int128

    init(_ figure: Figure, _ coefficient: Ratio) {
      let reduced = coefficient.reduced()
      self.figure = figure
      numerator = reduced.numerator
      denominator = reduced.denominator
    }

    var coefficient: Ratio { (try? Ratio(numerator, over: denominator)) ?? .one }
  }

  var terms: [Term]
  var unit: Currency?

  fileprivate func substituting(_ symbol: String) -> WeightedSum {
    WeightedSum(
      terms: terms.map { Term($0.figure.substituting(symbol), $0.coefficient) },
      unit: unit
    )
  }
}
