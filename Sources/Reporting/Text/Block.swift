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

  var columns: [Column]
  /// Each as long as `columns`.
  var rows: [[StyledText]]

  init(columns: [Column], rows: [[StyledText]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The table without columns that say nothing.
  func withoutEmptyColumns() -> TextTable {
    let kept = columns.indices.filter { column in
      rows.contains { $0.indices.contains(column) && !$0[column].isEmpty }
    }
    return TextTable(
      columns: kept.map { columns[$0] },
      rows: rows.map { row in kept.map { row.indices.contains($0) ? row[$0] : StyledText() } }
    )
  }
}
