import Evaluator
import Portfolio
import Quantities
import TestSupport
import Testing

/// Invariant 11, the arithmetic: what a proposal says is enough to work out the quantity of each of its
/// changes again, whatever asked for it and whatever cut it.
@Suite struct ArithmeticEvidenceTests {
  @Test(arguments: Property.chunks)
  func everyQuantityFollowsFromItsEvidence(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      for proposal in one.proposals {
        let reader = Recomputation(proposal: proposal)
        for change in proposal.changes {
          if let fault = reader.fault(of: change) { return "\(change.shown): \(fault)" }
        }
      }
      return nil
    }
  }

  /// Amounts and fees are said as they are booked, both sides of a conversion as well.
  @Test(arguments: Property.chunks)
  func everyAmountIsSaidAsBooked(_ seeds: Range<Int>) {
    Property.check(seeds) { one in
      for proposal in one.proposals {
        let said = proposal.changes.filter { $0.action == .convert }
          .map { "\($0.symbol) \($0.quantity) \($0.currency) \($0.amount?.description ?? "?")" }
        let booked = (proposal.run?.conversions ?? []).map {
          "\($0.bought.currency) \($0.bought.amount) \($0.sold.currency) \($0.sold.amount)"
        }
        if said.sorted() != booked.sorted() { return "\(said) is booked as \(booked)" }
        if let fault = Recomputation(proposal: proposal).faultOfCash { return fault }
      }
      return nil
    }
  }

  /// The generator draws every kind of arithmetic; one that it never draws would prove nothing.
  @Test func everyKindOfEvidenceIsTried() {
    var kinds: Set<String> = []
    for seed in 1...250 {
      for proposal in Property.Case(ScenarioGenerator.scenario(seed: UInt64(seed))).proposals {
        for change in proposal.changes { kinds.formUnion(change.kindsOfEvidence) }
      }
    }
    #expect(
      kinds == [
        "build", "weight", "together", "rest", "exit", "hedge", "conversion", "cut", "basket",
      ]
    )
  }
}

extension Property.Case {
  /// With the journal that was drawn, and as a first run would have it.
  fileprivate var proposals: [AccountProposal] {
    var first = scenario
    first.journal = Journal()
    return [proposal, first.proposal]
  }
}

extension Change {
  fileprivate var kindsOfEvidence: [String] {
    switch evidence {
    case nil: return ["none"]
    case .hedge: return ["hedge"]
    case .conversion: return ["conversion"]
    case .bounds(let evidence):
      var kinds = cuts.map { $0.by == "basket" ? "basket" : "cut" }
      for mark in evidence.bounds {
        switch mark.formula {
        case nil: kinds.append("none")
        case .build: kinds.append("build")
        case .weight: kinds.append("weight")
        case .together: kinds.append("together")
        case .rest: kinds.append("rest")
        case .exit: kinds.append("exit")
        }
      }
      return kinds
    }
  }
}
