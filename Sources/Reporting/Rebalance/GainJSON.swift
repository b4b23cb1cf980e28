internal import Evaluator
internal import Portfolio
internal import Quantities

/// Realised gains and wash sales in JSON; `docs/schema/rebalance-1.json` describes them.
extension JSONWriter {
  mutating func write(_ gains: RealisedGains) {
    object { json in
      json.member("method", gains.method.rawValue)
      json.member("total", gains.total)
      json.member("isIncomplete", gains.isIncomplete)
      json.member("sales", each: gains.sales) { $0.write($1) }
    }
  }

  private mutating func write(_ sale: RealisedGains.Sale) {
    object { json in
      json.member("symbol", sale.symbol)
      json.member("action", sale.action.rawValue)
      json.member("quantity", sale.quantity)
      json.member("currency", sale.currency.description)
      json.member("cost", sale.cost)
      json.member("proceeds", sale.proceeds)
      json.member("gain", sale.gain)
      json.member("gainInBase", sale.gainInBase)
      json.member("unknown", sale.hasNoPrice ? "no_price" : sale.unknown?.rawValue)
      json.member("washUntil", sale.washUntil?.description)
      json.member("lots", each: sale.parts) { json, part in
        json.object { json in
          json.member("opened", part.opened?.description)
          json.member("quantity", part.quantity)
          json.member("cost", part.cost)
          json.member("proceeds", part.proceeds)
          json.member("gain", part.gain)
          json.member("left", part.left)
        }
      }
    }
  }

  mutating func write(_ wash: WashSale) {
    object { json in
      json.member("symbol", wash.symbol)
      json.member("quantity", wash.quantity)
      json.member("loss", wash.loss)
      json.member("currency", wash.currency.description)
      json.member("replaced", wash.replaced)
      json.member("until", wash.until.description)
      json.member("replacements", each: wash.replacements) { json, purchase in
        json.object { json in
          json.member("account", purchase.account)
          json.member("quantity", purchase.quantity)
          json.member("source", purchase.sourceName)
          json.member("opened", purchase.opened?.description)
        }
      }
    }
  }
}

extension Purchase {
  fileprivate var sourceName: String {
    switch source {
    case .lot: "lot"
    case .openOrder: "open_order"
    case .proposal: "proposal"
    }
  }

  fileprivate var opened: CalendarDate? {
    if case .lot(let opened) = source { opened } else { nil }
  }
}
