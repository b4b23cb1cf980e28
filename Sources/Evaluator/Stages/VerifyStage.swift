import Portfolio
import Quantities
import RuleChecker

/// Stage 8: recomputes the account from nothing but the market, the account and the change list, and says
/// which promises the list breaks. It shares no stage code, so a mistake there is caught here. What the
/// world and the rules say (`VerificationPremise`) is taken as given; all arithmetic is its own.
struct Verification {
  let world: VerifiedWorld
  let account: Account
  let journal: Journal
  let premise: VerificationPremise
  let changes: [Change]
  let rates: VerifiedMarket

  var rulebook: CheckedRulebook { world.rulebook }
  var market: Market { world.market }
  var asOf: Instant { world.asOf }

  init(
    world: VerifiedWorld,
    account: Account,
    journal: Journal,
    premise: VerificationPremise,
    changes: [Change]
  ) {
    self.world = world
    self.account = account
    self.journal = journal
    self.premise = premise
    self.changes = changes
    rates = world.market(from: account.baseCurrency)
  }

  init(run: AccountRun, changes: [Change]) {
    self.init(
      world: run.world.verified,
      account: run.account,
      journal: run.journal,
      premise: VerificationPremise(run: run, changes: changes),
      changes: changes
    )
  }

  /// Broken promises in words, in order of change, then of promise; empty for a good list.
  func brokenPromises() -> [String] {
    if changes.isEmpty && !holdsHedges { return [] }
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
      for entry in world.limits where speaks(entry.limit.accounts) {
        broken += try brokenLimit(entry, book, nav)
      }
      return broken
    } catch {
      return ["an amount is out of range"]
    }
  }

  /// Where nothing changes, only a hedge that should come off can break a promise.
  private var holdsHedges: Bool {
    func isHedge(_ index: Int) -> Bool {
      world.instruments.indices.contains(index) && world.instruments[index].isHedge
    }
    return account.positions.contains { isHedge($0.instrument) }
      || journal.pending.keys.contains(where: isHedge)
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
  /// Of decisions and bounds, those that `changes` and what they leave are judged by.
  init(run: AccountRun, changes: [Change]) {
    blocked = run.blocked
    let subjects = blocked.filter { $0.code == "undecided_rule" || $0.code == "undecided_exit" }
      .map(\.subject)
    decisions = []
    let plans = run.plans
    for index in run.firings.indices {
      let (plan, state) = (plans[run.firings[index].plan], run.firings[index].state)
      guard plan.isJudgedBy(state) || subjects.contains(plan.key) else { continue }
      decisions.append(Decision(rule: plan.rule, member: plan.member, state: state))
    }
    bounds = [:]
    for change in changes {
      guard let instrument = run.market.indexBySymbol[change.symbol],
        let index = run.line(of: instrument)
      else { continue }
      let (lower, upper) = (run.lines[index].lower?.quantity, run.lines[index].upper?.quantity)
      if lower == nil && upper == nil { continue }
      bounds[instrument] = Bounds(lower: lower, upper: upper)
    }
    hedgesByBeta = []
    undecidedHedges = []
    for job in run.hedges {
      for part in job.parts where part.isByBeta { hedgesByBeta.insert(plans[part.plan].key) }
      if job.isUndecided { undecidedHedges.insert(run.lines[job.line].instrument) }
    }
  }
}

extension RulePlan {
  /// Whether verification asks for the rule though it guards nothing: a freeze in force, and any hedge.
  fileprivate func isJudgedBy(_ state: RuleReport.State) -> Bool {
    switch rule.action {
    case .freeze: state == .fires
    case .hedge: true
    case .build, .hold, .trim, .review: false
    }
  }
}

extension Change {
  var isIncrease: Bool { action.isIncrease }
}

extension Change.Action {
  var isIncrease: Bool {
    switch self {
    case .buy, .short: true
    case .sell, .cover, .convert: false
    }
  }
}
