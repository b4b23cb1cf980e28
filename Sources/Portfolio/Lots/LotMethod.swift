/// Which lots a sale takes first.
public enum LotMethod: String, CaseIterable, Sendable {
  /// The oldest first.
  case fifo
  /// The youngest first.
  case lifo
  /// Those that realise least gain first: of a long holding the dearest, of a short one those that were
  /// sold cheapest. Of equal ones the older first.
  case hifo
  /// All at their average cost; what is left is what the oldest first would leave.
  case average
}
