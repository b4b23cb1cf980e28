/// SplitMix64: a small generator whose sequence depends on its seed alone, on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number of the range, near enough evenly.
  public mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// True in so many of 100 cases.
  public mutating func chance(_ percent: Int) -> Bool { int(0...99) < percent }

  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(0...(elements.count - 1))]
  }

  /// One of the elements, each as often as its weight says.
  public mutating func pick<Element>(weighted elements: [(weight: Int, value: Element)]) -> Element
  {
    var left = int(0...(elements.map(\.weight).reduce(0, +) - 1))
    for element in elements {
      left -= element.weight
      if left < 0 { return element.value }
    }
    return elements[elements.count - 1].value
  }

  /// So many different elements, in their order.
  public mutating func some<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var left = Array(elements.indices)
    while left.count > max(0, count) { left.remove(at: int(0...(left.count - 1))) }
    return left.map { elements[$0] }
  }
}
