import Portfolio
import Quantities
import RuleChecker

/// What a person must look at whatever was decided: names that nothing has, dates that passed, fills without a rule, cash
/// below its floor.
extension AccountRun {
  mutating func reviewUnknownInstruments() {
    for stranger in world.strangers where applies(to: stranger.accounts) {
      for name in stranger.names {
        review(stranger.subject, "unknown_instrument", "`\(name)` is not in the portfolio file")
      }
    }
  }

  /// Catalysts that a rule of this account waits for and whose date has passed; of an instrument's own
  /// catalyst only where the account holds it or the rule would buy it.
  mutating func reviewOverdueCatalysts() {
    for index in rules.overdue where isMember(plans[index]) {
      let plan = plans[index]
      let concerns = plan.rule.isEntry || plan.member.map { isHeld($0) } ?? true
      for catalyst in plan.overdue where concerns || !catalyst.isOfMember {
        review(catalyst.subject, "overdue", catalyst.detail)
      }
    }
  }

  /// Fills of rules that the rulebook no longer has: no exit takes them off any more.
  mutating func reviewOrphans() {
    if journal.putOn.isEmpty { return }
    var orphans: [String: [String]] = [:]
    for (key, quantity) in journal.putOn where !quantity.isZero {
      if rules.names.contains(String(key.rule.prefix { $0 != "[" })) { continue }
      guard market.instruments.indices.contains(key.instrument) else { continue }
      let symbol = market.instruments[key.instrument].symbol
      orphans[key.rule, default: []].append("\(quantity) \(symbol)")
    }
    for (rule, quantities) in orphans.sorted(by: { $0.key < $1.key }) {
      review(
        rule,
        "orphan_fill",
        "the rulebook no longer has this rule; what it put on stays until a person sells it: "
          + quantities.sorted().joined(separator: ", ")
      )
    }
  }

  /// Cash below its floor, or a currency below zero, once the reductions are booked.
  mutating func reviewOverdraft(of trades: [Trade]) throws(ArithmeticFailure) {
    var walk = CashWalk(run: self)
    for trade in trades where !trade.parts.reduction.isZero {
      try walk.book(lines[trade.line].terms, trade.parts.reduction)
    }
    if account.kind == .cash,
      let currency = walk.balances.first(where: { $0.amount.isNegative })?.currency
    {
      review("account", "overdrawn", "\(currency) is below zero")
      return
    }
    let floor = try cashFloor().amount
    if let total = try walk.total(), total.ratio < floor {
      review(
        "account",
        "overdrawn",
        "cash is \(total) \(account.baseCurrency), its floor "
          + "\(floor.spelled(maximumFractionDigits: 2))"
      )
    }
  }
}
