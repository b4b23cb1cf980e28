public import Quantities

/// How few holdings carry the exposure.
public struct Concentration: Sendable {
  /// The Herfindahl–Hirschman index Σ s², with s = |exposure| ÷ Σ|exposure|: from 1 ÷ n for n equal
  /// holdings to 1 for a single one (A. O. Hirschman, "The Paternity of an Index", American
  /// Economic Review 54, 1964).
  public let index: Ratio
  /// 1 ÷ `index`: as many equal holdings would be as concentrated (M. A. Adelman, "Comment on the
  /// H Concentration Measure as a Numbers-Equivalent", Review of Economics and Statistics 51, 1969).
  public let effectiveNumber: Ratio

  /// The concentration of signed `exposures`; nothing when all are zero, or when their squares
  /// don't fit 128 bits.
  public init?(exposures: [Amount]) {
    var sum: Int128 = 0
    var squares: Int128 = 0
    for exposure in exposures {
      let size = Int128(exposure.magnitude)
      let (nextSum, sumOverflow) = sum.addingReportingOverflow(size)
      let (square, squareOverflow) = size.multipliedReportingOverflow(by: size)
      let (nextSquares, overflow) = squares.addingReportingOverflow(square)
      if sumOverflow || squareOverflow || overflow { return nil }
      sum = nextSum
      squares = nextSquares
    }
    let (whole, overflow) = sum.multipliedReportingOverflow(by: sum)
    guard
      !overflow,
      let index = try? Ratio(squares, over: whole),
      let effectiveNumber = try? Ratio(whole, over: squares)
    else { return nil }
    self.index = index
    self.effectiveNumber = effectiveNumber
  }
}
