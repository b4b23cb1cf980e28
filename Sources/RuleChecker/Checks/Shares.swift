internal import Quantities
internal import RuleSyntax

extension Check {
  static let sharesDoNotSum = Check(
    code: "shares-do-not-sum",
    finds: "weights of a basket or shares of tranches whose sum is not exactly 100%",
    matters: "what is missing would never be bought, what is too much would pass the target",
    example: """
      basket chips { NVDA 60% AMD 30% }
      rule own { build chips to 5% of nav }
      """,
    instead: """
      basket chips { NVDA 60% AMD 40% }
      rule own { build chips to 5% of nav }
      """
  )
}

extension Diagnostic {
  /// - Parameters:
  ///   - kind: `basket`, which has a name, or `tranches`.
  ///   - sum: in units of `Percent`.
  static func sharesDoNotSum(
    _ kind: String,
    _ name: String,
    sum: Int128,
    at span: Span,
    last: (share: Percent, span: Span)?
  ) -> Diagnostic {
    let whole = kind == "basket" ? "the weights of `\(name)`" : "the shares of the tranches"
    let total = Int64(exactly: sum).map { Percent(units: $0).description }
    let missing = Int128(Percent.scale) - sum
    var help = "make them sum to 100%"
    if let last, let units = Int64(exactly: Int128(last.share.units) + missing), units > 0 {
      help = "make them sum to 100%: the last one would be `\(Percent(units: units))`"
    }
    return Diagnostic(
      code: "shares-do-not-sum",
      span: span,
      message: "\(whole) sum to \(total ?? "far more than 100%"), not 100%",
      help: help
    )
  }
}
