import Evaluator
import Reporting

/// Where a rebalance goes: standard output, and the files that were asked for. Files take their names once
/// everything is in them.
struct RebalanceOutputs {
  private let console: Console
  private let writer: any RebalanceWriter
  private let page = RebalancePage()
  private var saved: ProposalText?
  private let html: NewFile?
  private let save: NewFile?
  private var header: ProposalHeader?
  private var verdict = ProposalVerdict()
  private var isFirst = true
  private var buffer: [UInt8] = []

  /// - Throws: when a file can't be written where it is wanted, before anything is computed.
  init(
    console: Console,
    writer: any RebalanceWriter,
    html: String?,
    save: String?
  ) throws {
    self.console = console
    self.writer = writer
    self.html = try html.map { try NewFile($0) }
    self.save = try save.map { try NewFile($0) }
  }

  mutating func askForPerson() { verdict.askForPerson() }

  mutating func begin(_ header: ProposalHeader) throws {
    self.header = header
    verdict.note(header)
    writer.begin(header, into: &buffer)
    try console.write(&buffer)
    if let html {
      page.begin(header, into: &buffer)
      try html.write(&buffer)
    }
    if let save {
      saved = ProposalText(ProposalFormat.json.writer(), header, into: &buffer)
      try save.write(&buffer)
    }
  }

  mutating func write(_ rebalance: Rebalance) throws {
    guard let header else { return }
    verdict.note(rebalance.proposal)
    writer.account(rebalance, header, isFirst: isFirst, into: &buffer)
    try console.write(&buffer)
    if let html {
      page.account(rebalance, header, isFirst: isFirst, into: &buffer)
      try html.write(&buffer)
    }
    if let save {
      saved?.append(rebalance.proposal, into: &buffer)
      try save.write(&buffer)
    }
    isFirst = false
  }

  /// Ends what is written, then does what else is asked for unless the proposal is faulty.
  ///
  /// - Throws: as `ProposalVerdict.end`.
  mutating func end(then more: () throws -> Void = {}) throws {
    writer.end(into: &buffer)
    try console.write(&buffer)
    if let html {
      page.end(into: &buffer)
      try html.write(&buffer)
      try html.keep()
    }
    if let save {
      saved?.end(into: &buffer)
      try save.write(&buffer)
      try save.keep()
    }
    if isFirst {
      console.say(.note, "no account was evaluated", help: "look with `tranche portfolio show`")
    }
    try verdict.end(then: more)
  }
}
