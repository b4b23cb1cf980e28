internal import Evaluator
internal import Quantities

/// The header of a proposal in JSON; `docs/schema/proposal-1.json` describes it.
extension JSONWriter {
  mutating func members(of header: ProposalHeader) {
    member("schema", ProposalHeader.schema)
    member("id", header.id)
    member("asOf", header.asOf.description)
    member("rulebook") { json in
      json.object { json in
        json.member("name", header.rulebookName)
        json.member("title", header.rulebookTitle)
        json.member("hash", header.rulebookHash)
      }
    }
    member("inputs") { json in
      json.object { json in
        json.member("marketHash", header.inputs.marketHash)
        json.member("newsHash", header.inputs.newsHash)
        json.member("items", header.inputs.items)
        json.member("acts", header.inputs.acts)
      }
    }
    writeAssumptions(header.assumptions)
    writeTerms(header)
    member("facts", each: header.facts) { json, fact in
      json.object { json in
        json.member("id", fact.id)
        json.member("value", fact.value)
        json.member("items", fact.items)
        json.member("isAssumed", fact.isAssumed)
      }
    }
    member("catalysts", each: header.catalysts) { json, catalyst in
      json.object { $0.members(of: catalyst) }
    }
    let rules = (header.rules + header.builds).sorted {
      ($0.rule, $0.member ?? "") < ($1.rule, $1.member ?? "")
    }
    member("rules", each: rules) { $0.write($1) }
    member("notices", each: header.notices) { json, notice in
      json.object { json in
        json.member("severity", notice.severity.rawValue)
        json.member("code", notice.code)
        json.member("message", notice.message)
      }
    }
  }

  /// What was asked for beside the rulebook: enough, with the assumptions, to compute it again.
  mutating func writeTerms(_ header: ProposalHeader) {
    member("terms") { json in
      json.object { json in
        json.member("restriction", header.terms.limitName)
        json.member("investment", header.terms.investment)
        json.member("accounts", header.accounts)
      }
    }
  }

  mutating func writeAssumptions(_ assumptions: [AssumedFact]) {
    member("assumptions", each: assumptions) { json, assumed in
      json.object { json in
        json.member("fact", assumed.fact)
        json.member("value", assumed.value)
        json.member("text", assumed.text)
      }
    }
  }

  mutating func members(of catalyst: CatalystReport) {
    member("name", catalyst.name)
    member("member", catalyst.member)
    member("state", catalyst.state)
    member("outcome", catalyst.outcome)
    member("since", catalyst.since?.description)
    member("isOverdue", catalyst.isOverdue)
    member("isAssumed", catalyst.isAssumed)
    member("evidence", each: catalyst.evidence) { json, evidence in
      json.object { json in
        json.member("item", evidence.item)
        json.member("owner", evidence.owner)
        json.member("sentence", evidence.sentence)
        json.member("heldBackBy", evidence.heldBackBy)
      }
    }
  }

  mutating func write(_ rule: RuleReport) {
    object { json in
      json.member("rule", rule.rule)
      json.member("member", rule.member)
      json.member("title", rule.title)
      json.member("action", rule.action)
      json.member("state", rule.state.rawValue)
      json.member("decidedBy", rule.decidedBy)
      json.member("distance", each: rule.findings) { $0.write($1) }
      json.member("facts", rule.facts)
      json.member("steps", each: rule.steps) { json, step in
        json.object { json in
          json.member("step", step.step)
          json.member("share", step.share)
          json.member("state", step.state.rawValue)
          json.member("distance", each: step.findings) { $0.write($1) }
          json.write(step.progress)
        }
      }
      json.member("because", rule.because)
      json.member("place", rule.place)
    }
  }

  mutating func write(_ progress: [StepReport.Progress]) {
    member("progress", each: progress) { json, part in
      json.object { json in
        json.member("symbol", part.symbol)
        json.member("goal", part.goal)
        json.member("filled", part.filled)
        json.member("onOrder", part.onOrder)
        json.member("filledAt", part.filledAt?.description)
      }
    }
  }

  private mutating func write(_ finding: Finding) {
    object { json in
      json.member("subject", finding.subject)
      json.member("verdict", finding.verdict.rawValue)
      json.member("actual", finding.actual)
      json.member("needed", finding.needed)
      json.member("distance", finding.distance)
      json.member("missing", finding.missing)
    }
  }
}
