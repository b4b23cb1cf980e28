import Testing

@testable import RuleSyntax

/// Where columns begin.
struct ColumnsTests {
  /// Words of one letter to nine, whose widths are known: token `n` is `n + 1` wide.
  private let page: PageWriter = {
    let words = (1...9).map { String(repeating: "a", count: $0) }
    return PageWriter(Parser.parse(SourceFile(path: "a", text: words.joined(separator: " "))).tree)
  }()

  @Test func aColumnIsAsWideAsItsWidestPiece() {
    let columns = columns([[3, 1], [5, 1], [4, 2]])
    #expect(columns.starts == [0, 6])
    #expect(columns.widths == [5, 0])
  }

  @Test func theLastPieceOfARowMovesNothing() {
    #expect(columns([[3, 9], [5, 2, 1]]).starts == [0, 6, 9])
    #expect(columns([[9], [2, 1]]).starts == [0, 3])
  }

  @Test func aColumnWithoutPiecesTakesNoRoom() {
    #expect(columns([[3, 0, 2], [5, 0, 1]]).starts[2] == 6)
    #expect(columns([[3, 0, 2], [5, 4, 1]]).starts == [0, 6, 11])
  }

  @Test func columnsBeginAtTheMargin() {
    #expect(columns([[3, 1]], margin: 4).starts == [4, 8])
  }

  @Test func theFirstColumnHasItsLeastWidth() {
    let columns = columns([[3, 1]], minimum: 7)
    #expect(columns.starts == [0, 8])
  }

  @Test func aPieceOnTheRightCountsWhereverItStands() {
    var rows = [row([3, 2]), row([3, 6])]
    for index in rows.indices { rows[index].pieces[1].isRight = true }
    #expect(Columns(of: rows, on: page, margin: 0).widths == [3, 6])
  }

  @Test func whatFollowsTheColumnsKeepsItsDistance() {
    var first = row([3, 1])
    first.columns = 1
    #expect(Columns(of: [first], on: page, margin: 0).end == 4)
    first.pieces[1].gap = 2
    #expect(Columns(of: [first], on: page, margin: 0).end == 5)
  }

  @Test func aPieceOfTwoColumnsWidensTheLast() {
    var wide = row([3, 9, 1])
    wide.pieces[1].span = 2
    wide.columns = 3
    let plain = row([3, 2, 1, 1])
    #expect(Columns(of: [plain], on: page, margin: 0).starts == [0, 4, 7, 9])
    #expect(Columns(of: [plain, wide], on: page, margin: 0).starts == [0, 4, 7, 14])
  }

  @Test func noRowsHaveNoColumns() {
    #expect(columns([]).starts.isEmpty)
  }

  private func columns(_ rows: [[Int]], margin: Int = 0, minimum: Int = 0) -> Columns {
    Columns(of: rows.map(row), on: page, margin: margin, minimum: minimum)
  }

  /// A row of pieces so wide; 0 is an empty one.
  private func row(_ widths: [Int]) -> Row {
    let pieces = widths.map { Piece($0 > 0 ? $0 - 1..<$0 : 0..<0) }
    return Row(tokens: 0..<9, pieces: pieces, columns: pieces.count)
  }
}
