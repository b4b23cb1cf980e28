internal import Evaluator
internal import Quantities

/// An answer of `tranche why` in JSON; `docs/schema/why-1.json` describes it.
extension JSONWriter {
  mutating func write(_ report: WhyReport) {
    let answer = WhyAnswer(report)
    object { json in
      json.member("schema", WhyReport.schema)
      json.member("proposal", report.header.id)
      json.member("asOf", report.header.asOf.description)
      json.writeAssumptions(report.header.assumptions)
      json.member("account", report.proposal.account)
      json.member("baseCurrency", report.proposal.baseCurrency.description)
      json.member("nav", report.proposal.nav)
      json.member("instrument") { json in
        if let trail = answer.trail { json.write(trail) } else { json.null() }
      }
      json.member("conditions", each: answer.conditions) { json, condition in
        json.object { json in
          json.member("rule", condition.rule)
          json.member("member", condition.member)
          json.member("clause", condition.clause)
          json.member("tree") { $0.write(condition.tree) }
        }
      }
      json.member("changes", each: answer.changes) { $0.write($1) }
      json.member("holds", each: answer.holds) { json, hold in
        json.object { json in
          json.member("symbol", hold.symbol)
          json.member("quantity", hold.quantity)
          json.member("code", hold.code.rawValue)
          json.member("detail", hold.detail)
        }
      }
      json.member("rules", each: answer.rules) { $0.write($1) }
      json.member("limits", each: answer.limits) { json, limit in
        json.object { json in
          json.member("limit", limit.limit)
          json.member("subject", limit.subject)
          json.member("text", limit.text)
          json.member("after", limit.after)
          json.member("bound", limit.bound)
          json.member("room", WhyLimits.room(limit))
          json.member("isPercent", limit.isPercent)
          json.member("state", limit.state.rawValue)
        }
      }
      json.member("noTrades", each: answer.noTrades) { $0.write($1) }
    }
  }

  private mutating func write(_ trail: InstrumentTrail) {
    object { json in
      json.member("symbol", trail.symbol)
      json.member("held", trail.held)
      json.member("after", trail.after)
      json.member("price", trail.value.price)
      json.member("currency", trail.value.currency.description)
      json.member("unitValue", trail.value.unitValue)
      json.member("unitExposure", trail.value.unitExposure)
      json.member("value", trail.value.value)
      json.member("weight", trail.value.weight)
      json.member("defect", trail.value.defect)
      json.member("lot", trail.lot)
      json.member("minimumTrade", trail.minimumTrade)
      json.member("bounds", each: trail.bounds) { $0.write($1) }
      json.member("noBuys", trail.noBuys)
      json.member("noSells", trail.noSells)
      json.member("stages", each: trail.entries) { json, entry in
        json.object { json in
          json.member("stage", entry.stage.rawValue)
          json.member("before", entry.before)
          json.member("after", entry.after)
          json.member("by", entry.by)
          json.member("factor", entry.factor)
          json.member("detail", entry.detail)
        }
      }
    }
  }

  private mutating func write(_ tree: ConditionTree) {
    object { json in
      json.member("kind", tree.kindName)
      json.member("text", tree.text)
      json.member("verdict", tree.verdict?.rawValue)
      json.member("value", tree.value)
      json.member("actual", tree.actual)
      json.member("needed", tree.needed)
      json.member("distance", tree.distance)
      json.member("missing", tree.missing)
      json.member("facts", tree.facts)
      json.member("isNeeded", tree.isNeeded)
      json.member("parts", each: tree.parts) { $0.write($1) }
    }
  }
}

/// What belongs to a question.
private struct WhyAnswer {
  struct Condition {
    let rule: String
    let member: String?
    let clause: String
    let tree: ConditionTree
  }

  var trail: InstrumentTrail?
  var conditions: [Condition] = []
  var changes: [Change]
  var holds: [Hold]
  var rules: [RuleReport]
  var limits: [LimitReport]
  var noTrades: [NoTradeReport]

  init(_ report: WhyReport) {
    let explanation = report.explanation
    changes = report.proposal.changes
    holds = report.proposal.holds
    rules = explanation.rules
    limits = report.proposal.limits
    noTrades = explanation.noTrades
    switch report.question {
    case .overview: break
    case .instrument(let symbol):
      trail = explanation.trail(of: symbol)
      changes = changes.filter { $0.symbol == symbol }
      holds = holds.filter { $0.symbol == symbol }
      rules = explanation.rules(about: symbol)
      limits = explanation.limits(about: symbol)
      noTrades = explanation.noTrades(about: symbol)
    case .rule(let name, let member, let step):
      rules = rules.filter { $0.rule == name && $0.member == member }
      let keys = rules.map(\.key)
      changes = changes.filter { change in keys.contains { change.rules.contains($0) } }
      holds = []
      (limits, noTrades) = ([], [])
      let clauses = explanation.clauses.filter { clause in
        clause.rule == name && clause.member == member
          && (step.map { clause.clause == .step($0) } ?? true)
      }
      conditions = clauses.compactMap { clause in
        explanation.conditionTree(rule: name, member: member, clause: clause.clause).map { tree in
          Condition(rule: name, member: member, clause: clause.clause.description, tree: tree)
        }
      }
    }
  }
}

extension ConditionTree {
  /// As written in JSON.
  fileprivate var kindName: String {
    switch kind {
    case .all: "all"
    case .any: "any"
    case .atLeast: "at_least"
    case .not: "not"
    case .comparison: "comparison"
    case .catalyst: "catalyst"
    case .known: "known"
    case .otherwise: "otherwise"
    case .name: "name"
    case .arithmetic: "arithmetic"
    case .literal: "literal"
    case .reading: "reading"
    case .delay: "delay"
    }
  }
}
