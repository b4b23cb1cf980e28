import Evaluator
import Portfolio
import Quantities
import RuleChecker
import RuleSyntax

/// One test on its way: what is known, what became of the account, and what failed so far.
struct TestCourse {
  private let rulebook: CheckedRulebook
  private let test: RuleTest
  private let portfolios: any TestPortfolios
  private var outcome: TestOutcome
  private var stage: Stage?
  /// The last run's proposal, until it is applied.
  private var proposed: AccountProposal?
  private var hasRun = false

  /// What runs and steps work on.
  private struct Stage {
    var facts: KnownFacts
    var history: AccountHistory
    /// Of the last run; before one, of nothing.
    var market: Market
  }

  init(_ rulebook: CheckedRulebook, _ test: RuleTest, _ portfolios: any TestPortfolios) {
    self.rulebook = TestNews.prepared(rulebook)
    self.test = test
    self.portfolios = portfolios
    outcome = TestOutcome(name: test.name, nameSpan: test.nameSpan, span: test.span)
  }

  /// Goes through the entries in order. A fault ends the test where it is.
  mutating func run(noting coverage: inout Coverage) -> TestOutcome {
    var place = test.nameSpan
    do throws(TestFault) {
      var stage = try begin()
      for entry in test.entries {
        place = entry.span
        switch entry {
        case .fact(let fact): try learn(fact, &stage)
        case .run(let run): try evaluate(run, &stage, &coverage)
        case .between(let step): try take(step, &stage)
        }
      }
    } catch {
      outcome.failures.append(
        TestFailure(
          kind: .fault,
          span: error.span ?? place,
          expected: "",
          actual: error.message,
          help: error.help
        )
      )
    }
    return outcome
  }

  // MARK: The beginning

  private func begin() throws(TestFault) -> Stage {
    let opened = try openPortfolio()
    let known = try opened?.portfolio.contents(at: test.firstMoment).market
    let instruments = try TestInstruments(
      test,
      known: known?.instruments ?? [],
      currency: opened?.account.account.baseCurrency
    )
    let facts = KnownFacts(rulebook, instruments, opened?.portfolio)
    let market = try facts.market(at: test.firstMoment)
    if let opened, let known {
      var history = opened.account
      history.changeSymbol(of: "", to: "", from: known, to: market)
      return Stage(facts: facts, history: history, market: market)
    }
    let account = TestAccount(test, instruments, market, rulebook.accounts)
    return try exactly { () throws(ArithmeticFailure) in
      Stage(facts: facts, history: try AccountHistory(of: try account.account()), market: market)
    }
  }

  /// The one account of the portfolio file that the test names, if it names one.
  private func openPortfolio() throws(TestFault)
    -> (portfolio: any TestPortfolio, account: AccountHistory)?
  {
    var found: (portfolio: any TestPortfolio, account: AccountHistory)?
    for entry in test.entries {
      guard case .fact(let fact) = entry, case .portfolio(let path) = fact.kind else { continue }
      if found != nil {
        throw TestFault("a second portfolio", help: "a test begins with one", span: fact.span)
      }
      let file = rulebook.files.first { $0.index == fact.span.file }?.path ?? ""
      do throws(TestFault) {
        let portfolio = try portfolios.open(path, besides: file)
        let accounts = try portfolio.accounts().filter { covers($0.account) }
        guard let account = accounts.first, accounts.count == 1 else {
          throw TestFault(
            "`\(path)` has \(accounts.count) accounts that the rulebook is for",
            help: "a test is about one account"
          )
        }
        found = (portfolio, account)
      } catch {
        throw TestFault(error.message, help: error.help, span: error.span ?? fact.span)
      }
    }
    return found
  }

  private func covers(_ account: Account) -> Bool {
    guard let tag = rulebook.accounts else { return true }
    return account.tags.contains(Tag(dimension: tag.dimension, value: tag.value))
  }

  // MARK: Entries

  private func learn(_ fact: TestFact, _ stage: inout Stage) throws(TestFault) {
    if hasRun, case .account(let facts) = fact.kind,
      let late = facts.first(where: { $0.kind.isOfAccount })
    {
      throw TestFault(
        "`cash`, `holds` and a tag of the account stand before the first `as of`",
        help: "later, `buy SYMBOL n by hand` and the like change what is held",
        span: late.span
      )
    }
    if stage.facts.portfolio != nil, case .account(let facts) = fact.kind,
      let own = facts.first(where: { $0.kind.isOfAccount })
    {
      throw TestFault(
        "the account is the one of the portfolio file",
        help: "take `cash`, `holds` and its tags away, or the portfolio",
        span: own.span
      )
    }
    try stage.facts.learn(fact)
  }

