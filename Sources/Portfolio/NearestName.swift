/// The one of `names` that `word` was most likely meant to be, or nothing when none is close.
///
/// Close means at most a third of the longer word's letters (at least one) inserted, deleted,
/// replaced or swapped with a neighbour; case does not count. Of equally close names the first in
/// ascending order is taken.
public func nearestName(to word: String, among names: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars)
  guard wanted.count <= 100 else { return nil }
  var best: (distance: Int, name: String)?
  for name in names {
    let letters = Array(name.lowercased().unicodeScalars)
    let limit = max(1, max(wanted.count, letters.count) / 3)
    guard abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    guard distance <= limit else { continue }
    if let known = best, (known.distance, known.name) <= (distance, name) { continue }
    best = (distance, name)
  }
  return best?.name
}

/// The optimal string alignment distance (Damerau and Levenshtein, each pair swapped once).
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var cost = min(last[column + 1] + 1, current[column] + 1)
      cost = min(cost, last[column] + (letter == other ? 0 : 1))
      let isSwap = row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
      if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
