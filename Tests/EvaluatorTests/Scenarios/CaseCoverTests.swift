import Testing

@testable import Evaluator

/// Covers hold exactly what they should, for many sets of combinations.
@Suite struct CaseCoverTests {
  @Test func digitsAndCellsAgree() {
    let space = CaseSpace([2, 3, 4])
    #expect(space.count == 24)
    for cell in 0..<space.count { #expect(space.cell(of: space.digits(of: cell)) == cell) }
    #expect(space.digits(of: 23) == [1, 2, 3])
    #expect(CaseSpace([]).count == 1)
  }

  @Test func everySetOfASmallSpaceIsCoveredExactly() {
    let space = CaseSpace([2, 3, 2])
    for wanted in 0..<(1 << space.count) {
      let boxes = CaseCover.boxes(of: space) { wanted >> $0 & 1 == 1 }
      for cell in 0..<space.count {
        let digits = space.digits(of: cell)
        let isCovered = boxes.contains { box in zip(box, digits).allSatisfy { $0.contains($1) } }
        #expect(isCovered == (wanted >> cell & 1 == 1))
      }
      #expect(boxes.count <= wanted.nonzeroBitCount)
    }
  }

  @Test func everythingIsOneBox() {
    let boxes = CaseCover.boxes(of: CaseSpace([3, 4])) { _ in true }
    #expect(boxes == [[[0, 1, 2], [0, 1, 2, 3]]])
    #expect(CaseCover.boxes(of: CaseSpace([])) { _ in true } == [[]])
  }

  @Test func oneValueOfOneChoiceIsOneBox() {
    let space = CaseSpace([2, 3])
    #expect(CaseCover.boxes(of: space) { space.digits(of: $0)[1] == 2 } == [[[0, 1], [2]]])
  }
}
