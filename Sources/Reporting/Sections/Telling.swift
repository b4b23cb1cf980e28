internal import Evaluator

/// What is shown without `--verbose`.
extension LimitReport {
  /// Whether it changed the result or lies within 10% of doing so.
  var isTelling: Bool {
    switch state {
    case .held: false
    case .near, .cut, .breached, .brokenByReduction, .brokenByHedge, .undecided: true
    }
  }
}

extension RuleReport {
  /// Whether it does nothing yet, and can be decided.
  var isWaiting: Bool { state == .waits || state == .quiet }

  /// Whether it acts, is undecided for want of a fact, or stands alone; the many members of a
  /// `for each` that wait are only counted.
  var isTelling: Bool {
    switch state {
    case .fires, .exits, .blind: true
    case .waits, .quiet, .ended, .cooldown: member == nil
    }
  }
}
