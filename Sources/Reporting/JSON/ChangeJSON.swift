internal import Evaluator
internal import Quantities

/// One order in JSON, with what it was computed from; `docs/schema/proposal-1.json` describes it.
extension JSONWriter {
  mutating func write(_ change: Change) {
    object { json in
      json.member("symbol", change.symbol)
      json.member("action", change.action.rawValue)
      json.member("quantity", change.quantity)
      json.member("price", change.price)
      json.member("currency", change.currency)
      json.member("value", change.value)
      json.member("amount", change.amount)
      json.member("fee", change.fee)
      json.member("weightBefore", change.weightBefore)
      json.member("weightAfter", change.weightAfter)
      json.member("rules", change.rules)
      json.member("steps", change.steps)
      json.member("facts", change.facts)
      json.member("cuts", each: change.cuts) { json, cut in
        json.object { json in
          json.member("by", cut.by)
          json.member("from", cut.from)
          json.member("to", cut.to)
          json.member("factor", cut.factor)
        }
      }
      json.member("dependsOn", change.dependsOn)
      json.member("freedBy", change.freedBy)
      json.member("evidence") { json in
        if let evidence = change.evidence { json.write(evidence) } else { json.null() }
      }
    }
  }

  private mutating func write(_ evidence: Evidence) {
    object { json in
      switch evidence {
      case .bounds(let evidence):
        json.member("kind", "bounds")
        json.write(evidence.unit)
        json.member("bounds", each: evidence.bounds) { $0.write($1) }
        json.member("target", exact: evidence.target)
        json.member("unrounded", exact: evidence.unrounded)
        json.member("givenUp", evidence.givenUp)
      case .hedge(let evidence):
        json.member("kind", "hedge")
        json.write(evidence.unit)
        json.member("putOn", evidence.putOn)
        json.member("wantedExact", exact: evidence.wantedExact)
        json.member("wanted", evidence.wanted)
        json.member("tolerance", exact: evidence.tolerance)
        json.member("factor", exact: evidence.factor)
        json.member("cutBy", evidence.cutBy)
      case .conversion(let evidence):
        json.member("kind", "conversion")
        json.member("short", evidence.short)
        json.member("available", evidence.available)
        json.member("rate", exact: evidence.rate)
      }
    }
  }

  private mutating func write(_ unit: UnitEvidence) {
    member("held", unit.held)
    member("lot", unit.lot)
    member("multiplier", unit.multiplier)
    member("leverage", unit.leverage)
    member("rate", exact: unit.rate)
  }
}
