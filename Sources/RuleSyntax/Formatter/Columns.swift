/// Where the columns of entries that stand together begin.
///
/// A column is as wide as its widest piece that has something behind it: the last piece of an entry
/// moves nothing.
struct Columns {
  private(set) var starts: [Int]
  private(set) var widths: [Int]
  /// Where what follows the columns begins.
  private(set) var end = 0

  /// Blanks before each column.
  private var gaps: [Int]

  /// A piece that stands in several columns.
  private struct WidePiece {
    let first: Int
    let last: Int
    let width: Int
  }

  /// - Parameters:
  ///   - margin: where the first column begins.
  ///   - minimum: the least width of the first column.
  init(of rows: [Row], on page: PageWriter, margin: Int, minimum: Int = 0) {
    let count = rows.reduce(0) { most, row in
      max(most, row.pieces.prefix(row.columns).reduce(0) { $0 + $1.span })
    }
    widths = Array(repeating: 0, count: count)
    gaps = widths
    starts = Array(repeating: margin, count: count)
    guard count > 0 else { return }
    widths[0] = minimum
    let wide = rows.flatMap { measure($0, on: page) }
    arrange()
    for piece in wide { makeRoom(for: piece) }
    if !wide.isEmpty { arrange() }
    let behind = rows.compactMap { $0.pieces.dropFirst($0.columns).first?.gap }.max()
    end = starts[count - 1] + widths[count - 1] + (behind ?? 1)
  }

  /// Widens the columns to what a row needs; gives the pieces that stand in several.
  private mutating func measure(_ row: Row, on page: PageWriter) -> [WidePiece] {
    var wide: [WidePiece] = []
    var column = 0
    for (index, piece) in row.pieces.prefix(row.columns).enumerated() {
      defer { column += piece.span }
      guard !piece.tokens.isEmpty else { continue }
      gaps[column] = max(gaps[column], column > 0 ? piece.gap : 0)
      guard piece.isRight || row.hasMore(after: index), !page.comments.isInside(piece.tokens)
      else { continue }
      let width = page.spacing.width(piece.tokens)
      if piece.span > 1 {
        wide.append(WidePiece(first: column, last: column + piece.span - 1, width: width))
      } else {
        widths[column] = max(widths[column], width)
      }
    }
    return wide
  }

  private mutating func arrange() {
    var next = starts[0]
    for index in widths.indices {
      starts[index] = next + gaps[index]
      if widths[index] > 0 { next = starts[index] + widths[index] }
    }
  }

  /// Widens the last column of a piece that stands in several, if they have no room for it.
  private mutating func makeRoom(for piece: WidePiece) {
    let held = starts[piece.last] + widths[piece.last] - starts[piece.first]
    widths[piece.last] += max(0, piece.width - held)
  }
}
