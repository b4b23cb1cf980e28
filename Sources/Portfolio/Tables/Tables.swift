/// A table of another program's database that a reader wants.
public struct TableRequest: Hashable, Sendable {
  public var name: String
  /// The column whose value names a row in messages.
  public var key: String
  /// Those that must be there, the key among them.
  public var columns: [String]
  /// Those that some versions of the program have.
  public var optional: [String]

  public init(_ name: String, key: String, _ columns: [String], optional: [String] = []) {
    self.name = name
    self.key = key
    self.columns = [key] + columns
    self.optional = optional
  }
}

/// Rows of tables of another program's database, as text.
public struct Tables: Sendable {
  public struct Row: Hashable, Sendable {
    /// Its table and key, for messages: `prices 5f2c`.
    public var place: String
    public var key: String
    private var values: [String: String]

    public init(place: String, key: String, values: [String: String]) {
      self.place = place
      self.key = key
      self.values = values
    }

    /// The value of a column: text, or a number in decimal digits; empty for nothing.
    public subscript(_ column: String) -> String { values[column] ?? "" }
  }

  private var rows: [String: [Row]] = [:]

  public init(_ rows: [String: [Row]] = [:]) { self.rows = rows }

  /// In the order of the table; none of a table that is not there.
  public subscript(_ table: String) -> [Row] { rows[table] ?? [] }
}
