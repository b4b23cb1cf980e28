public import Portfolio

/// Reads accounts with their journals, one at a time, now of this part of a file and now of that.
///
/// The tables are walked in step: asked for one part after the other in ascending order, each is scanned once.
public final class AccountStream {
  private let reader: AccountReader

  init(_ reader: AccountReader) { self.reader = reader }

  /// Calls `body` with each account of these names, ascending by name; none means all.
  ///
  /// - Throws: `.unknownAccount` before the first call of `body`; what `body` throws.
  public func forEach(named names: [String], body: (Account, Journal) throws -> Void) throws {
    try reader.forEach(named: names, body: body)
  }

  /// Calls `body` with each account whose name lies between two names, both included, ascending by bytes.
  public func forEach(
    from first: String,
    through last: String,
    body: (Account, Journal) throws -> Void
  ) throws {
    try reader.forEach(from: first, through: last, body: body)
  }

  /// The same with each account in columns that the next one is read into, and without a journal where the
  /// file has no run at all.
  public func forEachInColumns(
    from first: String,
    through last: String,
    body: (AccountColumns, Journal?) throws -> Void
  ) throws {
    try reader.forEachInColumns(from: first, through: last, body: body)
  }
}
