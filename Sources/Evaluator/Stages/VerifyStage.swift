import Portfolio
import Quantities
import RuleChecker

/// Stage 8: recomputes the account from nothing but the market, the account and the change list, and says
/// which promises the list breaks. It shares no stage code, so a mistake there is caught here. What the
/// world and the rules say (`VerificationPremise`) is taken as given; all arithmetic is its own.
struct Verification {
  let rulebook: CheckedRulebook
  let market: Market
  let account: Account
  let journal: Journal
  let asOf: Instant
  let premise: VerificationPremise
  let changes: [Change]
  /// Instruments that any rule hedges with.
  let hedgeInstruments: Set<Int>

  init(
    rulebook: CheckedRulebook,
    market: Market,
    account: Account,
    journal: Journal,
    asOf: Instant,
    premise: VerificationPremise,
    changes: [Change]
  ) {
    self.rulebook = rulebook
    self.market = market
    self.account = account
    self.journal = journal
    self.asOf = asOf
    self.premise = premise
    self.changes = changes
    hedgeInstruments = Set(
      rulebook.rules.compactMap { rule in
        guard case .hedge(let hedge) = rule.action else { return nil }
        return market.indexBySymbol[hedge.instrument]
      }
    )
  }

  init(run: AccountRun, changes: [Change]) {
    self.init(
      rulebook: run.world.rulebook,
      market: run.world.market,
      account: run.account,
      journal: run.journal,
      asOf: run.world.asOf,
      premise: VerificationPremise(run: run),
      changes: changes
    )
  }

  /// Broken promises in words, in order of change, then of promise; empty for a good list.
  func brokenPromises() -> [String] {
    do throws(ArithmeticFailure) {
      let book = try VerifiedBook(self)
      var broken = try brokenByReductions(book)
      for trade in book.trades where trade.isIncrease {
        if let fault = try fault(ofIncrease: trade, book) { broken.append(fault) }
      }
      broken += try excessHedges(book)
      guard book.addsAnything else { return broken }
      guard let nav = book.nav, nav.units > 0 else {
        return broken + ["an increase without a net asset value"]
      }
      broken += try brokenCash(book, nav)
      for limit in rulebook.limits where limit.force != .advisory && speaks(limit.accounts) {
        broken += try brokenLimit(limit, book, nav)
      }
      return broken
    } catch {
      return ["an amount is out of range"]
    }
  }

  /// What reductions must keep by themselves, whatever is added: nothing can be withdrawn to mend it.
  func promisesBrokenByReductions() -> [String] {
    do throws(ArithmeticFailure) {
      return try brokenByReductions(try VerifiedBook(self))
    } catch {
      return ["an amount is out of range"]
    }
  }

  private func brokenByReductions(_ book: VerifiedBook) throws(ArithmeticFailure) -> [String] {
    var broken: [String] = book.unknownSymbols.map { "\($0) is not an instrument" }
    for trade in book.trades {
      if let fault = try fault(of: trade, book) { broken.append(fault) }
    }
    return broken
  }

  /// Whether a rule or limit `for accounts` speaks of this account.
  func speaks(_ tag: TagReference?) -> Bool {
    guard let tag else { return true }
    return account.tags.contains { $0.dimension == tag.dimension && $0.value == tag.value }
  }
}

/// What earlier stages decided and verification takes as given.
struct VerificationPremise {
  /// A rule, or a member of a `for each` rule, as stage 2 or 6 decided it.
  struct Decision {
    var rule: Rule
    var member: Int?
    var state: RuleReport.State
  }

  /// The bounds of stage 3 on one instrument, on |quantity|.
  struct Bounds {
    var lower: Ratio?
    var upper: Ratio?
  }

  var decisions: [Decision]
  /// What was withheld, by subject and code.
  var blocked: [Blocked]
  var bounds: [Int: Bounds]
  /// Keys of hedge rules that go by beta, and hedge instruments that stay as they are.
  var hedgesByBeta: Set<String>
  var undecidedHedges: Set<Int>
}

extension VerificationPremise {
  init(run: AccountRun) {
    decisions = run.firings.map { firing in
      let plan = run.plans[firing.plan]
      return Decision(rule: plan.rule, member: plan.member, state: firing.state)
    }
    blocked = run.blocked
    bounds = [:]
    for line in run.lines where line.lower != nil || line.upper != nil {
      bounds[line.instrument] = Bounds(lower: line.lower?.quantity, upper: line.upper?.quantity)
    }
    hedgesByBeta = []
    undecidedHedges = []
    for job in run.hedges {
      for part in job.parts where part.isByBeta { hedgesByBeta.insert(run.plans[part.plan].key) }
      if job.isUndecided { undecidedHedges.insert(run.lines[job.line].instrument) }
    }
  }
}

extension Change {
  var isIncrease: Bool {
    switch action {
    case .buy, .short: true
    case .sell, .cover, .convert: false
    }
  }
}
