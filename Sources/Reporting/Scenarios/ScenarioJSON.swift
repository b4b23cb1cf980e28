internal import Evaluator
internal import Quantities

/// Scenarios as one JSON document; `docs/schema/scenarios-1.json` describes it.
struct ScenarioJSON: ScenarioWriter {
  private static let schema = "tranche.scenarios/1"

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { json in
        json.member("schema", Self.schema)
        json.member("asOf", header.asOf.description)
        json.member("proposal", header.id)
        json.member("rulebook") { json in
          json.object { json in
            json.member("name", header.rulebookName)
            json.member("title", header.rulebookTitle)
            json.member("hash", header.rulebookHash)
          }
        }
        json.writeAssumptions(header.assumptions)
      }
    }
    // The object stays open: its last member follows, an account at a time.
    output.removeLast("\n}".utf8.count)
    output.append(contentsOf: ",\n  \"accounts\": [".utf8)
  }

  func account(_ scenarios: AccountScenarios, isFirst: Bool, into output: inout [UInt8]) {
    output.append(contentsOf: (isFirst ? "\n    " : ",\n    ").utf8)
    JSONWriter.append(to: &output, isIndented: true, depth: 2) { $0.write(scenarios) }
  }

  func end(into output: inout [UInt8]) {
    output.append(contentsOf: "\n  ]\n}\n".utf8)
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ scenarios: AccountScenarios) {
    object { json in
      json.member("account", scenarios.account)
      json.member("baseCurrency", scenarios.baseCurrency.description)
      json.member("nav", scenarios.nav)
      json.member("catalysts", each: scenarios.tried) { json, catalyst in
        json.object { json in
          json.member("name", catalyst.name)
          json.member("now", catalyst.now)
          json.member("states", catalyst.states)
          json.member("changesNothing", scenarios.unmoving.contains(catalyst.name))
        }
      }
      json.member("leftOut", scenarios.leftOut)
      json.member("outcomes", each: scenarios.outcomes) { $0.write($1) }
      json.member("thresholds", each: scenarios.thresholds) { json, threshold in
        json.object { json in
          json.member("fact", threshold.fact)
          json.member("readers", threshold.readers)
          json.member("now", threshold.now)
          json.member("turnsAt", threshold.turnsAt)
          json.member("distance", threshold.distance)
          json.write("effect", threshold.effect)
        }
      }
    }
  }

  private mutating func write(_ outcome: ScenarioOutcome) {
    object { json in
      json.member("isNow", outcome.isNow)
      json.member("cases", each: outcome.cases) { json, conditions in
        json.array(conditions) { json, condition in
          json.object { json in
            json.member("catalyst", condition.catalyst)
            json.member("states", condition.states)
          }
        }
      }
      json.write("positions", outcome.positions)
      json.member("blocked", outcome.blocked)
    }
  }

  private mutating func write(_ key: StaticString, _ positions: [ScenarioPosition]) {
    member(key, each: positions) { json, position in
      json.object { json in
        json.member("symbol", position.symbol)
        json.member("before", position.before)
        json.member("after", position.after)
      }
    }
  }
}
