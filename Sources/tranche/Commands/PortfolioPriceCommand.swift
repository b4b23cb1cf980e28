import ArgumentParser
import Exchange
import Portfolio
import PortfolioStore
import Quantities

/// `tranche portfolio price`: one more price in the history.
struct PortfolioPriceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "price",
    abstract: "Add a price of an instrument.",
    discussion: """
      The price is of one unit, in the instrument's currency. A price of a date counts from the next \
      00:00Z, one of a moment at once; one with the same moment is replaced.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The instrument.")
  var symbol: String

  @Argument(help: "The price: 180.25")
  var price: String

  @Option(help: "When it was made: 2025-12-12 or 2025-12-12T21:00Z. Default: now.")
  var at: String?

  func run() throws {
    let console = Console.standard
    var said = ""
    let counts = try PortfolioEditing.edit(file) { portfolio in
      let instrument = try PortfolioEditing.instrument(symbol, in: portfolio)
      let moment = at ?? Clock.now().description
      let set = try HoldingsEdit.price(of: symbol, price, at: moment)
      said = (set.prices ?? []).map { row in
        "\(row.quote.price) \(instrument.currency)" + spelled(row.quote.at, row.quote.available)
      }.joined()
      return set
    }
    print("\(symbol): \(said)")
    for split in counts.suspectedSplits { console.warn(split) }
  }
}

/// `tranche portfolio rate`: one more exchange rate in the history.
struct PortfolioRateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate",
    abstract: "Add an exchange rate.",
    discussion: """
      The rate says how much of the file's one currency of rates one unit of the currency is worth. Of \
      dates and moments the same holds as for prices.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The currency: EUR")
  var currency: String

  @Argument(help: "What one unit of it is worth: 1.17")
  var rate: String

  @Option(help: "When it was made: 2025-12-12 or 2025-12-12T21:00Z. Default: now.")
  var at: String?

  func run() throws {
    var said = ""
    _ = try PortfolioEditing.edit(file) { portfolio in
      let numeraire = try portfolio.numeraire()
      let set = try HoldingsEdit.rate(
        of: currency,
        in: numeraire.description,
        rate,
        at: at ?? Clock.now().description
      )
      said = (set.rates ?? []).map { row in
        "\(row.quote.rate) \(numeraire)" + spelled(row.quote.at, row.quote.available)
      }.joined()
      return set
    }
    print("\(currency): \(said)")
  }
}

/// ` at 2025-12-12T00:00:00Z, known from 2025-12-13T00:00:00Z`.
private func spelled(_ at: Instant, _ available: Instant) -> String {
  " at \(at)" + (at == available ? "" : ", known from \(available)")
}
