/// Something in a set of holdings files that was not taken, and where it stands.
public struct HoldingsProblem: Error, CustomStringConvertible, Hashable, Sendable {
  /// The file's name: `positions.csv`.
  public var file: String
  /// The line of the file, the header being line 1; nothing when the whole file is meant.
  public var row: Int?
  /// What stands for the line where the file has none: a table and the key of a row.
  public var record: String?
  /// The column's name in the header; nothing when the whole row is meant.
  public var column: String?
  public var message: String
  /// What to do about it, where there is more to say than the message does.
  public var help: String?

  public init(
    file: String,
    row: Int? = nil,
    record: String? = nil,
    column: String? = nil,
    message: String,
    help: String? = nil
  ) {
    self.file = file
    self.row = row
    self.record = record
    self.column = column
    self.message = message
    self.help = help
  }

  /// `positions.csv:7: quantity: ...`, or `book.gnucash: prices 5f2c: ...`.
  public var description: String {
    var place = file
    if let row { place += ":\(row)" }
    if let record { place += ": \(record)" }
    if let column { place += ": \(column)" }
    return "\(place): \(message)"
  }
}
