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

  /// What the rulebook and the account's lines say, which no stage changes; a reference, so that a copy
  /// of the check is cheap.
  final class Terms: Sendable {
    let limit: Limit
    /// The limit's name, and whether it only tells: read in every loop.
    let name: String
    let isAdvisory: Bool
    let side: Limit.Side
    let bound: Ratio
    let figure: Figure
    let subject: String
    let members: [Int]
    let isOneInstrument: Bool

    init(
      limit: Limit,
      side: Limit.Side,
      bound: Ratio,
      figure: Figure,
      subject: String,
      members: [Int],
      isOneInstrument: Bool
    ) {
      self.limit = limit
      name = limit.name
      isAdvisory = limit.force == .advisory
      self.side = side
      self.bound = bound
      self.figure = figure
      self.subject = subject
      self.members = members
      self.isOneInstrument = isOneInstrument
    }
  }

  let terms: Terms
  var limit: Limit { terms.limit }
  var name: String { terms.name }
  var side: Limit.Side { terms.side }
  var bound: Ratio { terms.bound }
  var figure: Figure { terms.figure }
  /// A symbol, a dimension's value, `untagged`, a set as written, or `account`.
  var subject: String { terms.subject }
  /// Indices of lines, ascending.
  var members: [Int] { terms.members }
  var isOneInstrument: Bool { terms.isOneInstrument }
  /// The figure before any change; nothing when it is unknown.
  var before: Ratio?
  /// The same, known also where an increase without a beta leaves the limit undecided.
  var held: Ratio?
  /// Whether it made an increase smaller.
  var didCut = false

  var isAdvisory: Bool { terms.isAdvisory }

  /// Whether `value` keeps the limit.
  func holds(_ value: Ratio) -> Bool { side == .atMost ? value <= bound : value >= bound }

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

/// Which lines each limit speaks of, and where they stand.
extension AccountRun {
  /// The subjects of one limit, in ascending order of name.
  func limitChecks(of limit: Limit) -> [LimitCheck] {
    guard case .bound(let measure, let side, let bound) = limit.subject else { return [] }
    func check(
      _ figure: LimitCheck.Figure,
      _ subject: String,
      _ members: [Int],
      isOne: Bool = false
    ) -> LimitCheck {
      LimitCheck(
        terms: LimitCheck.Terms(
          limit: limit,
          side: side,
          bound: bound.ratio,
          figure: figure,
          subject: subject,
          members: members,
          isOneInstrument: isOne
        )
      )
    }
    let everything = Array(lines.indices)
    switch measure {
    case .weightOfEachInstrument:
      return investments.map { check(.weight, symbol(lines[$0]), [$0], isOne: true) }
    case .tradeOfEachInstrument:
      return investments.map { check(.trade, symbol(lines[$0]), [$0], isOne: true) }
    case .weightOfEachValue(let dimension):
      return groups(by: dimension).map { check(.weight, $0.value, $0.members) }
    case .weightOfSet(let set):
      let named = world.sets.named(in: set)
      let members = lineIndices(of: set, member: nil).filter {
        lines[$0].isInvestment || named.contains(lines[$0].instrument)
      }
      let text = ExpressionText(rulebook: world.rulebook, member: nil).spell(set)
      return [check(.weight, text, members)]
    case .gross: return [check(.weight, "account", everything)]
    case .net: return [check(.net, "account", everything)]
    case .beta: return [check(.beta, "account", everything)]
    case .cash: return [check(.cash, "account", [])]
    case .turnover(let window): return [check(.turnover(over: window), "account", everything)]
    }
  }

  /// Lines of instruments that are neither hedge instruments nor cash-like.
  private var investments: [Int] {
    lines.indices.filter { lines[$0].isInvestment }
  }

  /// The values of a dimension with their members; `untagged` for instruments without any.
  private func groups(by dimension: String) -> [(value: String, members: [Int])] {
    let grouping = world.sets.grouping(by: dimension)
    var places: [(number: Int, line: Int)] = []
    for index in lines.indices where lines[index].isInvestment {
      for number in grouping.numbers(of: lines[index].instrument) { places.append((number, index)) }
    }
    places.sort { $0 < $1 }
    var groups: [(value: String, members: [Int])] = []
    var last: Int?
    for (number, line) in places {
      if number != last { groups.append((grouping.values[number], [])) }
      last = number
      groups[groups.count - 1].members.append(line)
    }
    return groups
  }

  /// The value of a limit's figure with the exposures that `exposure` gives; nothing when unknown.
  /// Cash, turnover and trade are not figures of exposures and give nothing.
  func exposureFigure(
    of check: LimitCheck,
    _ exposure: (Int) throws(ArithmeticFailure) -> Amount?
  ) throws(ArithmeticFailure) -> Ratio? {
    guard let nav else { return nil }
    // Booked amounts add up as whole numbers: no sum of 64 bits leaves 128.
    var sum = Int128.zero
    var weighted = Ratio.zero
    for index in check.members {
      guard let amount = try exposure(index) else { return nil }
      switch check.figure {
      case .weight: sum += Int128(amount.magnitude)
      case .net: sum += Int128(amount.units)
      case .beta:
        if amount.isZero { continue }
        guard let beta = market.instruments[lines[index].instrument].beta else { return nil }
        weighted = try weighted.adding(try amount.ratio.multiplied(by: beta.ratio))
      case .trade, .cash, .turnover: return nil
      }
    }
    if case .beta = check.figure { return try weighted.divided(by: nav.ratio) }
    return try Ratio(sum, over: Int128(nav.units))
  }

  /// Booked exposure of a quantity of a line; what is not held is 0 even without a price.
  func exposure(_ index: Int, of quantity: Quantity) throws(ArithmeticFailure) -> Amount? {
    if quantity.isZero { return .zero }
    if quantity == lines[index].held { return lines[index].exposure }
    return try lines[index].unit.bookedExposure(of: quantity)
  }
}
