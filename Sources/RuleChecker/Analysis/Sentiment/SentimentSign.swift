/// How a value, or the truth of a condition, goes with the scores of the news while all else stays the
/// same: the same items at the same times, with the same relevance and impact.
enum SentimentSign: Sendable {
  /// Scores do not bear on it.
  case none
  /// Better scores never lower it, or never make a condition less true.
  case rising
  /// Better scores never raise it, or never make a condition truer.
  case falling
  /// It may go either way.
  case either

  var reversed: SentimentSign {
    switch self {
    case .rising: .falling
    case .falling: .rising
    case .none, .either: self
    }
  }

  /// Of two that are added, or joined by `and` or `or`.
  func joined(_ other: SentimentSign) -> SentimentSign {
    switch (self, other) {
    case (.none, let sign), (let sign, .none): sign
    case (.rising, .rising): .rising
    case (.falling, .falling): .falling
    default: .either
    }
  }
}
