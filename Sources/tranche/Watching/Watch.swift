import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import RuleChecker

/// `tranche watch`, from its start to its end: waits, takes files, looks, delivers.
struct Watch {
  private var request: WatchRequest
  private let console: Console
  private let look: WatchLook
  private var inbox: Inbox
  private var outbox: Outbox
  private let alarm: Alarm
  private var sources: WatchedSources
  /// Names of files that are said to be whole and were not looked at yet.
  private var told: Set<String> = []
  /// What is to be gone by, and is not yet.
  private var renewed: CheckedRulebook?
  /// What was wrong in files of the inbox.
  private var mistakes = 0
  private var nextLook = ContinuousClock.now
  /// After a failure nothing is tried before.
  private var patience = ContinuousClock.now
  /// The failure that was said last, which is not said again and again.
  private var failure: String?

  init(_ request: WatchRequest, _ console: Console) throws {
    self.request = request
    self.console = console
    sources = WatchedSources(rules: request.rules, owners: request.page.ownersFile)
    let rulebook = try RulebookLoader(console: console).load(request.rules)
    outbox = Outbox(request, console)
    look = WatchLook(request, rulebook, outbox.targets, console)
    inbox = Inbox(path: request.inbox)
    // Told from here on, so that nothing is missed between the first look at the folder and the next.
    alarm = Alarm(inbox: request.inbox)
  }

  func run() throws {
    var watch = self
    try watch.begin()
    if request.isOnce { try watch.runOnce() } else { try watch.runOn() }
  }

  private mutating func begin() throws {
    try inbox.requireFolder()
    try look.begin()
    try beginOutbox()
    nextLook = ContinuousClock.now + .seconds(request.secondsBetweenLooks)
    if request.isOnce { return }
    let count = look.accountCount
    console.say(
      .note,
      "watching `\(DisplayText.clean(request.inbox, limit: 200))` for \(count) account\(count == 1 ? "" : "s") of "
        + "`\(DisplayText.clean(request.portfolio, limit: 200))`",
      help: ""
    )
  }

  // MARK: On and on

  private mutating func runOn() throws {
    while !Signals.isStopped {
      if ContinuousClock.now >= patience { try step() }
      told.formUnion(alarm.wait(outbox.isBusy ? 20 : Alarm.pause))
    }
    try? look.record(outbox.stop())
    try? look.save()
  }

  /// Does what there is to do. A failure is said and tried again after a second.
  private mutating func step() throws {
    do {
      try renew()
      if !sources.isSettling { try takeFiles() }
      if !sources.isSettling, look.isOutdated || ContinuousClock.now >= nextLook {
        nextLook = ContinuousClock.now + .seconds(request.secondsBetweenLooks)
        try look.lookAtAll()
        try loadOutbox()
      }
      try deliver()
      failure = nil
    } catch let found as CommandFailure where found.status != .clean {
      if found.message != failure { console.report(found) }
      failure = found.message
      patience = ContinuousClock.now + .seconds(1)
    }
  }

  // MARK: Once

  /// Files that stand still are taken, the others are left for another time.
  private mutating func runOnce() throws {
    try takeFiles()
    if inbox.isSettling {
      usleep(UInt32(Inbox.settling / 1000) + 50_000)
      try takeFiles()
    }
    if inbox.isSettling {
      console.say(.note, "some files are still being written", help: "they are taken next time")
    }
    try look.save()
    try deliver()
    while outbox.isBusy || outbox.isDue(at: Clock.now()), !Signals.isStopped {
      usleep(10_000)
      try deliver()
    }
    if mistakes > 0 {
      throw CommandFailure(
        .badInput,
        mistakes == 1
          ? "1 item was left out or does not count"
          : "\(mistakes) items were left out or do not count",
        help: "the rest was taken, and is not taken twice"
      )
    }
    let count = outbox.count + outbox.refusedCount
    if count > 0 {
      throw CommandFailure(
        .readingOrWritingFailed,
        "\(count) alert\(count == 1 ? " was" : "s were") not delivered",
        help: outbox.count == 0
          ? "they are kept in `\(request.portfolio)`, and not tried again without --retry-refused"
          : "they are kept in `\(request.portfolio)`, and tried again by the next watch"
      )
    }
  }

