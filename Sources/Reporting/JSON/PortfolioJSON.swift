internal import Portfolio
internal import Quantities

/// A portfolio in JSON, `"schema": "tranche.portfolio/1"`: numbers are strings, exact or rounded
/// half-even to 8 decimals; null is unknown.
extension JSONWriter {
  mutating func write(_ overview: PortfolioOverview) {
    object { json in
      json.member("account", overview.account)
      json.member("baseCurrency", overview.baseCurrency.description)
      json.member("asOf", overview.asOf.description)
      json.member("nav", overview.nav)
      json.member("navIsEstimated", overview.navIsEstimated)
      json.member("gross", overview.gross)
      json.member("net", overview.net)
      json.member("holdings", each: overview.holdings) { $0.write($1) }
      json.member("cash", each: overview.cash) { json, cash in
        json.object { json in
          json.member("currency", cash.money.currency.description)
          json.member("amount", cash.money.amount.spelled(minimumFractionDigits: 0))
          json.member("value", cash.value)
        }
      }
      json.member("exposure", each: overview.breakdowns) { json, breakdown in
        json.object { json in
          json.member("dimension", breakdown.dimension)
          json.member("parts", each: breakdown.parts) { json, part in
            json.object { json in
              json.member("name", part.name)
              json.member("gross", part.gross)
              json.member("net", part.net)
            }
          }
        }
      }
      json.member("concentration") { json in
        json.object { json in
          json.member("herfindahlHirschmanIndex", overview.concentration?.index)
          json.member("effectiveNumber", overview.concentration?.effectiveNumber)
        }
      }
      json.member("notices", overview.notices)
    }
  }

  private mutating func write(_ holding: PortfolioOverview.Holding) {
    object { json in
      json.member("symbol", holding.symbol)
      json.member("name", holding.name)
      json.member("kind", holding.kind.rawValue)
      json.member("quantity", holding.quantity.spelled(minimumFractionDigits: 0))
      json.member("price", holding.price)
      json.member("currency", holding.currency.description)
      json.member("isStale", holding.isStale)
      json.member("value", holding.value)
      json.member("weight", holding.weight)
    }
  }
}
