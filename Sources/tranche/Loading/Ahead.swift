import Foundation

/// What is worked out on a thread of its own while this one does something else.
final class Ahead<Value>: @unchecked Sendable {
  private let body: () throws -> Value
  private let isOnThread: Bool
  /// Guards the result.
  private let condition = NSCondition()
  private var result: Result<Value, any Error>?

  /// - Parameter isOnThread: whether there is a thread for it; else it is worked out when it is asked for.
  init(isOnThread: Bool, _ body: @escaping () throws -> Value) {
    self.body = body
    self.isOnThread = isOnThread
    if isOnThread { Thread { self.work() }.start() }
  }

  private func work() {
    let result = Result { try body() }
    condition.withLock {
      self.result = result
      condition.signal()
    }
  }

  /// What came of it, once it is there. To be asked for once, by the thread that made it.
  func value() throws -> Value {
    if !isOnThread { return try body() }
    return try condition.withLock {
      while true {
        if let result { return try result.get() }
        condition.wait()
      }
    }
  }
}