  private mutating func evaluate(
    _ run: TestRun,
    _ stage: inout Stage,
    _ coverage: inout Coverage
  ) throws(TestFault) {
    stage.market = try stage.facts.market(at: run.asOf)
    let world = try stage.facts.evaluation(at: run.asOf)
    let evaluation = Evaluation(
      rulebook: rulebook,
      market: stage.market,
      items: world.items,
      acts: world.acts,
      calendar: try stage.facts.calendar(at: run.asOf),
      asOf: run.asOf
    )
    let history = stage.history
    let name = rulebook.name
    let journal = try exactly { () throws(ArithmeticFailure) in try history.journal(of: name) }
    let explanation = evaluation.explain(history.account, journal: journal)
    coverage.note(explanation)
    let examination = Examination(
      rulebook: rulebook,
      market: stage.market,
      held: Set(history.account.positions.map(\.instrument)),
      explanation: explanation
    )
    let comparison = RunComparison(run: run, examination: examination)
    outcome.expectations += run.expectations.count
    outcome.failures += comparison.failures()
    proposed = explanation.proposal
    hasRun = true
  }

  /// `fill` and `cancel` right behind a run send its orders first.
  private mutating func take(_ step: TestStep, _ stage: inout Stage) throws(TestFault) {
    switch step.kind {
    case .apply: try apply(&stage, isAsked: true)
    case .fill(let share, let leavesOpen):
      try apply(&stage, isAsked: false)
      try change(&stage) { history throws(ArithmeticFailure) in
        try history.fill(share, leavingOpen: leavesOpen)
      }
    case .cancel:
      try apply(&stage, isAsked: false)
      try change(&stage) { history throws(ArithmeticFailure) in try history.cancel() }
    case .byHand(let symbol, let quantity):
      let index = try place(of: symbol, stage)
      let market = stage.market
      try change(&stage) { history throws(ArithmeticFailure) in
        try history.tradeByHand(index, quantity, in: market)
      }
    case .split(let symbol, let new, let old):
      var next = stage
      let index = try place(of: symbol, stage)
      try exactly { () throws(ArithmeticFailure) in
        try next.history.split(index, into: new, for: old)
        try next.facts.split(symbol, new, for: old)
        let ratio = try Ratio(Int128(new), over: Int128(old))
        let quote = try next.market.quotes[index]?.split(by: ratio)
        next.market = next.market.replacing(quotes: quote.map { [symbol: $0] } ?? [:])
      }
      stage = next
    }
  }

  private mutating func apply(_ stage: inout Stage, isAsked: Bool) throws(TestFault) {
    guard hasRun else {
      throw TestFault("nothing was evaluated yet", help: "write `as of DATE { … }` before it")
    }
    guard let run = proposed?.run else {
      if isAsked, proposed == nil {
        throw TestFault("the last run is applied already", help: "take this `apply` away")
      }
      return
    }
    try change(&stage) { history throws(ArithmeticFailure) in try history.apply(run) }
    proposed = nil
  }

  private func place(of symbol: String, _ stage: Stage) throws(TestFault) -> Int {
    guard let index = stage.market.indexBySymbol[symbol] else {
      throw TestFault(
        "the account knows no `\(symbol)`",
        help: "give it a price: `price \(symbol) 100 USD` in `account { … }`"
      )
    }
    return index
  }

  private func change(
    _ stage: inout Stage,
    _ body: (inout AccountHistory) throws(ArithmeticFailure) -> Void
  ) throws(TestFault) {
    var history = stage.history
    try exactly { () throws(ArithmeticFailure) in try body(&history) }
    stage.history = history
  }
}

/// Runs exact arithmetic; what does not fit ends the test.
func exactly<Result>(
  _ body: () throws(ArithmeticFailure) -> Result
) throws(TestFault) -> Result {
  do throws(ArithmeticFailure) {
    return try body()
  } catch {
    throw TestFault(
      "an amount is too large to be computed exactly",
      help: "look for a wrong price, quantity, multiplier or rate"
    )
  }
}
