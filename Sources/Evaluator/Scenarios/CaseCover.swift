/// All combinations of so many choices each, numbered; the last one changes fastest.
struct CaseSpace {
  let sizes: [Int]
  let count: Int

  init(_ sizes: [Int]) {
    self.sizes = sizes
    count = sizes.reduce(1, *)
  }

  func digits(of cell: Int) -> [Int] {
    var rest = cell
    return Array(
      sizes.reversed().map { size in
        defer { rest /= size }
        return rest % size
      }.reversed()
    )
  }

  func cell(of digits: [Int]) -> Int {
    zip(sizes, digits).reduce(0) { $0 * $1.0 + $1.1 }
  }
}

/// Says of a set of combinations in few words which they are.
enum CaseCover {
  /// Boxes (for each choice the values that will do) that hold exactly the cells for which `isIn`
  /// says so. Boxes may overlap; few are used, though not always the fewest that could be.
  static func boxes(of space: CaseSpace, isIn: (Int) -> Bool) -> [[Set<Int>]] {
    let wanted = (0..<space.count).map(isIn)
    var isCovered = [Bool](repeating: false, count: space.count)
    var boxes: [[Set<Int>]] = []
    for cell in 0..<space.count where wanted[cell] && !isCovered[cell] {
      let grown = space.sizes.indices.map { start in
        grow(cell, space, wanted, from: start)
      }
      let best = grown.max { covered($0) < covered($1) } ?? []
      forEachCell(of: best, in: space) { isCovered[$0] = true }
      boxes.append(best)
    }
    return boxes
  }

  private static func covered(_ box: [Set<Int>]) -> Int { box.reduce(1) { $0 * $1.count } }

  /// Widens the box of one cell as far as `wanted` allows, choice by choice from `start` on.
  private static func grow(
    _ cell: Int,
    _ space: CaseSpace,
    _ wanted: [Bool],
    from start: Int
  ) -> [Set<Int>] {
    var box = space.digits(of: cell).map { Set([$0]) }
    let count = space.sizes.count
    for place in (0..<count).map({ ($0 + start) % count }) {
      for value in 0..<space.sizes[place] where !box[place].contains(value) {
        var slice = box
        slice[place] = [value]
        var fits = true
        forEachCell(of: slice, in: space) { fits = fits && wanted[$0] }
        if fits { box[place].insert(value) }
      }
    }
    return box
  }

  private static func forEachCell(
    of box: [Set<Int>],
    in space: CaseSpace,
    _ body: (Int) -> Void
  ) {
    var cells = [0]
    for (values, size) in zip(box, space.sizes) {
      cells = cells.flatMap { cell in values.map { cell * size + $0 } }
    }
    cells.forEach(body)
  }
}
