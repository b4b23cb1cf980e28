internal import Evaluator
internal import Portfolio
internal import Quantities

/// A listing of catalysts in JSON; `docs/schema/catalysts-1.json` describes it.
extension JSONWriter {
  mutating func write(_ listing: CatalystListing) {
    object { json in
      json.member("schema", CatalystListing.schema)
      json.member("asOf", listing.header.asOf.description)
      json.member("rulebook", listing.header.rulebookName)
      json.writeAssumptions(listing.header.assumptions)
      json.member("catalysts", each: listing.catalysts) { $0.write($1) }
    }
  }

  private mutating func write(_ catalyst: CatalystDetail) {
    object { json in
      json.members(of: catalyst.report)
      json.member("title", catalyst.title)
      json.member("due", catalyst.due?.description)
      json.member("outcomes", catalyst.outcomes)
      json.member("owners", catalyst.owners)
      json.member("acts", each: catalyst.acts) { json, act in
        json.object { json in
          let (word, outcome) = CatalystWords.command(act.kind)
          json.member("act", word)
          json.member("outcome", outcome)
          json.member("at", act.at.description)
          json.member("recorded", act.recorded.description)
          json.member("who", act.who)
          json.member("evidence", act.evidence)
          json.member("note", act.note)
        }
      }
      json.member("readers", each: catalyst.readers) { json, reader in
        json.object { json in
          json.member("name", reader.name)
          json.member("action", reader.action)
          json.member("clause", reader.clause.rawValue)
          json.member("verdict", reader.verdict?.rawValue)
        }
      }
    }
  }
}
