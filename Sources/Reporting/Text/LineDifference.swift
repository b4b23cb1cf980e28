/// Which lines two texts have in common, in order.
struct LineDifference {
  typealias Line = ArraySlice<UInt8>

  /// For each old line, whether the new text lacks it.
  private(set) var isRemoved: [Bool]
  /// For each new line, whether the old text lacks it.
  private(set) var isInserted: [Bool]

  private let old: [Line]
  private let new: [Line]

  /// Above so many lines the standard library's algorithm, whose cost grows with the square of the
  /// difference, is given parts of the texts only.
  private static let most = 2000

  init(from old: [Line], to new: [Line]) {
    self.old = old
    self.new = new
    isRemoved = Array(repeating: false, count: old.count)
    isInserted = Array(repeating: false, count: new.count)
    var parts = [Part(old: 0..<old.count, new: 0..<new.count)]
    while let part = parts.popLast() { compare(part, &parts) }
  }

  /// A stretch of the old text, and the stretch of the new one that stands in its place.
  private struct Part {
    var old: Range<Int>
    var new: Range<Int>
  }

  private mutating func compare(_ whole: Part, _ parts: inout [Part]) {
    let part = trimmed(whole)
    if part.old.isEmpty || part.new.isEmpty { return replace(part) }
    if part.old.count + part.new.count <= LineDifference.most {
      for change in Array(new[part.new]).difference(from: Array(old[part.old])) {
        switch change {
        case .remove(let offset, _, _): isRemoved[part.old.lowerBound + offset] = true
        case .insert(let offset, _, _): isInserted[part.new.lowerBound + offset] = true
        }
      }
      return
    }
    let anchors = anchors(of: part)
    if anchors.isEmpty { return replace(part) }
    var start = (old: part.old.lowerBound, new: part.new.lowerBound)
    for anchor in anchors + [(old: part.old.upperBound, new: part.new.upperBound)] {
      parts.append(Part(old: start.old..<anchor.old, new: start.new..<anchor.new))
      start = (anchor.old + 1, anchor.new + 1)
    }
  }

  private mutating func replace(_ part: Part) {
    for index in part.old { isRemoved[index] = true }
    for index in part.new { isInserted[index] = true }
  }

  /// Without the lines that both begin or end with.
  private func trimmed(_ part: Part) -> Part {
    var part = part
    while let first = part.old.first, let other = part.new.first, old[first] == new[other] {
      part = Part(old: first + 1..<part.old.upperBound, new: other + 1..<part.new.upperBound)
    }
    while let last = part.old.last, let other = part.new.last, old[last] == new[other] {
      part = Part(old: part.old.lowerBound..<last, new: part.new.lowerBound..<other)
    }
    return part
  }

  /// Lines that both have exactly once, as many as stand in the same order in both.
  private func anchors(of part: Part) -> [(old: Int, new: Int)] {
    let olds = placesOfSingles(old, part.old)
    let news = placesOfSingles(new, part.new)
    let pairs = news.compactMap { line, place in olds[line].map { (old: $0, new: place) } }
      .sorted { $0.new < $1.new }
    // The longest ascending sequence, by patience: the last of each pile, and what it lies on.
    var piles: [Int] = []
    var below: [Int?] = []
    for (index, pair) in pairs.enumerated() {
      var low = 0
      var high = piles.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[piles[middle]].old < pair.old { low = middle + 1 } else { high = middle }
      }
      below.append(low > 0 ? piles[low - 1] : nil)
      if low < piles.count { piles[low] = index } else { piles.append(index) }
    }
    var anchors: [(old: Int, new: Int)] = []
    var next = piles.last
    while let index = next {
      anchors.append(pairs[index])
      next = below[index]
    }
    return anchors.reversed()
  }

  private func placesOfSingles(_ lines: [Line], _ range: Range<Int>) -> [Line: Int] {
    var places: [Line: Int] = [:]
    var several: Set<Line> = []
    for index in range where places.updateValue(index, forKey: lines[index]) != nil {
      several.insert(lines[index])
    }
    for line in several { places[line] = nil }
    return places
  }
}
