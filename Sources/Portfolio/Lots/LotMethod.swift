/// Which lots of a holding a trade takes first.
public enum LotMethod: String, CaseIterable, Sendable {
  /// The oldest.
  case fifo
  /// The newest.
  case lifo
  /// Those that cost most per unit; of a short holding, those that brought least.
  case hifo
  /// Every unit costs the average; the oldest are taken.
  case average
}
