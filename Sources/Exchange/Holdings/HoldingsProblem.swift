/// Something in a set of holdings files that was not taken, and where it stands.
public struct HoldingsProblem: Error, CustomStringConvertible, Hashable, Sendable {
  /// The file's name: `positions.csv`.
  public var file: String
  /// The line of the file, the header being line 1; nothing when the whole file is meant.
  public var row: Int?
  /// The column's name in the header; nothing when the whole row is meant.
  public var column: String?
  public var message: String
  /// What to do about it, where there is more to say than the message does.
  public var help: String?

  public init(
    file: String,
    row: Int? = nil,
    column: String? = nil,
    message: String,
    help: String? = nil
  ) {
    self.file = file
    self.row = row
    self.column = column
    self.message = message
    self.help = help
  }

  /// `positions.csv:7: quantity: ...`.
  public var description: String {
    var place = file
    if let row { place += ":\(row)" }
    if let column { place += ": \(column)" }
    return "\(place): \(message)"
  }
}
