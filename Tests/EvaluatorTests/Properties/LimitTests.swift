import Evaluator
import Portfolio
import Quantities
import RuleChecker
import TestSupport
import Testing

/// Invariant 2: no increase leaves a limit broken that held, or worse that was broken; what reductions and
/// hedges break is named.
@Suite struct LimitTests {
  /// The verifier recomputes every limit, hedges too; here it must have nothing to say.
  @Test(arguments: Property.chunks)
  func noPromiseIsBroken(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      one.proposal.blocked.first { $0.code.hasPrefix("promise_broken") }?.detail
    }
  }

  @Test(arguments: Property.chunks)
  func whatEachLimitReportsAgrees(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      for limit in one.proposal.limits where !limit.isAdvisory {
        guard let before = limit.before, let after = limit.after, let bound = limit.bound else {
          continue
        }
        let isCap = limit.text.contains("<=")
        let holds = isCap ? after <= bound : after >= bound
        let isNamed = one.proposal.reviews.contains {
          $0.subject == limit.limit && $0.code == limit.state.rawValue
        }
        switch limit.state {
        case .held, .near, .cut: if !holds { return "\(limit.limit) is broken: \(after)" }
        case .brokenByReduction, .brokenByHedge:
          if !isNamed && !limit.text.hasPrefix("trade") { return "\(limit.limit) is not named" }
        case .breached:
          let adds = one.proposal.changes.contains(where: \.adds)
          let isWeight = limit.text.hasPrefix("weight") && isCap
          if isWeight, !adds, after > before { return "\(limit.limit) is worse: \(after)" }
        case .undecided: continue
        }
      }
      return nil
    }
  }

  // cites: limit-1
  @Test(arguments: Property.chunks)
  func noIncreasePassesAnInstrumentsLimit(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      var limited = one.scenario
      let bound = Number.thousandths(50)
      limited.rulebook.limits = [Limit("each", .weightOfEachInstrument, .atMost, bound)]
      let apart = limited.hedgeSymbols
      for change in limited.proposal.changes where change.adds && !apart.contains(change.symbol) {
        guard limited.instrument(change.symbol)?.kind != .cashLike,
          let weight = try? change.weightAfter?.absolute()
        else { continue }
        if weight > bound.ratio { return "\(change.shown) leads to \(weight)" }
      }
      return nil
    }
  }
}
