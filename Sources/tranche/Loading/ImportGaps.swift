import Exchange
import Portfolio
import PortfolioStore
import Quantities

/// What a file did not tell of holdings and rules may read, as the commands that add it.
struct ImportGaps {
  private(set) var commands: [String] = []

  /// - Parameter set: what was taken from the file; what the portfolio knows already is no gap.
  init(of set: HoldingsSet, from source: HoldingsSource, in file: String) throws {
    let held = Set((set.positions ?? []).map(\.symbol))
    if held.isEmpty { return }
    let new = Set((set.instruments ?? []).map(\.symbol))
    let market = try PortfolioFile.open(at: file).market(asOf: Instant(secondsSinceEpoch: .max))
    let name = ShellWord.quoted(file)
    var currencies = Set((set.cash ?? []).map(\.money.currency))
    currencies.formUnion((set.accounts ?? []).map(\.baseCurrency))
    for (instrument, quote) in zip(market.instruments, market.quotes)
    where held.contains(instrument.symbol) {
      currencies.insert(instrument.currency)
      let symbol = ShellWord.quoted(instrument.symbol)
      // Without a word of it, all that is new was taken for what most of it is.
      if !source.gives.contains(.kind), new.contains(instrument.symbol) {
        commands.append("tranche portfolio set \(name) \(symbol) kind=\(instrument.kind.rawValue)")
      }
      if instrument.beta == nil {
        commands.append("tranche portfolio set \(name) \(symbol) beta=BETA")
      }
      if instrument.tags.isEmpty {
        commands.append("tranche portfolio tag \(name) \(symbol) sector=VALUE")
      }
      if quote == nil { commands.append("tranche portfolio price \(name) \(symbol) PRICE") }
    }
    for currency in currencies.sorted()
    where currency != market.numeraire && market.rates[currency] == nil {
      commands.append("tranche portfolio rate \(name) \(currency) RATE")
    }
  }

  func say() {
    if commands.isEmpty { return }
    print("the file does not tell this; add what your rules read:")
    for command in commands { print("  \(command)") }
  }
}
