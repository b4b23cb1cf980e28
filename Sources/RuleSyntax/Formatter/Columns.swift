/// Where the columns of entries that stand together begin.
///
/// A column is as wide as its widest piece that has something behind it: the last piece of an entry
/// moves nothing.
struct Columns {
  private(set) var starts: [Int]
  private(set) var widths: [Int]
  /// Where what follows the columns begins.
  private(set) var end = 0

  /// - Parameters:
  ///   - margin: where the first column begins.
  ///   - minimum: the least width of the first column.
  init(of rows: [Row], on page: PageWriter, margin: Int, minimum: Int = 0) {
    let count = rows.reduce(0) { max($0, Columns.count($1)) }
    widths = Array(repeating: 0, count: count)
    starts = Array(repeating: margin, count: count)
    guard count > 0 else { return }
    widths[0] = minimum
    var gaps = Array(repeating: 0, count: count)
    var wide: [(first: Int, span: Int, width: Int)] = []
    var last = 1
    for row in rows {
      let pieces = row.pieces.prefix(row.columns)
      var column = 0
      for (index, piece) in pieces.enumerated() {
        defer { column += piece.span }
        guard !piece.tokens.isEmpty else { continue }
        gaps[column] = max(gaps[column], piece.gap)
        guard piece.isRight || row.hasMore(after: index), !page.comments.isInside(piece.tokens)
        else { continue }
        let width = page.spacing.width(piece.tokens)
        if piece.span > 1 {
          wide.append((column, piece.span, width))
        } else {
          widths[column] = max(widths[column], width)
        }
      }
      if row.pieces.count > row.columns { last = max(last, row.pieces[row.columns].gap) }
    }
    arrange(gaps, from: margin)
    for piece in wide { stretch(piece.first, piece.span, to: piece.width) }
    if !wide.isEmpty { arrange(gaps, from: margin) }
    end = (starts.last ?? margin) + (widths.last ?? 0) + last
  }

  private static func count(_ row: Row) -> Int {
    row.pieces.prefix(row.columns).reduce(0) { $0 + $1.span }
  }

  private mutating func arrange(_ gaps: [Int], from margin: Int) {
    var column = margin
    for index in widths.indices {
      starts[index] = column + (index > 0 && gaps[index] > 0 ? gaps[index] : 0)
      if widths[index] > 0 { column = starts[index] + widths[index] }
    }
  }

  /// Widens the last of some columns, so that a piece that stands in all of them has room.
  private mutating func stretch(_ first: Int, _ span: Int, to width: Int) {
    let last = first + span - 1
    guard widths.indices.contains(last) else { return }
    let held = starts[last] + widths[last] - starts[first]
    if width > held { widths[last] += width - held }
  }
}

extension Row {
  /// Whether anything of the entry stands behind the piece at `index`.
  func hasMore(after index: Int) -> Bool {
    block != nil || hasPieces(after: index)
  }
}
