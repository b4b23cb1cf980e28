import Portfolio
import Quantities
import RuleChecker

/// One subject of a limit: an instrument, a group of them, or the whole account.
struct LimitCheck: Sendable {
  enum Figure: Sendable {
    /// |exposure| of the members.
    case weight
    /// Signed exposure, and signed exposure times beta.
    case net, beta
    /// Units traded of one instrument ÷ its average daily volume.
    case trade
    case cash
    case turnover(over: Duration)
  }

  /// What the rulebook says of the limit, whatever the account; a reference, as all its subjects in all accounts
  /// share it.
  final class Terms: Sendable {
    let limit: Limit
    let name: String
    let measure: Limit.Measure
    let side: Limit.Side
    let bound: Ratio
    let figure: Figure
    /// As reports tell it.
    let text: String
    let isAdvisory: Bool
    let isOneInstrument: Bool
    /// From where on a value is within 10% of the bound; nothing for a bound out of all proportion.
    let near: Ratio?
    /// The number of the dimension of whose values each is a subject.
    let grouping: Int?

    /// Nothing of a limit that bounds no figure.
    init?(_ limit: Limit, in sets: SetResolver) {
      guard case .bound(let measure, let side, let bound) = limit.subject else { return nil }
      self.limit = limit
      name = limit.name
      self.measure = measure
      self.side = side
      self.bound = bound.ratio
      figure = Figure(measure)
      text = limit.text(in: sets.rulebook)
      if case .weightOfEachValue(let dimension) = measure {
        grouping = sets.groupings.firstIndex { $0.dimension == dimension }
      } else {
        grouping = nil
      }
      isAdvisory = limit.force == .advisory
      isOneInstrument =
        switch measure {
        case .weightOfEachInstrument, .tradeOfEachInstrument: true
        default: false
        }
      let tenth = try? bound.ratio.absolute().divided(by: Ratio(10))
      near = tenth.flatMap { tenth in
        side == .atMost ? try? bound.ratio.subtracting(tenth) : try? bound.ratio.adding(tenth)
      }
    }
  }

  /// What the limit speaks of in one account, and where that stands before any change; a reference, so that a copy of
  /// the check is cheap.
  final class Basis: Sendable {
    let terms: Terms
    /// A symbol, a dimension's value, `untagged`, a set as written, or `account`.
    let subject: String
    let members: LineIndices
    /// The figure of what is held, known also where an increase without a beta leaves the limit undecided; nothing when
    /// it is unknown.
    let held: Ratio?

    init(_ terms: Terms, _ subject: String, _ members: LineIndices, held: Ratio?) {
      self.terms = terms
      self.subject = subject
      self.members = members
      self.held = held
    }
  }

  private let basis: Basis
  /// Whether an increase without a beta leaves it undecided.
  var lacksBeta = false
  /// Whether it made an increase smaller.
  var didCut = false
  /// Whether any of its members has an increase left, before turnover and cash.
  var isPressed = false

  init(_ basis: Basis) { self.basis = basis }

  var terms: Terms { basis.terms }
  var subject: String { basis.subject }
  var members: LineIndices { basis.members }
  var held: Ratio? { basis.held }
  /// The figure before any change; nothing when the limit is undecided.
  var before: Ratio? { lacksBeta ? nil : basis.held }
  var name: String { terms.name }
  var side: Limit.Side { terms.side }
  var bound: Ratio { terms.bound }
  var figure: Figure { terms.figure }
  var isOneInstrument: Bool { terms.isOneInstrument }
  var isAdvisory: Bool { terms.isAdvisory }

  /// Whether `value` keeps the limit.
  func holds(_ value: Ratio) -> Bool { side == .atMost ? value <= bound : value >= bound }

  /// Whether `value`, which keeps the limit, is within 10% of its bound.
  func isNear(_ value: Ratio) -> Bool {
    guard let near = terms.near else { return false }
    return side == .atMost ? value >= near : value <= near
  }

  /// Whether a change of the figure goes the way that the limit forbids.
  func isPushed(by change: Ratio) -> Bool { side == .atMost ? change > .zero : change < .zero }

  /// Whether increases can lead past it by a sum of exposures that is known.
  var mayBePassed: Bool { before != nil && !isAdvisory && bindsExposure }

  /// Whether it holds increases back by a sum of exposures. Lower bounds of weights are only reported.
  var bindsExposure: Bool {
    switch figure {
    case .weight: side == .atMost
    case .net, .beta: true
    case .trade, .cash, .turnover: false
    }
  }
}

extension LimitCheck.Figure {
  init(_ measure: Limit.Measure) {
    self =
      switch measure {
      case .weightOfEachInstrument, .weightOfEachValue, .weightOfSet, .gross: .weight
      case .net: .net
      case .beta: .beta
      case .cash: .cash
      case .turnover(let window): .turnover(over: window)
      case .tradeOfEachInstrument: .trade
      }
  }
}

extension AccountRun {
  /// The value of a figure of `members` with these exposures of all lines; nothing when unknown.
  /// Cash, turnover and trade are not figures of exposures and give nothing.
  func exposureFigure(
    _ figure: LimitCheck.Figure,
    of members: LineIndices,
    _ exposures: [Amount?]
  ) throws(ArithmeticFailure) -> Ratio? {
    guard let nav else { return nil }
    // Booked amounts add up as whole numbers: no sum of 64 bits leaves 128.
    var sum = Int128.zero
    switch figure {
    case .weight:
      for index in members {
        guard let amount = exposures[index] else { return nil }
        sum += Int128(amount.magnitude)
      }
    case .net:
      for index in members {
        guard let amount = exposures[index] else { return nil }
        sum += Int128(amount.units)
      }
    case .beta:
      var weighted = ExposureByBeta()
      for index in members {
        guard let amount = exposures[index] else { return nil }
        if amount.isZero { continue }
        guard let beta = lines[index].terms.beta else { return nil }
        try weighted.add(amount, beta)
      }
      return try weighted.ratio().divided(by: nav.ratio)
    case .trade, .cash, .turnover: return nil
    }
    return try Ratio(sum, over: Int128(nav.units))
  }
}
