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
  private let counted: Counted
  /// Whether it was assumed, and not made from items.
  public var isAssumed: Bool

  /// The items that count. A value is made for each condition, and few are asked for the names behind them.
  private enum Counted: Sendable {
    case named([String])
    /// Places among the revisions of the archive.
    case revisions([Int32], of: [NewsRevision])
  }

  public init(reading: Reading<Ratio>, items: [String], isAssumed: Bool = false) {
    self.reading = reading
    counted = .named(items)
    self.isAssumed = isAssumed
  }

  init(reading: Reading<Ratio>, revisions: [Int32], of all: [NewsRevision]) {
    self.reading = reading
    counted = .revisions(revisions, of: all)
    isAssumed = false
  }

  /// Identifiers of the items that count, ascending.
  public var items: [String] {
    switch counted {
    case .named(let items): items
    case .revisions(let places, let all):
      places.map { all[Int($0)] }.sorted { $0.rank < $1.rank }.map(\.item.identifier)
    }
  }

  /// Whether there is anything to tell of it: not a count of nothing, and not a silence.
  var isTold: Bool { reading.known != nil && (isAssumed || hasItems) }

  private var hasItems: Bool {
    switch counted {
    case .named(let items): !items.isEmpty
    case .revisions(let places, _): !places.isEmpty
    }
  }
}
