public import Portfolio
import Quantities
import RuleChecker

/// The little of an account that tells which rules can do anything in it: small enough that a watch keeps it of every
/// account.
public struct WatchedAccount: Sendable {
  public let name: String
  let tags: [Tag]
  /// What is held, ascending.
  let held: [Int32]
  /// Something is sent and not yet filled, so that what is held is about to change.
  let hasOpenOrders: Bool
  /// The rules that have put something on.
  let holders: Set<String>

  public init(_ account: Account, _ journal: Journal) {
    name = account.name
    tags = account.tags
    held = account.positions.filter { !$0.quantity.isZero }.map { Int32(clamping: $0.instrument) }
      .sorted()
    hasOpenOrders = !journal.pending.isEmpty
    holders = Set(journal.putOn.filter { !$0.value.isZero }.map(\.key.rule))
  }

  func holds(_ instrument: Int) -> Bool {
    let wanted = Int32(clamping: instrument)
    var low = 0
    var high = held.count
    while low < high {
      let middle = (low + high) / 2
      if held[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < held.count && held[low] == wanted
  }
}

/// Which rules can do anything in which accounts.
struct RuleReach {
  private let world: WorldFacts
  /// What any rule may put on where nothing of it is held: on that others bear as well.
  private let wanted: Set<Int>

  init(world: WorldFacts, plans: [RulePlan]) {
    self.world = world
    var wanted = world.sets.hedgeInstruments
    for plan in plans {
      let target: Target
      switch plan.rule.action {
      case .build(let build): target = build.target
      case .hold(let hold): target = hold.target
      case .trim, .freeze, .hedge, .review: continue
      }
      // Whether an instrument that is not held is a member depends on no other holding.
      let unheld = world.sets.members(
        of: target.set,
        member: plan.member,
        onlyHeld: target.isEach
      ) { _ in false }
      wanted.formUnion(unheld)
    }
    self.wanted = wanted
  }

  /// Whether `plan` can change anything in `account`, or the account anything about `plan`. In doubt it can.
  func concerns(_ plan: RulePlan, _ account: WatchedAccount) -> Bool {
    if let tag = plan.rule.accounts {
      let isTagged = account.tags.contains {
        $0.dimension == tag.dimension && $0.value == tag.value
      }
      guard isTagged else { return false }
    }
    if account.hasOpenOrders || account.holders.contains(plan.key) { return true }
    if let member = plan.member, let variable = plan.rule.forEach {
      let isMember = world.sets.contains(member, in: variable.set) { account.holds($0) }
      guard isMember else { return false }
    }
    switch plan.rule.action {
    case .build, .hold, .trim:
      return plan.rule.actionSets.contains { touches($0, plan, .investments, account) }
    case .freeze:
      return plan.rule.actionSets.contains { touches($0, plan, .everything, account) }
    case .hedge, .review: return true
    }
  }

  /// Whether a member of the set is held, or may be put on.
  private func touches(
    _ set: InstrumentSet,
    _ plan: RulePlan,
    _ reach: SetResolver.Reach,
    _ account: WatchedAccount
  ) -> Bool {
    world.sets.members(of: set, member: plan.member, reach: reach) { account.holds($0) }
      .contains { account.holds($0) || wanted.contains($0) }
  }
}
