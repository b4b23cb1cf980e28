import Quantities
import RuleChecker

/// A build with all of it that no account changes already decided.
final class BuildPlan: Sendable {
  let action: Build
  /// The state of each step's gate; nothing where an account has a say in any.
  let worldGates: [Truth]?
  private let nothing: [Ratio]
  /// U·W of the first step, of the first two, and so on: what they come to as shares of NAV; nothing where that does
  /// not fit.
  private let weights: [Ratio?]

  /// - Parameter gates: the conditions of the steps.
  init(_ action: Build, gates: [RulePlan.Clause?]) {
    self.action = action
    let isDelayed = action.steps.contains { $0.gate.delay != nil }
    let known = gates.map { gate in gate.map(\.worldTruth) ?? .holds }
    worldGates = isDelayed || known.contains(nil) ? nil : known.compactMap { $0 }
    weights = action.steps.map { step in
      try? step.cumulativeShare.ratio.multiplied(by: action.weight.ratio).reduced()
    }
    nothing = Array(repeating: .zero, count: action.steps.count)
  }

  /// U·W·N: what the first steps, so many, come to in the base currency; nothing of no step.
  func worth(of steps: Int, at nav: Amount) throws(ArithmeticFailure) -> Ratio? {
    guard weights.indices.contains(steps - 1) else { return nil }
    guard let weight = weights[steps - 1] else { throw .overflow }
    return try weight.multiplied(by: nav.ratio)
  }

  /// What is missing of the first steps, so many, where nothing is missing of any.
  func nothingMissing(of steps: Int) -> [Ratio] {
    steps == nothing.count ? nothing : Array(nothing.prefix(steps))
  }
}
