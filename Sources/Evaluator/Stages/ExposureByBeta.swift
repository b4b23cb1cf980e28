import Quantities

/// Σ exposure · beta. Products of two numbers of 64 bits add up as whole numbers; only a sum that leaves 128 bits goes on
/// as a fraction.
struct ExposureByBeta {
  private var whole = Int128(0)
  private var rest = Ratio.zero

  private static let scale = Int128(Amount.scale) * Int128(Number.scale)

  mutating func add(_ exposure: Amount, _ beta: Number) throws(ArithmeticFailure) {
    let product = Int128(exposure.units) * Int128(beta.units)
    let (sum, overflow) = whole.addingReportingOverflow(product)
    if !overflow {
      whole = sum
      return
    }
    rest = try rest.adding(try Ratio(whole, over: Self.scale))
    whole = product
  }

  /// In the base currency.
  func ratio() throws(ArithmeticFailure) -> Ratio {
    let sum = try Ratio(whole, over: Self.scale)
    return rest.isZero ? sum : try rest.adding(sum)
  }
}
