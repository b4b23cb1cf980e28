import Evaluator
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Reporting
import RuleChecker

/// What a watch knows of a portfolio file, and how it finds out what changed.
///
/// Every look tells what differs from the last one that told anything, in this process or an earlier one. What is told
/// is written down in one transaction with how things stand, after it was printed: a watch that is killed in between
/// prints it again, and nothing is lost.
final class WatchLook {
  private let request: WatchRequest
  private var rulebook: CheckedRulebook
  private let targets: [OutboxEntry.Target]
  private let console: Console

  /// The number of the last alert.
  private var alerts: Int64 = 0
  private var world = WatchState()
  /// Those of which there is anything to keep.
  private var accounts: [String: WatchState] = [:]
  private(set) var takenFiles: Set<String> = []

  /// Whether something was looked at before, so that differences can be told.
  private var hasBegun = false
  /// What rules read when all accounts stood as they are known; nothing when all are to be looked at.
  private var readings: WatchReadings?
  /// The little of each account that tells what touches it.
  private var watched: [WatchedAccount] = []
  /// The state of the portfolio file that all this is of.
  private var expected: FileState?
  private var stamp: Inbox.Stamp?
  /// What was told and could not be written down yet.
  private var unsaved: WatchRecord?

  init(
    _ request: WatchRequest,
    _ rulebook: CheckedRulebook,
    _ targets: [OutboxEntry.Target],
    _ console: Console
  ) {
    self.request = request
    self.rulebook = rulebook
    self.targets = targets
    self.console = console
  }

  /// How many accounts there are for the rulebook.
  var accountCount: Int { watched.count }
  /// Whether somebody else wrote to the portfolio file.
  var isOutdated: Bool {
    readings == nil || expected == nil || Inbox.Stamp(of: request.portfolio) != stamp
  }

  /// Reads what earlier watches told, and looks at everything. The first watch of all tells nothing.
  func begin() throws {
    try PortfolioOpener.reporting { try PortfolioFile.prepareForWatch(request.portfolio) }
    let file = try PortfolioOpener.open(request.portfolio)
    try PortfolioOpener.reporting {
      takenFiles = try file.takenFiles()
      goOn(from: try file.watchMark(of: rulebook.name))
      try file.close()
    }
    try lookAtAll()
  }

  /// Goes by `other` rules from now on, and looks at everything. A rulebook of another name has a watch of its own.
  func use(_ other: CheckedRulebook) throws {
    try save()
    if other.name != rulebook.name {
      let file = try PortfolioOpener.open(request.portfolio)
      goOn(
        from: try PortfolioOpener.reporting {
          let mark = try file.watchMark(of: other.name)
          try file.close()
          return mark
        }
      )
    }
    rulebook = other
    try lookAtAll()
  }

  private func goOn(from mark: WatchMark?) {
    hasBegun = mark != nil
    alerts = mark?.alerts ?? 0
    world = mark.map { WatchState($0.world) } ?? WatchState()
    accounts = mark?.accounts.mapValues { WatchState($0) } ?? [:]
  }

  // MARK: Looking

  /// Looks at everything.
  ///
  /// - Parameter files: what was imported since the last look.
  func lookAtAll(after files: [WatchRecord.TakenFile] = []) throws {
    try save()
    readings = nil
    stamp = Inbox.Stamp(of: request.portfolio)
    let file = try PortfolioOpener.open(request.portfolio)
    let view = try view(of: file)
    var finding = Finding(at: view.header.asOf)
    var all: [WatchedAccount] = []
    try visit([], of: file, view) { account, journal in
      all.append(WatchedAccount(account, journal))
      finding.note(view.watched(account, journal), of: account.name, before: accounts, view)
    }
    try close(file)
    watched = all
    finding.note(world: view.watchedWorld(watched), before: world, view)
    finding.files = files
    try tell(finding, view)
    readings = view.readings
  }

  /// Looks at the world after news, and at the accounts that they can touch.
  ///
  /// - Parameters:
  ///   - files: what was imported.
  ///   - hasWritten: whether the file has anything new of it.
  func look(after files: [WatchRecord.TakenFile], hasWritten: Bool) throws {
    try save()
    let file = try PortfolioOpener.open(request.portfolio)
    let state = try PortfolioOpener.reporting { try file.state() }
    guard let known = readings, state == (hasWritten ? expected?.next : expected) else {
      try close(file)
      return try lookAtAll(after: files)
    }
    // Until all that is touched was looked at.
    readings = nil
    let view = try view(of: file)
    try close(file)
    var finding = Finding(at: view.header.asOf)
    finding.note(world: view.watchedWorld(watched), before: world, view)
    finding.files = files
    // First what the world alone tells: it need not wait for accounts.
    try tell(finding, view)
    let touched = view.touched(watched, by: view.changedRules(since: known))
    if !touched.isEmpty { try look(at: touched, view) }
    readings = view.readings
  }

  private func look(at touched: [String], _ view: WatchView) throws {
    let file = try PortfolioOpener.open(request.portfolio)
    guard try PortfolioOpener.reporting({ try file.state() }) == expected else {
      try close(file)
      return try lookAtAll()
    }
    var finding = Finding(at: view.header.asOf)
    try visit(touched, of: file, view) { account, journal in
      finding.note(view.watched(account, journal), of: account.name, before: accounts, view)
    }
    try close(file)
    try tell(finding, view)
  }

  private func view(of file: PortfolioFile) throws -> WatchView {
    let moment = Clock.now()
    return try PortfolioOpener.reporting {
      expected = try file.state()
      let needs = RulebookNeeds(rulebook)
      let market = try file.market(asOf: moment)
      let history = try file.quotes(at: needs.pastPrices(in: market, asOf: moment))
      return WatchView(
        Evaluation(
          rulebook: rulebook,
          market: market.adding(history: history),
          items: NewsMerge.merged(try file.revisions(asOf: moment), asOf: moment),
          acts: try file.acts(asOf: moment),
          calendar: try file.calendar(kinds: needs.calendarKinds, asOf: moment),
          asOf: moment,
          detail: .changes
        )
      )
    }
  }

