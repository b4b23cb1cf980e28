/// A part of a report, before a terminal or Markdown gives it a shape.
enum Block: Sendable {
  /// Names what follows: the rulebook, an account.
  case title(StyledText)
  /// Text under a title.
  case paragraph(StyledText)
  /// Names a section under a title.
  case heading(String)
  /// One statement of a section; deeper levels explain the one above.
  case item(StyledText, level: Int)
  /// A line of a tree under an item, behind `prefix`; where it is too long, it goes on behind `hanging`.
  case branch(StyledText, prefix: String, hanging: String)
  case table(TextTable)
}

/// Cells in columns.
struct TextTable: Sendable {
  struct Column: Sendable {
    var title: String
    var isNumber: Bool

    static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  /// What becomes of the last column where a terminal is too narrow for it.
  enum LastColumn: Sendable {
    /// It stands below its row.
    case goesBelow
    /// It is cut, and ends in `…`: for what a reader can do without.
    case isCut
  }

  var columns: [Column]
  var lastColumn: LastColumn
  /// Each as long as `columns`.
  var rows: [[StyledText]]

  init(columns: [Column], lastColumn: LastColumn = .goesBelow, rows: [[StyledText]]) {
    self.columns = columns
    self.lastColumn = lastColumn
    self.rows = rows
  }

  /// The table without columns that say nothing.
  func withoutEmptyColumns() -> TextTable {
    let kept = columns.indices.filter { column in
      rows.contains { $0.indices.contains(column) && !$0[column].isEmpty }
    }
    return TextTable(
      columns: kept.map { columns[$0] },
      lastColumn: kept.last == columns.indices.last ? lastColumn : .goesBelow,
      rows: rows.map { row in kept.map { row.indices.contains($0) ? row[$0] : StyledText() } }
    )
  }
}
