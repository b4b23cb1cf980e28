import Portfolio
import Quantities
import RuleChecker

/// Which lines each limit speaks of.
extension AccountRun {
  /// The subjects of one limit with their members, in ascending order of name. With `leavingOutIdle` those are left
  /// out that can only be found to hold with room to spare.
  func subjects(
    of terms: LimitCheck.Terms,
    leavingOutIdle: Bool = false
  ) -> [(name: String, members: LineIndices)] {
    switch terms.measure {
    case .weightOfEachInstrument, .tradeOfEachInstrument:
      return subjectsOfEachInstrument(terms, leavingOutIdle: leavingOutIdle)
    case .weightOfEachValue: return subjectsOfEachValue(terms, leavingOutIdle: leavingOutIdle)
    case .weightOfSet(let set):
      let named = world.sets.named(in: set)
      let members = lineIndices(of: set, member: nil).filter {
        lines[$0].isInvestment || named.contains(lines[$0].instrument)
      }
      let text = ExpressionText(rulebook: world.rulebook, member: nil).spell(set)
      return [(text, .list(members))]
    case .gross, .net, .beta, .turnover: return [("account", .all(of: lines.count))]
    case .cash: return [("account", .list([]))]
    }
  }

  private func subjectsOfEachInstrument(
    _ terms: LimitCheck.Terms,
    leavingOutIdle: Bool
  ) -> [(name: String, members: LineIndices)] {
    let spare = leavingOutIdle ? terms.spare(under: nav) : nil
    var subjects: [(name: String, members: LineIndices)] = []
    for index in lines.indices where lines[index].isInvestment {
      if let spare, isIdle(index), let known = known(terms.figure, of: index), known <= spare {
        continue
      }
      subjects.append((lines[index].terms.listed.symbol, .one(index)))
    }
    return subjects
  }

  /// The values of a dimension; `untagged` for instruments without any.
  private func subjectsOfEachValue(
    _ terms: LimitCheck.Terms,
    leavingOutIdle: Bool
  ) -> [(name: String, members: LineIndices)] {
    guard let number = terms.grouping else { return [] }
    let spare = leavingOutIdle ? terms.spare(under: nav) : nil
    let groups = groups[number]
    var subjects: [(name: String, members: LineIndices)] = []
    var start = 0
    while start < groups.places.count {
      let value = groups.places[start].value
      let places = groups.places[start..<groups.end(of: start, value)]
      start = places.endIndex
      if let spare, isIdle(places, upTo: spare) { continue }
      let members = places.compactMap { lines[$0.line].isInvestment ? $0.line : nil }
      if members.isEmpty { continue }
      subjects.append((world.sets.groupings[number].values[value], .list(members)))
    }
    return subjects
  }

  // MARK: Idle subjects

  /// Whether neither rules nor cash will trade the line.
  private func isIdle(_ index: Int) -> Bool {
    lines[index].increase.isZero && lines[index].removed.isZero
  }

  /// Of an idle line what `spare` is compared with; nothing where its limit can't be decided.
  private func known(_ figure: LimitCheck.Figure, of index: Int) -> Int128? {
    if case .trade = figure {
      let volume = lines[index].terms.listed.averageDailyVolume
      return volume.map { $0.isZero } == false ? 0 : nil
    }
    return before.exposures[index].map { Int128($0.magnitude) }
  }

  /// Whether nothing of these lines will be traded and their exposures add up to no more than `spare`, in units of an
  /// amount.
  private func isIdle(_ places: ArraySlice<GroupedLines.Place>, upTo spare: Int128) -> Bool {
    var sum = Int128(0)
    for place in places where lines[place.line].isInvestment {
      guard isIdle(place.line), let exposure = before.exposures[place.line] else { return false }
      sum += Int128(exposure.magnitude)
    }
    return sum <= spare
  }
}

extension LimitCheck.Terms {
  /// The largest Σ|exposure|, in units of an amount, that is more than 10% below an upper bound on a weight; of a limit
  /// on trades, which are 0 where nothing is traded, 0. Nothing where each subject must be asked.
  fileprivate func spare(under nav: Amount?) -> Int128? {
    guard let nav, let near, side == .atMost, near > .zero else { return nil }
    switch figure {
    case .weight:
      let (least, overflow) = near.numerator.multipliedReportingOverflow(by: Int128(nav.units))
      return overflow ? nil : (least - 1) / near.denominator
    case .trade: return 0
    case .net, .beta, .cash, .turnover: return nil
    }
  }
}
