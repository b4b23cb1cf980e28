public import Quantities

/// Which lots a sale takes first.
public enum LotMethod: String, CaseIterable, Sendable {
  /// The oldest first.
  case fifo
  /// The youngest first.
  case lifo
  /// Those that realise least gain first: of a long holding the dearest, of a short one those that were
  /// sold cheapest. Of equal ones the older first.
  case hifo
  /// All at their average cost, which what is left keeps; the oldest go first.
  case average
}

extension LotMethod {
  /// Lots in the order in which a sale takes them; of equal ones the order of `lots` decides.
  ///
  /// - Parameters:
  ///   - opened: nothing for what is younger than any known.
  ///   - cost: of one unit; nothing where it is not known: `hifo` takes such lots last.
  public func ordered<Element>(
    _ lots: [Element],
    isShort: Bool,
    opened: (Element) -> Instant?,
    cost: (Element) -> Ratio?
  ) -> [Element] {
    let byAge = lots.sortedStably { one, two in
      guard let first = opened(one) else { return false }
      return opened(two).map { first < $0 } ?? true
    }
    switch self {
    case .fifo, .average: return byAge
    case .lifo: return byAge.reversed()
    case .hifo:
      return byAge.sortedStably { one, two in
        guard let first = cost(one) else { return false }
        return cost(two).map { isShort ? first < $0 : first > $0 } ?? true
      }
    }
  }
}

extension Array {
  /// Elements that neither precedes stay in their order.
  fileprivate func sortedStably(_ precedes: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted { one, two in
      if precedes(one.element, two.element) { return true }
      return !precedes(two.element, one.element) && one.offset < two.offset
    }.map(\.element)
  }
}
