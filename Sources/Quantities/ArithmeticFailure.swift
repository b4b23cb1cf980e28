/// Why an exact computation has no result. Nothing in Tranche wraps, saturates or falls back to
/// binary floating point: a computation that can't be exact says so, and the caller names the
/// subject (a position, a row) that caused it.
public enum ArithmeticFailure: Error, Hashable, Sendable {
  /// The result does not fit its type.
  case overflow
  /// The divisor is zero.
  case divisionByZero
}
