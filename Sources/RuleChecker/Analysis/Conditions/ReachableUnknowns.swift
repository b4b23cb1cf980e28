/// Whether a condition can be undecided at all, and by which cause.
///
/// Derived from what it reads: only a figure of news, a date of an event or a gain can be quiet; what
/// reads a feed, a price, a rate, a cost or a beta can be blind. All combinations of figures that are
/// known and unknown are tried, so that `known(x) and x > 1` is found to be neither. What is said to
/// be unreachable is so; values that exclude each other may still keep out what is said to be
/// reachable.
public struct ReachableUnknowns: Hashable, Sendable {
  public var quiet = false
  public var blind = false

  public init(of condition: Expression, in rulebook: CheckedRulebook) {
    for isStale in [false, true] {
      var outlook = Outlook(rulebook: rulebook, isStale: isStale)
      outlook.forEachChoice(in: condition) { outlook in
        let outcomes = outlook.outcomes(of: condition)
        if outcomes.contains(.quiet) { quiet = true }
        if outcomes.contains(.blind) { blind = true }
      }
    }
  }
}
