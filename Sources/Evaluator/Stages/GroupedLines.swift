import Quantities

/// An account's lines by the values that their instruments have in one dimension of tags.
struct GroupedLines: Sendable {
  struct Place: Comparable, Sendable {
    /// Of the value in its `TagGrouping`.
    let value: Int
    let line: Int
    /// Whether `each` of the tag means it: it is held, it is no hedge's, and the instrument has the tag, which may be
    /// called `untagged` as what has none is.
    let isTarget: Bool

    static func < (left: Place, right: Place) -> Bool {
      left.value == right.value ? left.line < right.line : left.value < right.value
    }
  }

  /// In ascending order of value, then of line; a line stands under each of its values.
  let places: [Place]

  init(_ lines: [Line], by grouping: TagGrouping) {
    var places: [Place] = []
    places.reserveCapacity(lines.count)
    for index in lines.indices {
      let instrument = lines[index].instrument
      let isTarget =
        !lines[index].held.isZero && !lines[index].isOfHedge && grouping.isTagged(instrument)
      let values = grouping.numbers(of: instrument)
      for (number, value) in values.enumerated() {
        let isFirst = !values[..<number].contains(value)
        places.append(Place(value: value, line: index, isTarget: isTarget && isFirst))
      }
    }
    places.sort()
    self.places = places
  }

  /// The places of one value.
  func places(of value: Int) -> ArraySlice<Place> {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].value < value { low = middle + 1 } else { high = middle }
    }
    return places[low..<end(of: low, value)]
  }

  /// Where the run of a value ends that begins at `start`.
  func end(of start: Int, _ value: Int) -> Int {
    var end = start
    while end < places.count, places[end].value == value { end += 1 }
    return end
  }
}
