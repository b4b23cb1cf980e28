extension ValueType {
  /// How messages call a value of this type.
  var described: String {
    switch self {
    case .number: "a number"
    case .score: "a score"
    case .percent: "a percentage"
    case .money: "money"
    case .quantity: "a quantity"
    case .price: "a price"
    case .duration: "a duration"
    case .date: "a date"
    case .boolean: "a condition"
    case .catalyst: "a catalyst"
    case .set: "a set of instruments"
    }
  }
}
