internal import Quantities

/// A value as Σ coefficient · figure + constant. Money constants are counted in one named currency.
struct LinearForm {
  var terms: [(figure: Figure, coefficient: Ratio)] = []
  var constant = Ratio.zero
  /// The currency of the constant; nothing where no money is named.
  var unit: Currency?

  init(constant: Ratio, unit: Currency? = nil) {
    self.constant = constant
    self.unit = unit
  }

  init(_ figure: Figure) { terms = [(figure, .one)] }

  /// Nothing where exact parts would not fit, or two currencies meet.
  func adding(_ other: LinearForm) -> LinearForm? {
    var result = self
    if let unit, let two = other.unit, unit != two { return nil }
    result.unit = unit ?? other.unit
    guard let sum = try? constant.adding(other.constant) else { return nil }
    result.constant = sum
    for term in other.terms {
      guard let place = result.terms.firstIndex(where: { $0.figure == term.figure }) else {
        result.terms.append(term)
        continue
      }
      let before = result.terms[place].coefficient
      guard let sum = try? before.adding(term.coefficient) else { return nil }
      result.terms[place].coefficient = sum
    }
    return result
  }

  func scaled(by factor: Ratio) -> LinearForm? {
    var result = self
    guard let product = try? constant.multiplied(by: factor) else { return nil }
    result.constant = product
    for place in terms.indices {
      guard let product = try? terms[place].coefficient.multiplied(by: factor) else { return nil }
      result.terms[place].coefficient = product
    }
    return result
  }

  /// Whether it is a plain number.
  var isNumber: Bool { terms.isEmpty && unit == nil }
}

extension LinearForm {
  /// The figure that its value depends on, and how: value = coefficient · figure + constant. Several
  /// terms, or money of a named currency, become one figure of their own.
  var single: (figure: Figure, coefficient: Ratio)? {
    let terms = terms.filter { !$0.coefficient.isZero }
    guard let first = terms.first else { return nil }
    if terms.count == 1, unit == nil { return first }
    let sorted =
      terms.count == 1 ? terms : terms.sorted { $0.figure.sortKey < $1.figure.sortKey }
    let leading = (try? sorted[0].coefficient.absolute()) ?? .one
    let scaled = sorted.map { term in
      WeightedSum.Term(term.figure, (try? term.coefficient.divided(by: leading)) ?? .one)
    }
    // With the first coefficient positive, so that both directions of a comparison are one figure.
    guard sorted[0].coefficient.isNegative else {
      return (.sum(WeightedSum(terms: scaled, unit: unit)), leading)
    }
    let turned = scaled.map {
      WeightedSum.Term($0.figure, (try? $0.coefficient.negated()) ?? .one)
    }
    let negative = (try? leading.negated()) ?? leading
    return (.sum(WeightedSum(terms: turned, unit: unit)), negative)
  }
}

extension Figure {
  /// Any fixed order will do; this one is only asked for where several figures are added.
  fileprivate var sortKey: String { String(describing: self) }
}
