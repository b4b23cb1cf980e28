import Foundation
import PortfolioStore
import Quantities

/// Delivers what the portfolio file keeps for it, each alert until it is taken: one at a time for each target.
struct Outbox {
  private let portfolio: String
  private let recipients: [OutboxEntry.Target: Recipient]
  private let console: Console
  private var waiting: [OutboxEntry] = []
  private var running: [OutboxEntry.Target: Delivery] = [:]
  /// How many alerts were refused, of those that this watch tried.
  private(set) var refusedCount = 0

  init(_ request: WatchRequest, _ console: Console) {
    portfolio = request.portfolio
    recipients = request.recipients
    self.console = console
  }

  /// Those to whom alerts are delivered.
  var targets: [OutboxEntry.Target] { OutboxEntry.Target.allCases.filter { recipients[$0] != nil } }
  var isBusy: Bool { !running.isEmpty }
  /// How many alerts are still to be delivered.
  var count: Int { waiting.count + running.count }

  /// Reads anew what is to be delivered.
  mutating func load(from file: PortfolioFile) throws {
    if targets.isEmpty { return }
    let now = Set(running.values.map(\.entry.number))
    // Each for itself: what one does not take must not keep another's out of sight.
    waiting = try targets.flatMap { try file.undelivered(to: [$0], limit: 1000) }
      .filter { !now.contains($0.number) }
  }

  /// Notes what has ended.
  ///
  /// - Returns: what to write of it, by the numbers of the entries.
  mutating func ended(at now: Instant) -> [Int64: DeliveryOutcome] {
    var outcomes: [Int64: DeliveryOutcome] = [:]
    for (target, delivery) in running {
      guard let outcome = delivery.outcome else { continue }
      running[target] = nil
      outcomes[delivery.entry.number] = told(outcome, of: delivery.entry, now)
    }
    return outcomes
  }

  /// Starts what is due.
  ///
  /// - Returns: what to write of what could not be started.
  mutating func start(at now: Instant) -> [Int64: DeliveryOutcome] {
    var outcomes: [Int64: DeliveryOutcome] = [:]
    for target in targets where running[target] == nil {
      guard let entry = next(for: target, at: now), let recipient = recipients[target] else {
        continue
      }
      waiting.removeAll { $0.number == entry.number }
      do {
        running[target] = try Delivery(entry, to: recipient)
      } catch {
        let reason = (error as? Delivery.Refusal)?.reason ?? error.localizedDescription
        outcomes[entry.number] = told(.failed(reason), of: entry, now)
      }
    }
    return outcomes
  }

  /// Whether anything can be started now.
  func isDue(at now: Instant) -> Bool {
    targets.contains { running[$0] == nil && next(for: $0, at: now) != nil }
  }

  /// What is delivered next: the first that is due, or where order is kept the first of all, once it is due.
  private func next(for target: OutboxEntry.Target, at now: Instant) -> OutboxEntry? {
    let keepsOrder = recipients[target]?.keepsOrder ?? false
    let first = waiting.first { $0.target == target && (keepsOrder || $0.due <= now) }
    return first.flatMap { $0.due <= now ? $0 : nil }
  }

  /// Ends what runs, after a while in which it may end by itself.
  mutating func stop() -> [Int64: DeliveryOutcome] {
    let end = ContinuousClock.now + .seconds(5)
    var outcomes: [Int64: DeliveryOutcome] = [:]
    while isBusy, ContinuousClock.now < end {
      outcomes.merge(ended(at: Clock.now())) { $1 }
      if isBusy { usleep(20_000) }
    }
    for delivery in running.values { delivery.stop() }
    return outcomes
  }

  // MARK: What came of an attempt

  private mutating func told(
    _ outcome: Delivery.Outcome,
    of entry: OutboxEntry,
    _ now: Instant
  ) -> DeliveryOutcome {
    switch outcome {
    case .taken: return .delivered
    case .failed(let reason, let wait): return failed(entry, reason, wait, now)
    case .refused(let reason):
      refusedCount += 1
      console.say(
        .error,
        "alert \(entry.alert) was not delivered \(phrase(entry)): \(reason)",
        help: "it is kept and not tried again; mend the cause, then start with --retry-refused"
      )
      return .refused(reason)
    }
  }

  private mutating func failed(
    _ entry: OutboxEntry,
    _ reason: String,
    _ wait: Int64,
    _ now: Instant
  ) -> DeliveryOutcome {
    let attempts = entry.attempts + 1
    var seconds = Backoff.seconds(after: attempts)
    if entry.target == .webhook {
      var chance = SystemRandomNumberGenerator()
      seconds = max(Backoff.seconds(after: attempts, using: &chance), wait)
    }
    console.say(
      .warning,
      "alert \(entry.alert) was not delivered \(phrase(entry)): \(reason)",
      help: "it is kept, and tried again in \(seconds) second\(seconds == 1 ? "" : "s")"
    )
    // It stays before what came after it.
    var again = entry
    again.attempts = attempts
    again.due = Instant(secondsSinceEpoch: now.secondsSinceEpoch + seconds)
    let place = waiting.firstIndex { $0.number > entry.number } ?? waiting.endIndex
    waiting.insert(again, at: place)
    return .failed(reason, again: again.due)
  }

  private func phrase(_ entry: OutboxEntry) -> String { recipients[entry.target]?.phrase ?? "" }
}
