internal import Evaluator
internal import Portfolio
internal import Quantities

/// The cash walk in JSON; `docs/schema/rebalance-1.json` describes it.
extension JSONWriter {
  mutating func write(_ cash: CashReport) {
    object { json in
      json.member("opening", each: cash.opening) { $0.write($1) }
      json.member("openingTotal", cash.openingTotal)
      json.member("steps", each: cash.steps) { $0.write($1) }
      json.member("closing", each: cash.closing) { $0.write($1) }
      json.member("closingTotal", cash.closingTotal)
      json.member("lowestTotal", cash.lowest?.amount)
      json.member("lowest", each: cash.currencies) { json, currency in
        json.write(Money(cash.lowest(of: currency).amount, currency))
      }
      json.member("floor", cash.floor)
      json.member("floorLimit", cash.floorLimit)
      json.member("isCashAccount", cash.isCashAccount)
    }
  }

  private mutating func write(_ step: CashReport.Step) {
    object { json in
      json.member("action", step.action.rawValue)
      json.member("symbol", step.symbol)
      json.member("quantity", step.quantity)
      json.member("movements", each: step.movements) { json, movement in
        json.object { json in
          json.member("currency", movement.currency.description)
          json.member("amount", movement.amount)
          json.member("fee", movement.fee)
          json.member("balance", movement.balance)
        }
      }
      json.member("total", step.total)
    }
  }

  private mutating func write(_ money: Money) {
    object { json in
      json.member("currency", money.currency.description)
      json.member("amount", money.amount)
    }
  }
}