  /// Calls `body` with the accounts of these names, or all, for which the rulebook is.
  private func visit(
    _ names: [String],
    of file: PortfolioFile,
    _ view: WatchView,
    _ body: (Account, Journal) throws -> Void
  ) throws {
    try PortfolioOpener.reporting {
      try file.forEachAccount(
        named: names,
        market: view.market,
        rulebook: rulebook.name,
        withCosts: RulebookNeeds(rulebook).readsCosts
      ) { account, journal in
        if view.covers(account) { try body(account, journal) }
      }
    }
  }

  private func close(_ file: PortfolioFile) throws {
    try PortfolioOpener.reporting { try file.close() }
  }

  // MARK: Telling

  /// Prints what changed and writes it down.
  private func tell(_ finding: Finding, _ view: WatchView) throws {
    let told = hasBegun ? finding.alerts(since: alerts, request, view) : []
    var output: [UInt8] = []
    let options = console.reportOptions(isVerbose: false)
    for alert in told { output += alert.bytes(request.format, options) }
    try console.write(&output)
    if let number = told.last?.number { alerts = number }
    if let state = finding.world { world = state }
    for (name, state) in finding.accounts {
      accounts[name] = state.entries.isEmpty ? nil : state
    }
    if !hasBegun || finding.isTelling {
      var record = WatchRecord(
        rulebook: view.header.rulebookName,
        rulebookHash: view.header.rulebookHash,
        at: finding.at,
        alerts: alerts
      )
      record.world = (hasBegun ? finding.world : world)?.rows
      record.accounts = finding.accounts.mapValues(\.rows)
      record.files = finding.files
      record.targets = targets
      if !targets.isEmpty {
        record.outbox = told.map {
          WatchRecord.Alert(id: $0.id, content: String(decoding: $0.json, as: UTF8.self))
        }
      }
      unsaved = record
    }
    hasBegun = true
    try save()
  }

  /// Writes down what was told.
  func save() throws {
    guard let record = unsaved else { return }
    let before = try PortfolioOpener.reporting {
      try PortfolioFile.record(record, in: request.portfolio)
    }
    unsaved = nil
    for file in record.files { takenFiles.insert(file.digest) }
    noteWriting(before)
  }

  /// Writes what became of deliveries.
  func record(_ outcomes: [Int64: DeliveryOutcome]) throws {
    if outcomes.isEmpty { return }
    noteWriting(
      try PortfolioOpener.reporting {
        try PortfolioFile.record(outcomes, at: Clock.now(), in: request.portfolio)
      }
    )
  }

  /// Makes due once more what the targets refused.
  func retryRefused() throws {
    for target in targets {
      noteWriting(
        try PortfolioOpener.reporting {
          try PortfolioFile.retryRefused(by: target, at: Clock.now(), in: request.portfolio)
        }
      )
    }
  }

  /// - Parameter before: the state that was found, before we wrote.
  private func noteWriting(_ before: FileState) {
    // What somebody else wrote is not known: then all is to be looked at again.
    expected = before == expected ? before.next : nil
    stamp = Inbox.Stamp(of: request.portfolio)
  }
}

// MARK: - What one look found

extension WatchLook {
  /// What one look found to differ from the one before.
  private struct Finding {
    let at: Instant
    /// Nothing where it stands as it stood.
    var world: WatchState?
    /// Those that changed.
    var accounts: [String: WatchState] = [:]
    var files: [WatchRecord.TakenFile] = []
    private var changes: [WatchChange: [String]] = [:]

    init(at: Instant) { self.at = at }

    var isTelling: Bool { world != nil || !accounts.isEmpty || !files.isEmpty }

    mutating func note(world state: WatchState, before: WatchState, _ view: WatchView) {
      if state.isSame(as: before) { return }
      world = state
      for change in state.changes(from: before, in: view.watchedNames) { changes[change] = [] }
    }

    mutating func note(
      _ state: WatchState?,
      of account: String,
      before: [String: WatchState],
      _ view: WatchView
    ) {
      let old = before[account] ?? WatchState()
      // What can't be computed is not known to have changed.
      guard let state, !state.isSame(as: old) else { return }
      accounts[account] = state
      for change in state.changes(from: old, in: view.watchedNames) {
        changes[change, default: []].append(account)
      }
    }

    func alerts(since last: Int64, _ request: WatchRequest, _ view: WatchView) -> [WatchAlert] {
      changes.sorted { $0.key < $1.key }.enumerated().map { index, change in
        let (key, names) = change
        let subject = key.subject
        let isCatalyst = key.kind == .catalystMoved
        return WatchAlert(
          number: last + Int64(index) + 1,
          at: at,
          portfolio: request.portfolio,
          rulebook: view.header.rulebookName,
          rulebookHash: view.header.rulebookHash,
          change: key,
          accounts: names.sorted(),
          rule: isCatalyst ? nil : view.ruleReport(of: subject),
          catalyst: isCatalyst ? view.catalystReport(of: subject) : nil
        )
      }
    }
  }
}

extension WatchState {
  fileprivate init(_ rows: [WatchRow]) {
    self.init(
      rows.compactMap { row in
        Kind(rawValue: row.kind).map { Entry($0, row.subject, row.value) }
      }
    )
  }

  fileprivate var rows: [WatchRow] {
    entries.map { WatchRow(kind: $0.kind.rawValue, subject: $0.subject, value: $0.value) }
  }
}
