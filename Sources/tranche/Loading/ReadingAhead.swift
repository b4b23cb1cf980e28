import Foundation

/// Pieces that are made on a thread of their own, in order, while this one works on those before.
///
/// At most two pieces wait, so that memory does not grow with their number.
final class ReadingAhead<Piece: Sendable>: @unchecked Sendable {
  /// Hands each piece to `give`, which throws when no more are wanted.
  typealias Maker = (_ give: (Piece) throws -> Void) throws -> Void

  private static var mostWaiting: Int { 2 }

  /// Guards all that follows.
  private let condition = NSCondition()
  private var waiting: [Piece] = []
  private var isStopped = false
  /// What ended the making, once it has.
  private var end: Result<Void, any Error>?

  /// Calls `take` with each piece that `make` gives, on this thread.
  ///
  /// - Throws: what `make` threw, once all pieces before were taken; what `take` throws.
  static func run(_ make: @escaping Maker, take: (Piece) throws -> Void) throws {
    let ahead = ReadingAhead()
    // Handed to the one thread that calls it.
    nonisolated(unsafe) let make = make
    let thread = Thread { ahead.work(make) }
    // What the main thread has: documents may be nested.
    thread.stackSize = 8 * 1024 * 1024
    thread.start()
    defer { ahead.stop() }
    while let piece = try ahead.next() { try take(piece) }
  }

  private func work(_ make: Maker) {
    let result = Result { try make(give) }
    condition.withLock {
      end = result
      condition.broadcast()
    }
  }

  private func give(_ piece: Piece) throws {
    try condition.withLock {
      while !isStopped, waiting.count >= Self.mostWaiting { condition.wait() }
      if isStopped { throw CancellationError() }
      waiting.append(piece)
      condition.broadcast()
    }
  }

  private func next() throws -> Piece? {
    try condition.withLock {
      while waiting.isEmpty {
        if let end {
          try end.get()
          return nil
        }
        condition.wait()
      }
      condition.broadcast()
      return waiting.removeFirst()
    }
  }

  private func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
    }
  }
}
