import Quantities

/// How long a failed delivery waits: 1 second, then twice as long each time, up to 10 minutes. It is tried for as long
/// as the watch runs.
enum Backoff {
  static let longest: Int64 = 600

  /// - Parameter attempts: how many there were, the one that just failed among them.
  static func seconds(after attempts: Int) -> Int64 {
    min(1 << Int64(min(max(attempts - 1, 0), 20)), longest)
  }

  /// The same less at most half of it, by chance: those whom one failure turned away do not all come back at once.
  static func seconds(
    after attempts: Int,
    using generator: inout some RandomNumberGenerator
  ) -> Int64 {
    let most = seconds(after: attempts)
    return Int64.random(in: (most + 1) / 2...most, using: &generator)
  }
}
