/// One line of a file as a terminal shows it, cut around a span, with the columns to underline.
struct SourceExcerpt {
  private(set) var text = ""
  /// Columns before the first caret.
  private(set) var caretStart = 0
  /// How many carets; at least one.
  private(set) var caretWidth = 1

  /// One character: what is shown for it, how wide that is, and which byte it begins at.
  private struct Cell {
    var text: String
    var width: Int
    var offset: Int
  }

  /// The line that `span` begins in, in at most `width` columns (never under 20).
  init(of span: Span, in file: SourceFile, width: Int) {
    let width = max(20, width)
    let line = file.bounds(ofLine: file.lineNumber(of: span.start))
    let start = min(max(Int(span.start), line.lowerBound), line.upperBound)
    let end = min(max(Int(span.end), start), line.upperBound)
    // A line may be megabytes long: only what can be shown is looked at.
    let reach = width * 4
    let first = SourceExcerpt.boundary(
      near: max(line.lowerBound, start - reach),
      in: file,
      line: line
    )
    let last = min(line.upperBound, start + reach * 2)
    let cells = SourceExcerpt.cells(first..<last, in: file)
    let caret = cells.firstIndex { $0.offset >= start } ?? cells.count
    let shown = SourceExcerpt.window(cells, around: caret, width: width)
    let isCutBefore = shown.lowerBound > 0 || first > line.lowerBound
    let isCutBehind = shown.upperBound < cells.count || last < line.upperBound
    text = (isCutBefore ? "…" : "") + cells[shown].map(\.text).joined() + (isCutBehind ? "…" : "")
    caretStart = (isCutBefore ? 1 : 0) + cells[shown.lowerBound..<caret].reduce(0) { $0 + $1.width }
    let underlined = cells[caret..<shown.upperBound].prefix { $0.offset < end }
    caretWidth = max(1, underlined.reduce(0) { $0 + $1.width })
  }

  /// The cells to show: all, or a window of `width` columns with a third of it before the caret.
  private static func window(_ cells: [Cell], around caret: Int, width: Int) -> Range<Int> {
    if cells.reduce(0, { $0 + $1.width }) <= width { return 0..<cells.count }
    var start = caret
    var used = 0
    while start > 0, used + cells[start - 1].width <= width / 3 {
      start -= 1
      used += cells[start].width
    }
    // The line's head is shown when the caret is near it anyway.
    if cells[..<caret].reduce(0, { $0 + $1.width }) <= width * 2 / 3 {
      start = 0
      used = cells[..<caret].reduce(0) { $0 + $1.width }
    }
    var end = caret
    while end < cells.count, used + cells[end].width <= width - 2 {
      used += cells[end].width
      end += 1
    }
    return start..<end
  }

  /// The first byte at or before `offset` that begins a character.
  private static func boundary(near offset: Int, in file: SourceFile, line: Range<Int>) -> Int {
    var place = offset
    while place > line.lowerBound, offset - place < 4, file.bytes.indices.contains(place),
      file.bytes[place] & 0xC0 == 0x80
    { place -= 1 }
    return place
  }

  private static func cells(_ range: Range<Int>, in file: SourceFile) -> [Cell] {
    var cells: [Cell] = []
    var offset = range.lowerBound
    var column = 0
    while offset < range.upperBound {
      guard let (scalar, length) = UTF8Decoding.scalar(file.bytes, at: offset) else {
        cells.append(Cell(text: "\u{FFFD}", width: 1, offset: offset))
        column += 1
        offset += 1
        continue
      }
      var cell = Cell(text: "", width: 0, offset: offset)
      if scalar == "\t" {
        cell.width = 4 - column % 4
        cell.text = String(repeating: " ", count: cell.width)
      } else {
        for visible in DisplayText.visible(scalar) {
          cell.text.unicodeScalars.append(visible)
          cell.width += DisplayText.width(visible)
        }
      }
      column += cell.width
      cells.append(cell)
      offset += length
    }
    return cells
  }
}
