import Portfolio
import Quantities
import RuleChecker

/// The instruments that the facts of a test speak of. They are the same in all of its runs, so that
/// what one run put on is found by the next.
struct TestInstruments {
  private(set) var bySymbol: [String: Instrument] = [:]
  /// The account's: that of the first `cash`, else that of the first price.
  let baseCurrency: Currency
  private var kinds: Set<String> = []

  /// - Parameters:
  ///   - known: those of a portfolio file.
  ///   - currency: of the portfolio file's account.
  init(_ test: RuleTest, known: [Instrument], currency: Currency?) throws(TestFault) {
    guard let currency = currency ?? TestInstruments.currency(of: test) else {
      throw TestFault(
        "the test has no account",
        help: "begin it with `account { cash 100_000 USD … }`"
      )
    }
    baseCurrency = currency
    for instrument in known { bySymbol[instrument.symbol] = instrument }
    for entry in test.entries {
      guard case .fact(let fact) = entry else { continue }
      switch fact.kind {
      case .account(let facts): for fact in facts { read(fact.kind) }
      case .price(let symbol, _, let currency, _): change(symbol) { $0.currency = currency }
      case .catalyst(_, let member?, _, _): change(member) { _ in }
      case .portfolio, .catalyst, .newsStale, .signals: continue
      }
    }
    inferKinds()
  }

  private static func currency(of test: RuleTest) -> Currency? {
    var first: Currency?
    for entry in test.entries {
      guard case .fact(let fact) = entry, case .account(let facts) = fact.kind else { continue }
      for fact in facts {
        switch fact.kind {
        case .cash(let money): return money.currency
        case .price(_, _, let currency): first = first ?? currency
        default: continue
        }
      }
    }
    return first
  }

  private mutating func read(_ fact: AccountFact.Kind) {
    switch fact {
    case .holds(let symbol, _, _): change(symbol) { _ in }
    case .price(let symbol, _, let currency): change(symbol) { $0.currency = currency }
    case .figure(let figure, let symbol, let number):
      change(symbol) { instrument in
        switch figure {
        case .beta: instrument.beta = number
        case .leverage: instrument.leverage = number
        case .multiplier: instrument.multiplier = number
        case .adv: instrument.averageDailyVolume = Quantity(units: number.units)
        case .lot: instrument.lot = Quantity(units: number.units)
        }
      }
    case .kind(let symbol, let name):
      kinds.insert(symbol)
      change(symbol) { $0.kind = InstrumentKind(rawValue: name) ?? $0.kind }
    case .tag(let symbol, let dimension, let value):
      change(symbol) { $0.tags.append(Tag(dimension: dimension, value: value)) }
    case .cash, .accountTag, .rate: return
    }
  }

  private mutating func change(_ symbol: String, _ body: (inout Instrument) -> Void) {
    var instrument = bySymbol[symbol] ?? Instrument(symbol: symbol, currency: baseCurrency)
    body(&instrument)
    bySymbol[symbol] = instrument
  }

  /// What has leverage is a fund, unless the test says otherwise.
  private mutating func inferKinds() {
    for (symbol, instrument) in bySymbol where !kinds.contains(symbol) && instrument.kind == .stock
    {
      if instrument.leverage.isNegative {
        bySymbol[symbol]?.kind = .inverseFund
      } else if instrument.leverage != .one {
        bySymbol[symbol]?.kind = .leveragedFund
      }
    }
  }
}
