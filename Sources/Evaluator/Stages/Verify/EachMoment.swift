/// The moments of a change list that promises compare.
enum VerifiedMoment: Int, CaseIterable {
  /// With what is sent and not yet filled.
  case before
  /// After reductions of what hedges with nothing; then also increases of it; then also reductions of
  /// hedges; then everything.
  case reduced, increased, hedgesReduced, after
}

/// One value for each moment.
struct EachMoment<Value> {
  var before: Value
  var reduced: Value
  var increased: Value
  var hedgesReduced: Value
  var after: Value

  /// The same value at every moment.
  init(_ value: Value) {
    before = value
    reduced = value
    increased = value
    hedgesReduced = value
    after = value
  }

  subscript(moment: VerifiedMoment) -> Value {
    get {
      switch moment {
      case .before: before
      case .reduced: reduced
      case .increased: increased
      case .hedgesReduced: hedgesReduced
      case .after: after
      }
    }
    set {
      switch moment {
      case .before: before = newValue
      case .reduced: reduced = newValue
      case .increased: increased = newValue
      case .hedgesReduced: hedgesReduced = newValue
      case .after: after = newValue
      }
    }
  }
}
