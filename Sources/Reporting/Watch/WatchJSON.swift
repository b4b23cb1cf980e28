internal import Evaluator
internal import Quantities

/// An alert in JSON; `docs/schema/alert-1.json` describes it. Texts of news are as they were received.
extension JSONWriter {
  mutating func write(_ alert: WatchAlert) {
    object { json in
      json.member("schema", WatchAlert.schema)
      json.member("id", alert.id)
      json.member("number", Int(alert.number))
      json.member("at", alert.at.description)
      json.member("portfolio", alert.portfolio)
      json.member("rulebook") { json in
        json.object { json in
          json.member("name", alert.rulebook)
          json.member("hash", alert.rulebookHash)
        }
      }
      json.member("kind", alert.change.kind.rawValue)
      json.member("subject", alert.change.subject)
      json.member("from", alert.change.from)
      json.member("to", alert.change.to)
      json.member("accounts", Array(alert.accounts.prefix(WatchAlert.mostAccounts)))
      json.member("accountCount", alert.accounts.count)
      json.member("text", WatchText(alert: alert).sentence(within: 80))
      json.member("rule") { json in
        guard let rule = alert.rule else { return json.null() }
        json.writeReason(rule)
      }
      json.member("evidence", each: alert.catalyst?.evidence ?? []) { json, evidence in
        json.object { json in
          json.member("item", evidence.item)
          json.member("owner", evidence.owner)
          json.member("sentence", evidence.sentence)
          json.member("heldBackBy", evidence.heldBackBy)
        }
      }
    }
  }

  private mutating func writeReason(_ rule: RuleReport) {
    object { json in
      json.member("title", rule.title)
      json.member("action", rule.action)
      json.member("because", rule.because)
      json.member("place", rule.place)
      json.member("findings", each: rule.findings) { json, finding in
        json.object { json in
          json.member("subject", finding.subject)
          json.member("verdict", finding.verdict.rawValue)
          json.member("actual", finding.actual)
          json.member("needed", finding.needed)
          json.member("distance", finding.distance)
          json.member("missing", finding.missing)
        }
      }
    }
  }
}
