internal import Evaluator
internal import RuleChecker

/// A no-trade limit in an answer of `tranche why`.
extension JSONWriter {
  mutating func write(_ limit: NoTradeReport) {
    object { json in
      json.member("limit", limit.limit)
      json.member("text", limit.text)
      json.member("trade", limit.trade.rawValue)
      json.member("isAdvisory", limit.isAdvisory)
      json.member("withheld", each: limit.withheld) { json, order in
        json.object { json in
          json.member("symbol", order.symbol)
          json.member("units", order.units)
        }
      }
      json.member("against", each: limit.against) { $0.write($1) }
    }
  }
}
