import Portfolio
import Quantities
import RuleChecker

/// Stage 5: limits hold increases back. Instrument limits come first; the factor of each group is
/// computed from what they leave, before any other group's, and each increase takes the smallest of its
/// factors. A limit that is already broken is never made worse and never forces a sale.
extension AccountRun {
  /// Without full `detail`, subjects that nothing moves and that hold with room to spare are not looked at.
  mutating func limit(_ detail: ProposalDetail = .full) throws(ArithmeticFailure) {
    for terms in world.limits where applies(to: terms.limit.accounts) {
      if let dimension = untaggedDimension(of: terms) {
        review(
          dimension,
          "no_tag",
          "limit \(terms.name) does not bind: no instrument of the account has a \(dimension) "
            + "tag; write tags.csv in FOLDER (symbol,dimension,value) and run `tranche portfolio import "
            + "FILE FOLDER`"
        )
        continue
      }
      for (subject, members) in subjects(of: terms, leavingOutIdle: detail != .full) {
        let held = try figureHeld(terms.figure, of: members)
        let check = LimitCheck(LimitCheck.Basis(terms, subject, members, held: held))
        if let held { reviewBreach(of: check, held) }
        limits.append(check)
      }
    }
    // A volume that is missing is told whatever limits with earlier names leave.
    let isWanted = lines.map { $0.increase > .zero }
    for index in limits.indices where limits[index].isOneInstrument {
      if try capInstrument(limits[index], isWanted) { limits[index].didCut = true }
    }
    // What limits on one instrument keep from being bought needs no beta.
    for index in limits.indices where lacksBeta(limits[index]) { limits[index].lacksBeta = true }
    leastCash = try cashFloor(under: limits)
    blockUndecided()
    try shrinkGroups()
  }

  /// Whether a beta limit would have to judge an increase without a beta.
  private func lacksBeta(_ check: LimitCheck) -> Bool {
    guard case .beta = check.figure else { return false }
    return check.members.contains {
      lines[$0].increase > .zero && lines[$0].terms.beta == nil
    }
  }

  /// The dimension of a limit of which the account has no tag at all: the limit does not bind.
  func untaggedDimension(of limit: LimitCheck.Terms) -> String? {
    guard let number = limit.grouping else { return nil }
    let grouping = world.sets.groupings[number]
    var hasMembers = false
    for line in lines where line.isInvestment && (!line.held.isZero || line.increase > .zero) {
      if grouping.isTagged(line.instrument) { return nil }
      hasMembers = true
    }
    return hasMembers ? grouping.dimension : nil
  }

  private func figureHeld(
    _ figure: LimitCheck.Figure,
    of members: LineIndices
  ) throws(ArithmeticFailure) -> Ratio? {
    switch figure {
    case .weight, .net, .beta:
      return try exposureFigure(figure, of: members, before.exposures)
    case .trade: return .zero
    case .cash:
      guard let nav, let cashTotal else { return nil }
      return try cashTotal.ratio.divided(by: nav.ratio)
    case .turnover(let window):
      return try turnover(of: try tradedInJournal(since: world.asOf.subtracting(window)))
    }
  }

  /// ½ Σ|trade| ÷ NAV.
  func turnover(of traded: Ratio) throws(ArithmeticFailure) -> Ratio? {
    guard let nav else { return nil }
    return try traded.divided(by: Ratio(2)).divided(by: nav.ratio)
  }

  func tradedInJournal(since start: Instant) throws(ArithmeticFailure) -> Ratio {
    var sum = Ratio.zero
    for trade in journal.trades where trade.at > start && trade.at <= world.asOf {
      sum = try sum.adding(trade.value.ratio)
    }
    return sum
  }

  /// What is held may break a limit though an increase without a beta leaves it undecided.
  private mutating func reviewBreach(of check: LimitCheck, _ before: Ratio) {
    if check.isAdvisory || check.holds(before) { return }
    review(
      check.name,
      "limit_breached",
      "\(check.subject) is \(before.percentText), the limit is \(check.bound.percentText)"
    )
  }

  private mutating func blockUndecided() {
    guard nav != nil else { return }
    for check in limits where !check.isAdvisory && check.before == nil {
      block(
        check.name,
        "undecided_limit",
        "no increase of \(check.subject): \(missingInput(of: check))"
      )
      guardSubject(of: check)
    }
  }

  private func missingInput(of check: LimitCheck) -> String {
    let missing = check.members.filter { index in
      let instrument = lines[index].terms.listed
      let counts = !lines[index].held.isZero || lines[index].increase > .zero
      return counts && (!lines[index].unit.isPriced || instrument.beta == nil)
    }
    let names = missing.map { symbol(lines[$0]) }.joined(separator: ", ")
    return names.isEmpty ? "a value is missing" : "a beta or price is missing: \(names)"
  }

  private mutating func guardSubject(of check: LimitCheck) {
    if check.subject == "account" { isGuarded = true }
    for index in check.members { drop(index, "limit \(check.name) can't be decided") }
  }

  private mutating func drop(_ index: Int, _ reason: String) {
    if lines[index].increase > .zero {
      lines[index].increase = .zero
      lines[index].hold = (.blocked, reason)
    }
    lines[index].isGuarded = true
  }

  // MARK: One instrument

