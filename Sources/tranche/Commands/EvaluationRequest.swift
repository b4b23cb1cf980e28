import Evaluator
import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Reporting
import RuleChecker

/// What one `tranche evaluate` is asked for.
struct EvaluationRequest: Equatable {
  var portfolio: String
  var rules: String
  var news: [String] = []
  var page = PageFacts()
  /// In the words of rules.
  var assumptions: [String] = []
  /// Nothing for now.
  var asOf: Instant?
  /// None for all.
  var accounts: [String] = []
  /// What is asked for beside the rulebook.
  var terms = TradingTerms.unrestricted
  var format = ProposalFormat.table
  var isVerbose = false
  /// Nothing when no orders are wanted.
  var orders: OrdersDestination?
  /// How many threads evaluate; nothing for as many as there are cores.
  var jobs: Int?

  func run() throws {
    let console = Console.standard
    let read = try read(console)
    // The program ends with this run: to take the world apart piece by piece would only make it later.
    _ = Unmanaged.passRetained(KeptToTheEnd(read))
    let writer = format.writer(console.reportOptions(isVerbose: isVerbose))
    var output = ProposalOutput(writer, read.header, console: console)
    if read.isIncomplete { output.askForPerson() }
    var sheet = orders.map { OrderSheet($0, at: read.header.asOf) }
    let parts = try read.parts()
    var progress = ProgressLine(total: parts.accounts)
    try OrderedWork.run(
      count: parts.list.count,
      workers: try workers(for: parts.list, read, writer)
    ) { part in
      for account in part.skipped {
        progress.clear()
        read.noteSkipped(account, console)
      }
      sheet?.take(part.orders)
      try output.write(part)
      progress.show(output.accounts)
    }
    progress.clear()
    try output.end { try sheet?.write(console) }
  }

  /// One for each thread; the first reads through the file that is open already. Nobody can write to the file
  /// while it is open, so all see the same state.
  private func workers(
    for parts: [AccountPart],
    _ read: EvaluationInputs,
    _ writer: any ProposalWriter
  ) throws -> [OrderedWork<EvaluatedPart>.Worker] {
    let plain =
      format == .csv && orders == nil && parts.count > 1
      ? PlainRulebook(read.evaluation).map { ($0, PlainCSV($0, read.evaluation.market)) } : nil
    let wanted = min(jobs ?? ProcessInfo.processInfo.activeProcessorCount, parts.count)
    return try (0..<max(wanted, 1)).map { number in
      let evaluator = PartEvaluator(
        evaluation: read.evaluation,
        stream: try read.accounts(from: try file(number, of: read)),
        detail: format.detail(isVerbose: isVerbose),
        writer: writer,
        wantsOrders: orders != nil,
        plain: plain
      )
      return { part in try evaluator.evaluate(parts[part]) }
    }
  }

  /// The file that is open already for the first thread, for each other one of its own.
  private func file(_ number: Int, of read: EvaluationInputs) throws -> PortfolioFile {
    switch number {
    case 0: read.file
    case 1: try read.second?.file ?? PortfolioOpener.open(portfolio)
    default: try PortfolioOpener.open(portfolio)
    }
  }

  /// Everything that is read before the first account.
  func read(_ console: Console) throws -> EvaluationInputs {
    try read(
      console,
      { try RulebookLoader(console: console).load(rules) },
      at: asOf ?? Clock.now(),
      from: { try PortfolioOpener.open(portfolio) },
      news: { try NewsLoader(console: console, page: page).load(news) }
    )
  }

  /// The same as a run of the past read it; nothing is read but the portfolio file.
  ///
  /// - Parameter file: as the run read it.
  func read(
    _ console: Console,
    as past: RecordedRun,
    from file: PortfolioFile
  ) throws -> EvaluationInputs {
    let newsFiles = news + [page.ownersFile].compactMap { $0 }
    let kept = past.documents.filter { newsFiles.contains($0.name) }
    let rules = past.documents.filter { !newsFiles.contains($0.name) }
    return try read(
      console,
      { try RulebookLoader(console: console).load(rules) },
      at: past.at,
      from: { file },
      news: { try NewsLoader(console: console, page: page).load(kept) }
    )
  }

