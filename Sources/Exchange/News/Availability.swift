internal import Portfolio
internal import Quantities

/// When an item could first be known.
struct Availability {
  var published: Instant?
  var received: Instant?
  /// When the provider last changed the item.
  var updated: Instant?
  /// Whether one of them was written without a zone.
  var isAssumed = false

  /// The latest of the times that are known; nothing without any: known at `as of`.
  var available: Instant? { [published, received, updated].compactMap { $0 }.max() }

  var quality: TimeQuality {
    if isAssumed { return .assumedZone }
    if published != nil || updated != nil { return .exact }
    return received == nil ? .none : .receivedOnly
  }
}
