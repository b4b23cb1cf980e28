internal import Portfolio

/// One file of a holdings set: its columns, and how a row of it becomes a value.
///
/// To add a file, copy `CashFile.swift`, then list it in `HoldingsText`.
protocol HoldingsFile {
  associatedtype Value
  static var name: String { get }
  static var required: [String] { get }
  static var optional: [String] { get }
  /// The files that hold what rows of this one name.
  static var refersTo: [String] { get }
  /// The value of a row, or nothing after `fields` was told what is wrong.
  static func value(of fields: inout RowFields, in context: HoldingsContext) -> Value?
  /// What must be unique, in the words of a message: "account `growth`".
  static func key(of value: Value) -> String
  /// A key that orders values in the same way whatever the order of rows was.
  static func order(_ left: Value, _ right: Value) -> Bool
  /// The fields of a row by column, as text that reads back as the value; an absent one is empty.
  static func fields(of value: Value) -> [String: String]
}

extension HoldingsFile {
  static var refersTo: [String] { [AccountsFile.name, InstrumentsFile.name] }
  static var columns: [String] { required + optional }
}

/// A value with the line it came from.
struct Located<Value> {
  var line: Int
  var value: Value
}

/// What rows may refer to, and the problems found so far.
struct HoldingsContext {
  private(set) var accounts: Set<String>
  private(set) var symbols: Set<String>
  var problems: [HoldingsProblem] = []
  /// Accounts and instruments whose own row was refused, by file.
  private(set) var refused: [String: Set<String>] = [:]
  /// Files that are there and have a wrong header.
  private var unread: Set<String> = []

  init(accounts: Set<String>, symbols: Set<String>) {
    self.accounts = accounts
    self.symbols = symbols
  }

  /// Lets later rows name what `accounts.csv` and `instruments.csv` hold.
  mutating func learn(from set: HoldingsSet) {
    accounts.formUnion((set.accounts ?? []).map(\.name))
    symbols.formUnion((set.instruments ?? []).map(\.symbol))
  }

  /// The good rows of one file in a fixed order; nothing when the file is absent, or when its
  /// header or a file it refers to is wrong.
  mutating func rows<File: HoldingsFile>(
    of file: File.Type,
    in files: [String: [UInt8]]
  ) -> [File.Value]? {
    guard let bytes = files[File.name] else { return nil }
    if let missing = File.refersTo.first(where: unread.contains) {
      let message = "the file was not read, because `\(missing)` could not be"
      problems.append(HoldingsProblem(file: File.name, message: message))
      return nil
    }
    var table = CommaSeparatedTable(
      file: File.name,
      required: File.required,
      optional: File.optional
    )
    let rows = table.rows(of: bytes)
    problems += table.problems
    guard let rows else {
      unread.insert(File.name)
      return nil
    }
    return good(rows, of: file).sorted(by: File.order)
  }

  private mutating func good<File: HoldingsFile>(
    _ rows: [RowFields],
    of file: File.Type
  ) -> [File.Value] {
    var values: [File.Value] = []
    var seen: [String: Int] = [:]
    for var fields in rows {
      let value = File.value(of: &fields, in: self)
      problems += fields.problems
      guard let value else {
        if let name = File.required.first.flatMap(fields.words) {
          refused[File.name, default: []].insert(name)
        }
        continue
      }
      let key = File.key(of: value)
      if let first = seen[key] {
        problems.append(fields.problem(nil, "\(key) is already in row \(first)"))
        continue
      }
      seen[key] = fields.line
      values.append(value)
    }
    return values
  }
}