  /// Whether it made the increase smaller.
  private mutating func capInstrument(
    _ check: LimitCheck,
    _ isWanted: [Bool]
  ) throws(ArithmeticFailure) -> Bool {
    guard !check.isAdvisory, check.side == .atMost, let index = check.members.first,
      isWanted[index]
    else { return false }
    let line = lines[index]
    let allowed: Ratio
    switch check.figure {
    case .trade:
      guard let volume = line.terms.listed.averageDailyVolume else {
        block(
          symbol(line),
          "no_volume",
          "limit \(check.name) needs its average daily volume"
        )
        drop(index, "no average daily volume")
        return false
      }
      allowed = try check.bound.multiplied(by: volume.ratio)
    case .weight:
      guard let nav, let unit = line.unitExposure, !unit.isZero else { return false }
      let cap = try check.bound.multiplied(by: nav.ratio).divided(by: unit)
      allowed = max(.zero, try cap.subtracting(try line.size().ratio))
    case .net, .beta, .cash, .turnover: return false
    }
    if allowed >= line.increase || line.increase.isZero { return false }
    lines[index].cuts.append(
      Cut(by: check.name, from: line.increase, to: allowed, factor: nil)
    )
    lines[index].increase = allowed
    noteNoRoom(index, check.name)
    return true
  }

  private mutating func noteNoRoom(_ index: Int, _ limit: String) {
    if lines[index].increase.isZero { lines[index].hold = (.noRoom, limit) }
  }

  // MARK: Groups

  private mutating func shrinkGroups() throws(ArithmeticFailure) {
    for index in lines.indices { lines[index].capped = lines[index].increase }
    guard lines.contains(where: { $0.increase > .zero }) else { return }
    let reduced = try holdingsReduced()
    var smallest: [Int: (factor: Ratio, check: Int)] = [:]
    for number in limits.indices {
      let check = limits[number]
      guard !check.isAdvisory, !check.isOneInstrument else { continue }
      let pushing = try pushingMembers(of: check)
      guard let factor = try groupFactor(of: check, pushing, reduced), factor < .one else {
        continue
      }
      limits[number].didCut = true
      for index in pushing where smallest[index].map({ factor < $0.factor }) ?? true {
        smallest[index] = (factor, number)
      }
    }
    for number in limits.indices {
      limits[number].isPressed = limits[number].members.contains { lines[$0].increase > .zero }
    }
    for (index, cut) in smallest {
      let from = lines[index].increase
      let to = try from.multiplied(by: cut.factor)
      let name = limits[cut.check].name
      lines[index].cuts.append(Cut(by: name, from: from, to: to, factor: cut.factor))
      lines[index].increase = to
      noteNoRoom(index, name)
    }
  }

  /// Members whose increase moves the figure the way the limit forbids.
  func pushingMembers(of check: LimitCheck) throws(ArithmeticFailure) -> [Int] {
    var pushing: [Int] = []
    for index in check.members where lines[index].increase > .zero {
      guard let push = try push(ofOne: index, on: check) else { continue }
      if check.isPushed(by: push) { pushing.append(index) }
    }
    return pushing
  }

  /// How far the increase of a line moves the figure, times NAV; nothing where it does not.
  private func push(of index: Int, on check: LimitCheck) throws(ArithmeticFailure) -> Ratio? {
    try push(ofOne: index, on: check)?.multiplied(by: lines[index].increase)
  }

  /// How far one more unit on the line's side moves the figure, times NAV.
  func push(ofOne index: Int, on check: LimitCheck) throws(ArithmeticFailure) -> Ratio? {
    let line = lines[index]
    guard let unit = line.unit.exposure else { return nil }
    let signed = line.side == .long ? unit : try unit.negated()
    switch check.figure {
    case .weight: return try signed.absolute()
    case .net: return signed
    case .beta:
      guard let beta = line.terms.beta else { return nil }
      return try signed.multiplied(by: beta.ratio)
    case .trade, .cash, .turnover: return nil
    }
  }

  /// min(1, max(0, room) ÷ Σ push), the room being what reductions leave.
  func groupFactor(
    of check: LimitCheck,
    _ pushing: [Int],
    _ reduced: Holdings
  ) throws(ArithmeticFailure) -> Ratio? {
    guard let nav, !pushing.isEmpty else { return nil }
    let after = try exposureFigure(check.figure, of: check.members, reduced.exposures)
    guard let after else { return nil }
    let room = try check.bound.subtracting(after).multiplied(by: nav.ratio)
    if check.side == .atMost, try hasRoom(room, for: pushing, on: check) { return .one }
    var sum = Ratio.zero
    for index in pushing { sum = try sum.adding(try push(of: index, on: check) ?? .zero) }
    return min(.one, max(.zero, try room.divided(by: sum)))
  }

  /// Whether increases stay within the room though each is rounded up to the next unit of an amount: sums of whole
  /// numbers, where sums of fractions with prices below them would grow.
  private func hasRoom(
    _ room: Ratio,
    for pushing: [Int],
    on check: LimitCheck
  ) throws(ArithmeticFailure) -> Bool {
    let whole = try room.scaled(by: Amount.scale, rounding: .towardZero)
    var sum = Int128(0)
    for index in pushing {
      let push = try push(of: index, on: check) ?? .zero
      let units = try push.scaled(by: Amount.scale, rounding: .awayFromZero)
      let (next, overflow) = sum.addingReportingOverflow(units)
      if overflow || next > whole { return false }
      sum = next
    }
    return true
  }
}

extension Ratio {
  /// In hundredths with two digits: `11.38%`.
  var percentText: String {
    guard let hundredfold = try? multiplied(by: Ratio(100)) else { return "out of range" }
    return hundredfold.spelled(maximumFractionDigits: 2, minimumFractionDigits: 2) + "%"
  }
}
