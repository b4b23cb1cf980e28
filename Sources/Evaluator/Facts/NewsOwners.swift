/// Counts distinct owners among items.
///
/// Items whose owner is not known may all be of one owner, or of one that is known: together they
/// count as one source when no other is there, and as none when one is.
struct NewsOwners {
  private var known: Set<Int32> = []
  private var hasUnknown = false

  /// Owner 0 stands for "not known".
  mutating func insert(_ owner: Int32) {
    if owner == 0 { hasUnknown = true } else { known.insert(owner) }
  }

  var count: Int { known.isEmpty && hasUnknown ? 1 : known.count }
}
