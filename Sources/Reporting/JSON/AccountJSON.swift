internal import Evaluator
internal import Quantities

/// An account's proposal in JSON; `docs/schema/proposal-1.json` describes it.
extension JSONWriter {
  mutating func write(_ proposal: AccountProposal, isVerbose: Bool) {
    object { json in
      json.member("account", proposal.account)
      json.member("baseCurrency", proposal.baseCurrency)
      json.member("accountHash", proposal.accountHash)
      json.member("status", proposal.status.rawValue)
      json.member("nav", proposal.nav)
      json.member("navIsEstimated", proposal.navIsEstimated)
      json.member("lastApplied", proposal.lastApplied?.description)
      json.member("unopenedSteps", proposal.unopenedSteps)
      json.member("changes", each: proposal.changes) { $0.write($1) }
      json.writeHolds(proposal.holds, isVerbose: isVerbose)
      json.writeAttention(proposal)
      let limits = proposal.limits.lazy.filter { isVerbose || $0.isTelling }
      json.member("limits", each: limits) { $0.write($1) }
      let rules = proposal.rules.lazy.filter { !$0.isOfWorld && (isVerbose || $0.isTelling) }
      json.member("rules", each: rules) { $0.write($1) }
      json.member("steps", each: proposal.steps) { json, standing in
        json.object { json in
          json.member("step", standing.step)
          json.member("state", standing.state.rawValue)
          json.write(standing.progress)
        }
      }
      json.member("hedges", each: proposal.hedges) { $0.write($1) }
      json.member("cash", each: proposal.cash) { json, cash in
        json.object { json in
          json.member("currency", cash.currency)
          json.member("before", cash.before)
          json.member("after", cash.after)
        }
      }
      json.member("totals") { $0.write(proposal.totals) }
    }
  }

  /// What asks for a person.
  mutating func writeAttention(_ proposal: AccountProposal) {
    member("reviews", each: proposal.reviews) { json, review in
      json.writeRemark(code: review.code, subject: review.subject, detail: review.detail)
    }
    member("conflicts", each: proposal.conflicts) { json, conflict in
      json.object { json in
        json.member("symbol", conflict.symbol)
        json.member("rules", conflict.rules)
        json.member("places", conflict.places)
        json.member("detail", conflict.detail)
      }
    }
    member("blocked", each: proposal.blocked) { json, blocked in
      json.writeRemark(code: blocked.code, subject: blocked.subject, detail: blocked.detail)
    }
  }

  /// Counts by code; with `isVerbose` also each hold.
  private mutating func writeHolds(_ holds: [Hold], isVerbose: Bool) {
    member("holds") { json in
      json.object { json in
        for code in Hold.Code.allCases {
          let count = holds.count { $0.code == code }
          if count > 0 { json.member(named: code.rawValue, count) }
        }
      }
    }
    if !isVerbose { return }
    member("allHolds", each: holds) { json, hold in
      json.object { json in
        json.member("symbol", hold.symbol)
        json.member("quantity", hold.quantity)
        json.member("code", hold.code.rawValue)
        json.member("detail", hold.detail)
      }
    }
  }

  private mutating func writeRemark(code: String, subject: String, detail: String) {
    object { json in
      json.member("subject", subject)
      json.member("code", code)
      json.member("detail", detail)
    }
  }

  private mutating func write(_ limit: LimitReport) {
    object { json in
      json.members(of: limit)
      json.member("isPercent", limit.isPercent)
      json.member("state", limit.state.rawValue)
      json.member("detail", limit.detail)
    }
  }

  /// What a limit says, and where its subject stands.
  mutating func members(of limit: LimitReport) {
    member("limit", limit.limit)
    member("subject", limit.subject)
    member("text", limit.text)
    member("isAdvisory", limit.isAdvisory)
    member("bound", limit.bound)
    member("before", limit.before)
    member("after", limit.after)
  }

  private mutating func write(_ totals: Totals) {
    object { json in
      json.member("cashBefore", totals.cashBefore)
      json.member("cashAfter", totals.cashAfter)
      json.member("increases", totals.increases)
      json.member("reductions", totals.reductions)
      json.member("costs", totals.costs)
      json.member("grossBefore", totals.grossBefore)
      json.member("grossAfter", totals.grossAfter)
      json.member("netBefore", totals.netBefore)
      json.member("netAfter", totals.netAfter)
      json.member("turnover", totals.turnover)
    }
  }
}
