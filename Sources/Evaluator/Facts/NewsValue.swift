public import Quantities

/// What a news function is about, with names resolved to one thing.
public enum NewsSubject: Hashable, Sendable {
  /// The index of a topic in the rulebook.
  case topic(Int)
  /// An instrument's symbol.
  case symbol(String)
}

/// The value of a news function with the items that made it.
public struct NewsValue: Sendable {
  /// A score, an impact, a count; of `age` the seconds.
  public var reading: Reading<Ratio>
  /// Identifiers of the items that count, ascending.
  public var items: [String]
  /// Whether it was assumed, and not made from items.
  public var isAssumed: Bool

  /// Whether there is anything to tell of it: not a count of nothing, and not a silence.
  var isTold: Bool { reading.known != nil && (isAssumed || !items.isEmpty) }

  public init(reading: Reading<Ratio>, items: [String], isAssumed: Bool = false) {
    self.reading = reading
    self.items = items
    self.isAssumed = isAssumed
  }
}
