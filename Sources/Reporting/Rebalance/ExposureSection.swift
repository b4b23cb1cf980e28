internal import Evaluator
internal import Quantities

/// Exposure before and after, drawn: what stays, what comes and what goes in one bar.
enum ExposureSection {
  static func blocks(_ rebalance: Rebalance, width: Int) -> [Block] {
    guard let account = rebalance.exposures.first, !account.rows.isEmpty else { return [] }
    let full = fullScale(rebalance.exposures)
    var blocks: [Block] = [
      .heading("Exposure"), .table(table(sides(of: account), full: full, width: width)),
    ]
    for exposure in rebalance.exposures.dropFirst() {
      blocks.append(.heading("Exposure by \(exposure.dimension)"))
      blocks.append(.table(table(rows(of: exposure), full: full, width: width, exposure.dimension)))
    }
    return blocks + [.item(StyledText("█ stays  ▓ comes  ░ goes", .faint), level: 0)]
  }

  private struct Row {
    let name: String
    let before: Ratio?
    let after: Ratio?
  }

  /// Long, short, gross and net of the whole account.
  private static func sides(of table: ExposureTable) -> [Row] {
    guard let row = table.rows.first else { return [] }
    let parts: [(String, (ExposureTable.Figures) throws(ArithmeticFailure) -> Ratio)] = [
      ("long", { figures in figures.long }), ("short", { figures in figures.short }),
      ("gross", { figures throws(ArithmeticFailure) in try figures.gross() }),
      ("net", { figures throws(ArithmeticFailure) in try figures.net() }),
    ]
    return parts.map { name, figure in
      Row(
        name: name,
        before: row.before.flatMap { try? figure($0) },
        after: row.after.flatMap { try? figure($0) }
      )
    }
  }

  /// One row for a name; a second one for its short side where it has any.
  private static func rows(of table: ExposureTable) -> [Row] {
    table.rows.flatMap { row -> [Row] in
      let hasShort = [row.before, row.after].contains { $0.map { !$0.short.isZero } ?? false }
      let hasLong = [row.before, row.after].contains { $0.map { !$0.long.isZero } ?? true }
      let long = Row(name: row.name, before: row.before?.long, after: row.after?.long)
      let short = Row(
        name: "\(row.name), short",
        before: row.before?.short,
        after: row.after?.short
      )
      return (hasLong || !hasShort ? [long] : []) + (hasShort ? [short] : [])
    }
  }

  /// What a bar of full length stands for: 100% of NAV, or gross where that is more.
  private static func fullScale(_ tables: [ExposureTable]) -> Ratio {
    var full = Ratio.one
    for row in tables.first?.rows ?? [] {
      for figures in [row.before, row.after] {
        if let figures, let gross = try? figures.gross() { full = max(full, gross) }
      }
    }
    return full
  }

  private static func table(
    _ rows: [Row],
    full: Ratio,
    width: Int,
    _ title: String = ""
  ) -> TextTable {
    let names = rows.map { DisplayWidth.of(SafeText.line($0.name)) }
    let room = width - 2 - max(names.max() ?? 0, DisplayWidth.of(title)) - 24
    return TextTable(
      columns: [.text(title), .number("before"), .number("after"), .text("")],
      rows: rows.map { row in
        [
          StyledText(row.name), StyledText(NumberText.percent(row.before)),
          StyledText(
            NumberText.percent(row.after),
            row.before == row.after ? .plain : .strong
          ), bar(row, full: full, width: min(max(room, 8), 60)),
        ]
      }
    )
  }

  private static func bar(_ row: Row, full: Ratio, width: Int) -> StyledText {
    guard let before = row.before, let after = row.after else { return StyledText() }
    let first = columns(before, full: full, width: width)
    var second = columns(after, full: full, width: width)
    var kept = min(first, second)
    // What changes by less than a column takes the last one.
    if first == second, before != after, kept > 0 {
      kept -= 1
      second = after > before ? first : kept
    }
    var text = StyledText(String(repeating: "█", count: kept))
    text.append(String(repeating: "▓", count: max(0, second - kept)), .good)
    text.append(String(repeating: "░", count: second > kept ? 0 : first - kept), .bad)
    return text
  }

  /// Whole columns; anything but nothing has one.
  private static func columns(_ share: Ratio, full: Ratio, width: Int) -> Int {
    guard let size = try? share.absolute(), !size.isZero,
      let scaled = try? size.divided(by: full).scaled(by: Int64(width), rounding: .halfEven),
      let columns = Int(exactly: scaled)
    else { return 0 }
    return min(max(columns, 1), width)
  }
}
