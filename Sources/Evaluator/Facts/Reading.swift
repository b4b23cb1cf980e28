/// The value of a news function or a figure, or why it has none.
///
/// Quiet: the feed is alive and nothing is in the window. Blind: the feed is stale, or something
/// that the value is made from (a price, a rate, a beta, a score) is missing.
public enum Reading<Value: Sendable>: Sendable {
  case known(Value)
  case quiet
  case blind
}

extension Reading {
  var known: Value? {
    if case .known(let value) = self { value } else { nil }
  }

  /// The truth that an unknown gives to a condition that reads it; nothing for a known value.
  var unknownTruth: Truth? {
    switch self {
    case .known: nil
    case .quiet: .quiet
    case .blind: .blind
    }
  }
}
