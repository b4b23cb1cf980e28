/// Indices of an account's lines, ascending. Most limits speak of one line, or of all: those need no list.
struct LineIndices: RandomAccessCollection, Sendable {
  private enum Storage {
    case range(first: Int, count: Int)
    case list([Int])
  }

  private let storage: Storage

  static func one(_ index: Int) -> LineIndices {
    LineIndices(storage: .range(first: index, count: 1))
  }

  static func all(of count: Int) -> LineIndices {
    LineIndices(storage: .range(first: 0, count: count))
  }

  static func list(_ indices: [Int]) -> LineIndices { LineIndices(storage: .list(indices)) }

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch storage {
    case .range(_, let count): count
    case .list(let indices): indices.count
    }
  }

  subscript(position: Int) -> Int {
    switch storage {
    case .range(let first, _): first + position
    case .list(let indices): indices[position]
    }
  }
}
