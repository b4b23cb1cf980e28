/// A stretch of one source file, in bytes.
@frozen
public struct Span: Hashable, Sendable {
  /// Which file: its index in the rulebook's list of files.
  public let file: Int32
  /// The first byte.
  public let start: Int32
  /// One past the last byte; never below `start`.
  public let end: Int32

  @inlinable
  public init(file: Int32, start: Int32, end: Int32) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }

  /// The shortest span that holds this one and `other` of the same file.
  @inlinable
  public func union(_ other: Span) -> Span {
    Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}
