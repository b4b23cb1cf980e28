/// So many steps: a constant, plus so many for each instrument of the portfolio file, plus so many for
/// each pair of instruments. Counts that do not fit 64 bits stay at the largest that does.
public struct StepCount: Hashable, Sendable {
  public var constant: Int
  /// Times the number of instruments.
  public var perInstrument: Int
  /// Times the square of the number of instruments.
  public var perPair: Int

  public static let zero = StepCount(constant: 0)

  public init(constant: Int, perInstrument: Int = 0, perPair: Int = 0) {
    self.constant = constant
    self.perInstrument = perInstrument
    self.perPair = perPair
  }

  /// The steps with so many instruments.
  public func total(instruments: Int) -> Int {
    let linear = perInstrument.saturatingProduct(instruments)
    let square = perPair.saturatingProduct(instruments.saturatingProduct(instruments))
    return constant.saturatingSum(linear).saturatingSum(square)
  }

  static func + (left: StepCount, right: StepCount) -> StepCount {
    StepCount(
      constant: left.constant.saturatingSum(right.constant),
      perInstrument: left.perInstrument.saturatingSum(right.perInstrument),
      perPair: left.perPair.saturatingSum(right.perPair)
    )
  }

  func times(_ factor: Int) -> StepCount {
    StepCount(
      constant: constant.saturatingProduct(factor),
      perInstrument: perInstrument.saturatingProduct(factor),
      perPair: perPair.saturatingProduct(factor)
    )
  }

  /// Once for each instrument. Nothing inside grows with more than the instruments, so no third power
  /// arises.
  var forEachInstrument: StepCount {
    StepCount(
      constant: 0,
      perInstrument: constant,
      perPair: perInstrument.saturatingSum(perPair)
    )
  }
}

extension Int {
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate func saturatingProduct(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
