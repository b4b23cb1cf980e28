import Quantities
import RuleChecker

/// A build with all of it that no account changes already decided.
final class BuildPlan: Sendable {
  let action: Build
  /// The state of each step's gate; nothing where an account has a say in any.
  let worldGates: [Truth]?
  private let nothing: [Ratio]

  /// - Parameter gates: the conditions of the steps.
  init(_ action: Build, gates: [RulePlan.Clause?]) {
    self.action = action
    let isDelayed = action.steps.contains { $0.gate.delay != nil }
    let known = gates.map { gate in gate.map(\.worldTruth) ?? .holds }
    worldGates = isDelayed || known.contains(nil) ? nil : known.compactMap { $0 }
    nothing = Array(repeating: .zero, count: action.steps.count)
  }

  /// What is missing of the first steps, so many, where nothing is missing of any.
  func nothingMissing(of steps: Int) -> [Ratio] {
    steps == nothing.count ? nothing : Array(nothing.prefix(steps))
  }
}
