import Foundation
import PortfolioStore
import Quantities

/// Delivers what the portfolio file keeps for it, each alert until it is taken: one at a time for each target.
struct Outbox {
  private let portfolio: String
  private let programs: [OutboxEntry.Target: (program: String, arguments: [String])]
  private let console: Console
  private var waiting: [OutboxEntry] = []
  private var running: [OutboxEntry.Target: Delivery] = [:]

  init(_ request: WatchRequest, _ console: Console) {
    portfolio = request.portfolio
    self.console = console
    var programs: [OutboxEntry.Target: (program: String, arguments: [String])] = [:]
    // The shell sees the user's command and nothing else.
    if let command = request.command { programs[.command] = ("/bin/sh", ["-c", command]) }
    self.programs = programs
  }

  /// Those to whom alerts are delivered.
  var targets: [OutboxEntry.Target] { OutboxEntry.Target.allCases.filter { programs[$0] != nil } }
  var isBusy: Bool { !running.isEmpty }
  /// How many alerts are not delivered.
  var count: Int { waiting.count + running.count }

  /// Reads anew what is to be delivered.
  mutating func load(from file: PortfolioFile) throws {
    if targets.isEmpty { return }
    let now = Set(running.values.map(\.entry.number))
    waiting = try file.undelivered(limit: 1000)
      .filter { programs[$0.target] != nil && !now.contains($0.number) }
  }

  /// Notes what has ended.
  ///
  /// - Returns: what to write of it, by the numbers of the entries.
  mutating func ended(at now: Instant) -> [Int64: DeliveryOutcome] {
    var outcomes: [Int64: DeliveryOutcome] = [:]
    for (target, delivery) in running {
      guard let outcome = delivery.outcome else { continue }
      running[target] = nil
      switch outcome {
      case .success: outcomes[delivery.entry.number] = .delivered
      case .failure(let refusal):
        outcomes[delivery.entry.number] = failed(delivery.entry, refusal.reason, now)
      }
    }
    return outcomes
  }

  /// Starts what is due.
  ///
  /// - Returns: what to write of what could not be started.
  mutating func start(at now: Instant) -> [Int64: DeliveryOutcome] {
    var outcomes: [Int64: DeliveryOutcome] = [:]
    for target in targets where running[target] == nil {
      guard let index = waiting.firstIndex(where: { $0.target == target && $0.due <= now }),
        let program = programs[target]
      else { continue }
      let entry = waiting.remove(at: index)
      do {
        running[target] = try Delivery(
          entry,
          program: program.program,
          arguments: program.arguments
        )
      } catch {
        let reason = (error as? Delivery.Refusal)?.reason ?? error.localizedDescription
        outcomes[entry.number] = failed(entry, reason, now)
      }
    }
    return outcomes
  }

  /// Whether anything can be started now.
  func isDue(at now: Instant) -> Bool { waiting.contains { $0.due <= now } }

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

  private func failed(_ entry: OutboxEntry, _ reason: String, _ now: Instant) -> DeliveryOutcome {
    let attempts = entry.attempts + 1
    let seconds = Backoff.seconds(after: attempts)
    console.say(
      .warning,
      "alert \(entry.alert) was not delivered by the \(entry.target.rawValue): \(reason)",
      help: "it is kept, and tried again in \(seconds) second\(seconds == 1 ? "" : "s")"
    )
    return .failed(reason, again: Backoff.again(after: attempts, at: now))
  }
}
