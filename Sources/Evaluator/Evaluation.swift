public import Portfolio
public import Quantities
public import RuleChecker

/// One run of a rulebook at one moment: facts about the world are settled once, then accounts are
/// evaluated one by one, each alone, in any order and on any thread.
///
/// A pure function of its inputs: no clock, no file, no randomness.
public struct Evaluation: Sendable {
  /// What the run says whatever the account.
  public let header: ProposalHeader
  let world: WorldFacts
  let rules: RulePlans
  var plans: [RulePlan] { rules.all }

  /// Settles what depends on the world alone. `items`, `acts` and the events of `calendar` may be in any
  /// order; those not yet available at `asOf` do not count. `assumptions` hold at `asOf` instead of what
  /// is so; replay reads the past as it was. `terms` are what a person asks for beside the rulebook.
  /// Without full `detail` the header says no more than what was evaluated, and its notices.
  public init(
    rulebook: CheckedRulebook,
    market: Market,
    items: [Item],
    acts: [CatalystAct],
    calendar: [CalendarEvent] = [],
    asOf: Instant,
    assumptions: [Assumption] = [],
    terms: TradingTerms = .unrestricted,
    detail: ProposalDetail = .full
  ) {
    // Order never matters, whoever made the rulebook.
    var rulebook = rulebook
    rulebook.rules.sort { $0.name < $1.name }
    if let limit = terms.limit { rulebook.limits.append(limit) }
    rulebook.limits.sort { $0.name < $1.name }
    var world = WorldFacts(
      rulebook: rulebook,
      market: market.assuming(assumptions, at: asOf),
      items: items,
      acts: acts,
      calendar: calendar,
      asOf: asOf,
      assumed: AssumedFacts(assumptions)
    )
    for rule in rulebook.rules {
      let members: [Int?] =
        rule.forEach.map {
          world.sets.members(of: $0.set) { _ in true }.map { $0 }
        } ?? [nil]
      for member in members {
        for expression in rule.expressions { world.keep(readsOf: expression, member: member) }
      }
    }
    for index in rulebook.catalysts.indices where rulebook.catalysts[index].forEach == nil {
      world.keep(standingOf: CatalystReference(catalyst: index), member: nil)
    }
    self.world = world
    rules = RulePlans(world: world)
    header = HeaderWriter(
      world: world,
      plans: rules.all,
      items: items,
      acts: acts,
      calendar: calendar,
      assumptions: AssumedFact.all(assumptions, in: rulebook),
      terms: terms
    ).header(detail)
  }

  /// The same run in another world of the same past; the header stays what it was.
  init(_ base: Evaluation, in world: WorldFacts, plans: [RulePlan]) {
    header = base.header
    self.world = world
    rules = RulePlans(plans, world: world)
  }

  /// What `account` should do. Never throws and never traps: what can't be computed blocks the account
  /// with the reason.
  public func propose(
    for account: Account,
    journal: Journal,
    detail: ProposalDetail = .full
  ) -> AccountProposal {
    switch detail {
    case .full, .telling: completed(for: account, journal: journal, detail: detail).proposal
    case .changes: run(for: account, journal: journal, detail: .changes).proposal
    }
  }

  /// The proposal with the name of what it read, and the run behind it; no run when an amount did not fit.
  func completed(
    for account: Account,
    journal: Journal,
    detail: ProposalDetail = .full
  ) -> (proposal: AccountProposal, run: AccountRun?) {
    var result = run(for: account, journal: journal, detail: detail)
    result.proposal.accountHash =
      AccountDigest(of: account, journal: journal, in: market).hexadecimal
    return result
  }

  /// With `isExplained` each stage records what it left and who caused it.
  func run(
    for account: Account,
    journal: Journal,
    isExplained: Bool = false,
    detail: ProposalDetail = .full
  ) -> (proposal: AccountProposal, run: AccountRun?) {
    do throws(ArithmeticFailure) {
      var run = try AccountRun(
        world: world,
        rules: rules,
        account: try account.paidIn(header.terms),
        journal: journal
      )
      if isExplained { run.beginTrail() }
      try run.fire(detail)
      try run.bound(detail)
      try run.mark(.bound)
      try run.target()
      try run.mark(.target)
      try run.limit(detail)
      try run.mark(.limit)
      try run.hedge()
      try run.mark(.hedge)
      try run.makeFeasible()
      try run.mark(.feasible)
      let proposal = try run.proposal(detail)
      return (proposal, run)
    } catch {
      var proposal = AccountProposal(account: account.name, baseCurrency: account.baseCurrency)
      proposal.status = .blocked
      proposal.blocked = [
        Blocked(
          subject: "account",
          code: "out_of_range",
          detail: "an amount is too large to be computed exactly; look for a wrong price, "
            + "quantity, multiplier or rate"
        )
      ]
      return (proposal, nil)
    }
  }
}

extension Evaluation {
  /// The market that accounts' positions refer to.
  public var market: Market { world.market }

  /// Whether the rulebook is for this account.
  public func covers(_ account: Account) -> Bool {
    guard let tag = world.rulebook.accounts else { return true }
    return account.tags.contains(Tag(dimension: tag.dimension, value: tag.value))
  }
}
