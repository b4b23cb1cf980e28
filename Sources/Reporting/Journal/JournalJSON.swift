internal import Portfolio
internal import Quantities

/// A journal in JSON, `"schema": "tranche.journal/1"`: money, quantities and prices are strings, exact;
/// null is unknown or none.
extension JSONWriter {
  mutating func write(_ report: JournalReport) {
    object { json in
      json.member("schema", JournalReport.schema)
      json.member("file", report.file)
      json.member("entries", each: report.entries) { $0.write($1) }
    }
  }

  private mutating func write(_ entry: RecordedEntry) {
    object { json in
      json.member("entry", Int(entry.number))
      json.member("kind", entry.kind.rawValue)
      json.member("recorded", entry.recorded.description)
      json.member("who", entry.who)
      json.member("note", entry.note)
      json.number("undoes", entry.undoes)
      json.number("undoneBy", entry.undoneBy)
      json.member("change", entry.change)
      json.member("run") { $0.write(entry.run) }
      json.member("orders", each: entry.orders) { $0.write($1) }
    }
  }

  private mutating func write(_ run: RecordedEntry.Run?) {
    guard let run else { return null() }
    object { json in
      json.member("asOf", run.at.description)
      json.member("rulebook", run.rulebook)
      json.member("rulebookHash", run.rulebookHash)
      json.member("proposal", run.proposal)
      json.member("options", run.options)
      json.member("documents", run.documents)
      json.member("accounts", run.accounts)
    }
  }

  private mutating func write(_ order: RecordedOrder) {
    object { json in
      json.member("order", Int(order.number))
      json.member("run", Int(order.run))
      json.member("account", order.account)
      json.member("action", order.action)
      json.member("symbol", order.symbol)
      json.member("quantity", order.quantity)
      json.member("price", order.price)
      json.member("currency", order.currency)
      json.member("state", order.state.rawValue)
      json.member("causes", order.causes)
      json.member("fills", each: order.fills) { json, fill in
        json.object { json in
          json.member("entry", Int(fill.entry))
          json.member("at", fill.at.description)
          json.member("quantity", fill.quantity)
          json.member("price", fill.price)
          json.member("fee", fill.fee)
          json.member("amount", fill.amount)
        }
      }
    }
  }

  private mutating func number(_ key: StaticString, _ value: Int64?) {
    if let value { member(key, Int(value)) } else { member(key, nil as String?) }
  }
}
