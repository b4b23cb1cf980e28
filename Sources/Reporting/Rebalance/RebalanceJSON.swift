internal import Evaluator
internal import Portfolio
internal import Quantities

/// A rebalance as one JSON document; `docs/schema/rebalance-1.json` describes it.
struct RebalanceJSON: RebalanceWriter {
  private static let schema = "tranche.rebalance/1"

  func begin(_ header: ProposalHeader, into output: inout [UInt8]) {
    JSONWriter.append(to: &output, isIndented: true) { json in
      json.object { json in
        json.member("schema", Self.schema)
        json.member("proposal", header.id)
        json.member("asOf", header.asOf.description)
        json.member("rulebook") { json in
          json.object { json in
            json.member("name", header.rulebookName)
            json.member("title", header.rulebookTitle)
            json.member("hash", header.rulebookHash)
          }
        }
        json.writeTerms(header)
        json.writeAssumptions(header.assumptions)
      }
    }
    // The object stays open: its last member follows, an account at a time.
    output.removeLast("\n}".utf8.count)
    output.append(contentsOf: ",\n  \"accounts\": [".utf8)
  }

  func account(
    _ rebalance: Rebalance,
    _ header: ProposalHeader,
    isFirst: Bool,
    into output: inout [UInt8]
  ) {
    output.append(contentsOf: (isFirst ? "\n    " : ",\n    ").utf8)
    JSONWriter.append(to: &output, isIndented: true, depth: 2) { $0.write(rebalance) }
  }

  func end(into output: inout [UInt8]) {
    output.append(contentsOf: "\n  ]\n}\n".utf8)
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ rebalance: Rebalance) {
    let proposal = rebalance.proposal
    object { json in
      json.member("account", proposal.account)
      json.member("baseCurrency", proposal.baseCurrency.description)
      json.member("status", proposal.status.rawValue)
      json.member("nav", proposal.nav)
      json.member("navIsEstimated", proposal.navIsEstimated)
      json.member("turnover", proposal.totals.turnover)
      json.member("costs", proposal.totals.costs)
      json.member("changes", each: proposal.changes) { $0.write($1) }
      json.writeAttention(proposal)
      json.member("holdings", each: rebalance.holdings) { $0.write($1) }
      json.member("exposures", each: rebalance.exposures) { $0.write($1) }
      json.member("cash") { json in
        if let cash = rebalance.cash { json.write(cash) } else { json.null() }
      }
      json.member("limits", each: rebalance.limits) { $0.write($1) }
      json.member("gains") { $0.write(rebalance.gains) }
      json.member("washSales", each: rebalance.washSales) { $0.write($1) }
    }
  }

  private mutating func write(_ holding: RebalancedHolding) {
    object { json in
      json.member("symbol", holding.symbol)
      json.member("name", holding.name)
      json.member("kind", holding.kind.rawValue)
      json.member("currency", holding.currency.description)
      json.member("price", holding.price)
      json.member("isStale", holding.isStale)
      for (key, state) in [("before" as StaticString, holding.before), ("after", holding.after)] {
        json.member(key) { json in
          json.object { json in
            json.member("quantity", state.quantity)
            json.member("value", state.value)
            json.member("weight", state.weight)
          }
        }
      }
    }
  }

  private mutating func write(_ table: ExposureTable) {
    object { json in
      json.member("dimension", table.dimension)
      json.member("rows", each: table.rows) { json, row in
        json.object { json in
          json.member("name", row.name)
          for (key, figures) in [("before" as StaticString, row.before), ("after", row.after)] {
            json.member(key) { json in
              guard let figures else { return json.null() }
              json.object { json in
                json.member("long", figures.long)
                json.member("short", figures.short)
                json.member("gross", try? figures.gross())
                json.member("net", try? figures.net())
              }
            }
          }
        }
      }
    }
  }

  private mutating func write(_ room: LimitRoom) {
    let limit = room.report
    object { json in
      json.members(of: limit)
      json.member("roomBefore", room.before)
      json.member("roomAfter", room.after)
      json.member("isPercent", limit.isPercent)
      json.member("state", limit.state.rawValue)
    }
  }
}