  // MARK: Rules and owners

  /// Goes by changed files of the rulebook, and by a changed table of owners, once they stand still. Those with mistakes
  /// are not gone by: the mistakes are said, once, and what was read before stays.
  private mutating func renew() throws {
    if !request.isOnce, sources.look() {
      let changed = sources.take()
      if changed.rules, let rulebook = readRulebook() { renewed = rulebook }
      if changed.owners { readOwners() }
    }
    guard let rulebook = renewed else { return }
    try look.use(rulebook)
    renewed = nil
    try loadOutbox()
  }

  private func readRulebook() -> CheckedRulebook? {
    do {
      let rulebook = try RulebookLoader(console: console).load(request.rules)
      console.say(.note, "the rules were read anew", help: "")
      return rulebook
    } catch {
      if let failure = error as? CommandFailure { console.report(failure) }
      console.say(
        .warning,
        "the changed rules can't be used: the watch goes on with those from before",
        help: "mend them; they are read again when they change"
      )
      return nil
    }
  }

  private mutating func readOwners() {
    var page = request.page
    page.owners = .standard
    do {
      if try OwnersLoader(console: console).load(into: &page) == 0 {
        request.page = page
        return
      }
    } catch {
      if let failure = error as? CommandFailure { console.report(failure) }
    }
    console.say(
      .warning,
      "the changed table of owners can't be used: the watch goes on with the one from before",
      help: "mend it; it is read again when it changes"
    )
  }

  // MARK: Files

  private mutating func takeFiles() throws {
    let names = try inbox.whole(at: Watch.now, told: told)
    told = []
    for name in names {
      if Signals.isStopped { return }
      try renew()
      // The others stand still, and are taken after.
      if sources.isSettling { return }
      try take(name)
    }
  }

  private mutating func take(_ name: String) throws {
    let work = InboxImport(request: request, console: console)
    let result: InboxImport.Result?
    do {
      result = try work.take(name, known: look.takenFiles)
    } catch let found as CommandFailure where found.status == .noSuchFile {
      // Somebody took it away.
      return
    } catch let found as CommandFailure where found.status == .badInput {
      // Too large, or a folder by now: not looked at again until it changes.
      console.report(found)
      mistakes += 1
      inbox.take(name)
      return
    }
    inbox.take(name)
    guard let result else { return }
    mistakes += result.file.mistakes
    try look.look(after: [result.file], hasWritten: result.hasWritten)
    try loadOutbox()
    try deliver()
  }

  // MARK: Deliveries

  private mutating func beginOutbox() throws {
    if request.retriesRefused { try look.retryRefused() }
    try loadOutbox()
    if request.retriesRefused || request.isOnce || outbox.targets.isEmpty { return }
    let file = try PortfolioOpener.open(request.portfolio)
    let count = try PortfolioOpener.reporting {
      let counts = try outbox.targets.map { try file.refusedCount(by: $0) }
      try file.close()
      return counts.reduce(0, +)
    }
    if count == 0 { return }
    console.say(
      .note,
      "\(count) alert\(count == 1 ? " was" : "s were") refused before, and kept",
      help: "--retry-refused sends them once more"
    )
  }

  private mutating func loadOutbox() throws {
    if outbox.targets.isEmpty { return }
    let file = try PortfolioOpener.open(request.portfolio)
    try PortfolioOpener.reporting {
      try outbox.load(from: file)
      try file.close()
    }
  }

  private mutating func deliver() throws {
    let now = Clock.now()
    var outcomes = outbox.ended(at: now)
    outcomes.merge(outbox.start(at: now)) { $1 }
    if outcomes.isEmpty { return }
    try look.record(outcomes)
    try loadOutbox()
  }

  /// Nanoseconds since 1970, by the clock that files are stamped with.
  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