  private func read(
    _ console: Console,
    _ checked: () throws -> CheckedRulebook,
    at moment: Instant,
    from open: @escaping () throws -> PortfolioFile,
    news load: () throws -> NewsLoader.News
  ) throws -> EvaluationInputs {
    // What is wrong with the rulebook is said first, though a large file is read while it is checked. For a
    // small one a thread would cost more than it saves.
    let isLarge = PortfolioFile.size(at: portfolio) > 1_000_000
    let isOnThread = isLarge && jobs != 1
    let reading = Ahead(isOnThread: isOnThread) { _ in
      let file = try open()
      return try PortfolioOpener.reporting {
        (file, try file.market(asOf: moment), try file.revisions(asOf: moment))
      }
    }
    let accountsAhead =
      isOnThread && accounts.isEmpty && format == .csv ? AccountsAhead.reading(portfolio) : nil
    let rulebook = try checked()
    let assumed = try AssumptionLoader(assumptions, rulebook, console: console)
    let (file, market, revisions) = try reading.value()
    let news = try load()
    let needs = RulebookNeeds(rulebook)
    let evaluation = try PortfolioOpener.reporting {
      let history = try file.quotes(at: needs.pastPrices(in: market, asOf: moment))
      return Evaluation(
        rulebook: rulebook,
        market: market.adding(history: history),
        items: NewsMerge.merged(
          news.items.isEmpty ? revisions : revisions + news.items,
          asOf: moment
        ),
        acts: try file.acts(asOf: moment),
        calendar: try file.calendar(kinds: needs.calendarKinds, asOf: moment),
        asOf: moment,
        assumptions: assumed.assumptions,
        terms: terms,
        detail: format.detail(isVerbose: isVerbose)
      )
    }
    try assumed.check(with: evaluation)
    return EvaluationInputs(
      rulebook: rulebook,
      file: file,
      second: try accountsAhead?.value(),
      evaluation: evaluation,
      accounts: accounts,
      news: news
    )
  }
}

private final class KeptToTheEnd {
  private let read: EvaluationInputs

  init(_ read: EvaluationInputs) { self.read = read }
}

/// What a command that evaluates works on: the world settled, the accounts still to be read.
struct EvaluationInputs {
  let rulebook: CheckedRulebook
  let file: PortfolioFile
  /// What was read of the accounts meanwhile.
  let second: AccountsAhead?
  let evaluation: Evaluation
  /// None for all.
  let accounts: [String]
  /// Beside that of the portfolio file.
  let news: NewsLoader.News

  /// Whether some of the news could not be read.
  var isIncomplete: Bool { news.isIncomplete }

  /// What the run says whatever the account, with the accounts that were asked for.
  var header: ProposalHeader {
    var header = evaluation.header
    header.accounts = Set(accounts).sorted()
    return header
  }

  /// Calls `body` for each account that the rulebook is for, one at a time, and `skip` for the others.
  func forEachAccount(
    orSkip skip: (Account) -> Void = { _ in },
    _ body: (Account, Journal) throws -> Void
  ) throws {
    try forEachAccount(named: accounts) { account, journal in
      guard evaluation.covers(account) else { return skip(account) }
      try body(account, journal)
    }
  }

  /// Calls `body` for each account of the file, asked for or not, one at a time.
  func forEachAccountOfFile(_ body: (Account, Journal) throws -> Void) throws {
    try forEachAccount(named: [], body)
  }

  /// Whether an account of the file is one that is evaluated.
  func isAsked(_ account: Account) -> Bool {
    (accounts.isEmpty || accounts.contains(account.name)) && evaluation.covers(account)
  }

  /// Says that an account is not the rulebook's business.
  func noteSkipped(_ account: Account, _ console: Console) {
    guard let tag = rulebook.accounts else { return }
    console.say(
      .note,
      "account `\(account.name)` is left out: the rulebook is for accounts tagged "
        + "\(tag.dimension):\(tag.value)",
      help: "tag the account, or use another rulebook"
    )
  }

  /// - Throws: wrong usage, unless exactly one account is asked for.
  func requireOneAccount() throws {
    let names = accounts.isEmpty ? try PortfolioOpener.reporting(file.accountNames) : accounts
    if Set(names).count <= 1 { return }
    throw CommandFailure(
      .wrongUsage,
      "new money goes to one account, and there are \(Set(names).count)",
      help: "name one, such as `--account \(names.min() ?? "")`"
    )
  }

  private func forEachAccount(
    named names: [String],
    _ body: (Account, Journal) throws -> Void
  ) throws {
    let stream = try accounts(from: file)
    try PortfolioOpener.reporting { try stream.forEach(named: names, body: body) }
  }

  /// The accounts of the portfolio file, read through `file`.
  func accounts(from file: PortfolioFile) throws -> AccountStream {
    try PortfolioOpener.reporting {
      try file.accounts(
        market: evaluation.market,
        rulebook: rulebook.name,
        withCosts: RulebookNeeds(rulebook).readsCosts,
        ahead: second?.holdings
      )
    }
  }

  /// What the threads of a run work on, and how many accounts there are in all.
  func parts() throws -> (list: [AccountPart], accounts: Int) {
    if !accounts.isEmpty { return ([.named(accounts)], accounts.count) }
    let (ranges, count) =
      try second?.ranges
      ?? PortfolioOpener.reporting { try file.accountRanges(of: AccountPart.size) }
    return (ranges.map { .between($0.0, $0.1) }, count)
  }
}
