/// Version 1: the whole of the first portfolio file.
///
/// The truth of every number is an integer: `_e8` counts 10^-8, `_e4` counts 10^-4. Beside it
/// stands a virtual column without the suffix, for people to read and sum in any SQLite tool.
/// Instants are seconds since 1970-01-01T00:00:00Z, with a readable `_utc` column.
enum Migration1 {
  static let statements: [String] =
    holdings + market + news + events + journal + views

  /// A CHECK that `column` is an instant of the years 1 to 9999 (or NULL).
  static func instant(_ column: String) -> String {
    "CHECK (\(column) BETWEEN -62135596800 AND 253402300799)"
  }

  /// A readable virtual column beside the instant `column`.
  static func readableInstant(_ column: String) -> String {
    """
    \(column)_utc TEXT GENERATED ALWAYS AS \
    (strftime('%Y-%m-%dT%H:%M:%SZ', \(column), 'unixepoch')) VIRTUAL
    """
  }

  /// A readable virtual column beside the integer column `name_eN`.
  static func readable(_ name: String, digits: Int = 8) -> String {
    "\(name) REAL GENERATED ALWAYS AS (\(name)_e\(digits) / 1e\(digits)) VIRTUAL"
  }

  /// A CHECK that `column` is a currency code.
  static func currency(_ column: String) -> String {
    """
    CHECK (length(\(column)) BETWEEN 3 AND 8 AND \(column) NOT GLOB '*[^A-Z0-9]*' \
    AND \(column) GLOB '[A-Z]*')
    """
  }

  /// A CHECK that `column` is a name: not empty, not endless.
  static func name(_ column: String, upTo limit: Int = 200) -> String {
    "CHECK (length(\(column)) BETWEEN 1 AND \(limit))"
  }

  /// A trigger that keeps rows of `table` from being changed or removed.
  static func appendOnly(_ table: String) -> [String] {
    ["UPDATE", "DELETE"].map { event in
      """
      CREATE TRIGGER \(table)_no_\(event.lowercased()) BEFORE \(event) ON \(table) BEGIN
        SELECT RAISE(ABORT, 'rows of \(table) are only ever added');
      END
      """
    }
  }
}
