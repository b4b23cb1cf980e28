/// The candidate that a misspelt word most likely stands for.
public enum NearestMatch {
  /// The candidate with the fewest edits from `word` (insertions, deletions, substitutions and swaps
  /// of neighbours), when that is at most a third of its length, at least one. Of equally near
  /// ones the first in `candidates` counts.
  public static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
    let letters = Array(word.utf8)
    guard letters.count <= 64 else { return nil }
    let allowed = max(1, letters.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where abs(candidate.utf8.count - letters.count) <= allowed {
      let distance = edits(letters, Array(candidate.utf8))
      // A word of one or two letters is near to everything.
      guard distance <= allowed, distance < max(letters.count, candidate.utf8.count) else {
        continue
      }
      if let known = best, known.distance <= distance { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// The optimal string alignment distance.
  static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        let isSame = left[row] == right[column]
        var cost = min(previous[column] + (isSame ? 0 : 1), previous[column + 1] + 1)
        cost = min(cost, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous.last ?? 0
  }
}
