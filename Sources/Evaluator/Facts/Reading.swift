/// The value of a news function, or why it has none.
///
/// Quiet: the feed is alive and nothing is in the window. Blind: the feed is stale, or the items in
/// the window lack what the function reads.
public enum Reading<Value: Sendable>: Sendable {
  case known(Value)
  case quiet
  case blind
}
