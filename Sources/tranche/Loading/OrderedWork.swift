import Foundation

/// Works on numbered pieces on several threads, and hands on what comes of them in the order of their
/// numbers.
///
/// At most four pieces a thread are under work or wait to be handed on, so that memory does not grow with
/// their number. The thread that calls works too, and hands on between its own pieces: nobody is woken for
/// each of them.
final class OrderedWork<Outcome: Sendable>: @unchecked Sendable {
  /// Works on the piece of a number. Each thread has its own.
  typealias Worker = (Int) throws -> Outcome

  private let count: Int
  private let mostAhead: Int
  /// Guards all that follows.
  private let condition = NSCondition()
  private var next = 0
  private var handedOn = 0
  /// Threads beside the one that calls.
  private var working: Int
  private var isStopped = false
  private var outcomes: [Int: Result<Outcome, any Error>] = [:]

  private init(count: Int, workers: Int) {
    self.count = count
    working = workers - 1
    mostAhead = 4 * workers
  }

  /// Calls `take` with the outcome of each of `count` pieces, in order, on this thread.
  ///
  /// - Throws: what the first piece that failed threw, once all before it were handed on; what `take` throws.
  ///   No worker works any more then.
  static func run(
    count: Int,
    workers: [Worker],
    take: (Outcome) throws -> Void
  ) throws {
    guard let own = workers.first else { return }
    if workers.count == 1 {
      for number in 0..<count { try take(own(number)) }
      return
    }
    let work = OrderedWork(count: count, workers: workers.count)
    for worker in workers.dropFirst() { work.start(worker) }
    defer { work.stop() }
    for number in 0..<count {
      while let piece = work.pieceBefore(number) {
        work.note(Result { try own(piece) }, of: piece)
      }
      try take(work.outcome(of: number).get())
    }
  }

  /// A piece for the thread that calls to work on until the outcome of `number` is there; nothing when it
  /// is there, or nothing is left to do but wait.
  private func pieceBefore(_ number: Int) -> Int? {
    condition.withLock {
      guard outcomes[number] == nil, next < count, next - handedOn < mostAhead else { return nil }
      next += 1
      return next - 1
    }
  }

  private func note(_ outcome: Result<Outcome, any Error>, of piece: Int) {
    condition.withLock {
      outcomes[piece] = outcome
      condition.broadcast()
    }
  }

  private func start(_ worker: @escaping Worker) {
    // Handed to the one thread that calls it.
    nonisolated(unsafe) let worker = worker
    let thread = Thread { self.work(worker) }
    // What the main thread has: conditions of rules may be nested deeply.
    thread.stackSize = 8 * 1024 * 1024
    thread.start()
  }

  private func work(_ worker: Worker) {
    while let number = nextPiece() {
      note(Result { try worker(number) }, of: number)
    }
    condition.withLock {
      working -= 1
      condition.broadcast()
    }
  }

  private func nextPiece() -> Int? {
    condition.withLock {
      while !isStopped, next < count, next - handedOn >= mostAhead { condition.wait() }
      guard !isStopped, next < count else { return nil }
      next += 1
      return next - 1
    }
  }

  private func outcome(of number: Int) -> Result<Outcome, any Error> {
    condition.withLock {
      while true {
        if let outcome = outcomes.removeValue(forKey: number) {
          handedOn = number + 1
          condition.broadcast()
          return outcome
        }
        condition.wait()
      }
    }
  }

  private func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
      while working > 0 { condition.wait() }
    }
  }
}
