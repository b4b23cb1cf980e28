internal import Evaluator
internal import Quantities

/// The arithmetic of a hedge in JSON; `docs/schema/proposal-1.json` describes it.
extension JSONWriter {
  mutating func write(_ hedge: HedgeReport) {
    object { json in
      json.member("rule", hedge.rule)
      json.member("instrument", hedge.instrument)
      json.member("state", hedge.stateName)
      json.member("ratio", hedge.ratio)
      json.member("isByBeta", hedge.isByBeta)
      json.member("within", hedge.within)
      json.member("lines", each: hedge.lines) { json, line in
        json.object { json in
          json.member("symbol", line.symbol)
          json.member("exposure", line.exposure)
          json.member("beta", line.beta)
        }
      }
      json.member("exposureToOffset", hedge.exposureToOffset)
      json.member("unitExposure", hedge.unitExposure)
      json.member("unitBeta", hedge.unitBeta)
      json.member("wantedExact", hedge.wantedExact)
      json.member("wanted", hedge.wanted)
      json.member("tolerance", hedge.tolerance)
      json.member("held", hedge.held)
      json.member("detail", hedge.detail)
    }
  }
}

extension HedgeReport {
  /// As shown and as written in JSON.
  var stateName: String {
    switch state {
    case .active: "active"
    case .ended: "ended"
    case .undecided: "undecided"
    case .inactive: "inactive"
    }
  }
}
