import Evaluator
import Foundation
import Portfolio
import Quantities
import RuleChecker
import Synchronization
import TestSupport
import Testing

/// Something that must hold of every generated scenario: 2,000 of them, or as many as `TRANCHE_CASES`
/// says, from the seed that `TRANCHE_SEED` says. A failure is shrunk and printed.
enum Property {
  /// A scenario with what is proposed for it.
  struct Case: Sendable {
    let scenario: Scenario
    let proposal: AccountProposal

    init(_ scenario: Scenario) {
      self.scenario = scenario
      proposal = scenario.proposal
    }
  }

  static let count = setting("TRANCHE_CASES", otherwise: 2000)
  static let first = setting("TRANCHE_SEED", otherwise: 1)
  /// Seeds of one test case each, so that cases run side by side.
  static let chunks: [Range<Int>] = stride(from: 0, to: count, by: 125).map {
    first + $0..<first + min(count, $0 + 125)
  }
  /// Each scenario is generated and evaluated once for all properties.
  private static let known = Dictionary(
    uniqueKeysWithValues: chunks.map { ($0.lowerBound, Chunk(seeds: $0)) }
  )

  private final class Chunk: Sendable {
    let seeds: Range<Int>
    let cases = Mutex<[Case]>([])

    init(seeds: Range<Int>) { self.seeds = seeds }

    func all() -> [Case] {
      cases.withLock { cases in
        if cases.isEmpty {
          cases = seeds.map { Case(ScenarioGenerator.scenario(seed: UInt64($0))) }
        }
        return cases
      }
    }
  }

  /// A number from the environment.
  static func setting(_ name: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? otherwise
  }

  /// - Parameter fault: what is wrong with a case; nothing when the property holds of it.
  static func check(
    _ seeds: Range<Int>,
    at location: SourceLocation = #_sourceLocation,
    _ fault: (Case) -> String?
  ) {
    for one in known[seeds.lowerBound]?.all() ?? [] {
      guard let found = fault(one) else { continue }
      let least = one.scenario.shrunk { fault(Case($0)) != nil }
      let end = Case(least)
      Issue.record(
        """
        seed \(one.scenario.seed): \(found)
        shrunk: \(fault(end) ?? "")
        \(least.text)
        proposes \(end.proposal.changes.map(\.shown))
        """,
        sourceLocation: location
      )
      return
    }
  }
}

extension Change {
  /// `buy NVDA 4`.
  var shown: String { "\(action.rawValue) \(symbol) \(quantity)" }
  /// Whether it adds: a purchase or a short sale.
  var adds: Bool { action == .buy || action == .short }
  /// Signed: sales and short sales are below zero.
  var signedUnits: Int64 {
    action == .buy || action == .cover ? quantity.units : -quantity.units
  }
}

extension AccountProposal {
  /// Signed units traded, by symbol; conversions are left out.
  var traded: [String: Int64] {
    changes.filter { $0.action != .convert }
      .reduce(into: [:]) { $0[$1.symbol, default: 0] += $1.signedUnits }
  }
}

extension Scenario {
  /// Units held, with what is sent and not yet filled.
  func held(_ index: Int) -> Int64 {
    let held = account.positions.filter { $0.instrument == index }.map(\.quantity.units)
    return held.reduce(0, +) + (journal.pending[index]?.units ?? 0)
  }

  func held(_ symbol: String) -> Int64 { market.indexBySymbol[symbol].map { held($0) } ?? 0 }

  func lot(_ index: Int) -> Int64 {
    let instrument = instruments[index]
    let kinds: [InstrumentKind] = [.stock, .fund, .leveragedFund, .inverseFund, .cashLike]
    let isSplit = rulebook.settings.allowsFractionalShares && kinds.contains(instrument.kind)
    return isSplit && instrument.lot == .whole(1) ? 1 : instrument.lot.units
  }

  func instrument(_ symbol: String) -> Instrument? { instruments.first { $0.symbol == symbol } }

  /// Whether a rule or limit `for accounts` speaks of the account.
  func isMeant(by tag: TagReference?) -> Bool {
    guard let tag else { return true }
    return account.tags.contains { $0.dimension == tag.dimension && $0.value == tag.value }
  }

  var hedgeSymbols: Set<String> {
    Set(
      rulebook.rules.compactMap { rule in
        if case .hedge(let hedge) = rule.action { hedge.instrument } else { nil }
      }
    )
  }

  /// Whether a condition of any rule has `word` in its description.
  func reads(_ words: String...) -> Bool {
    let conditions =
      rulebook.rules.flatMap(\.conditions).map { "\($0)" }
      + rulebook.lets.map { "\($0.value)" }
    return conditions.contains { text in words.contains { text.contains($0) } }
  }

  /// Every price and rate there is, and of the evaluation's own moment.
  var withFreshMarket: Scenario {
    var fresh = self
    for symbol in instruments.map(\.symbol) {
      let price = quotes[symbol]?.price ?? .cents(10_000)
      fresh.quotes[symbol] = Quote(price: price, at: asOf, available: asOf)
    }
    for currency in ["EUR", "GBP", "JPY", "USD"].compactMap({ Currency($0) })
    where currency != numeraire {
      let rate = rates[currency]?.rate ?? .one
      fresh.rates[currency] = RateQuote(rate: rate, at: asOf, available: asOf)
    }
    return fresh
  }
}
