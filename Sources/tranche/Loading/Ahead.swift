import Foundation

/// What is worked out on a thread of its own while this one does something else.
final class Ahead<Value>: @unchecked Sendable {
  /// Told by a function whether someone waits for the result.
  typealias Body = (_ isAwaited: () -> Bool) throws -> Value

  private let body: Body
  private let isOnThread: Bool
  /// Guards what follows.
  private let condition = NSCondition()
  private var result: Result<Value, any Error>?
  private var isAwaited = false

  /// - Parameter isOnThread: whether there is a thread for it; else it is worked out when it is asked for.
  init(isOnThread: Bool, _ body: @escaping Body) {
    self.body = body
    self.isOnThread = isOnThread
    if isOnThread { Thread { self.work() }.start() }
  }

  private func work() {
    let result = Result { try body { condition.withLock { isAwaited } } }
    condition.withLock {
      self.result = result
      condition.broadcast()
    }
  }

  /// What came of it, once it is there. Without a thread, to be asked for once.
  func value() throws -> Value {
    if !isOnThread { return try body { true } }
    return try condition.withLock {
      isAwaited = true
      while true {
        if let result { return try result.get() }
        condition.wait()
      }
    }
  }
}
