import Exchange
import Portfolio
import PortfolioStore
import Quantities

/// Makes a small change of a portfolio file in one transaction, with every failure in the user's words.
enum PortfolioEditing {
  /// Takes the set that `make` works out from the file; what is wrong with it is wrong usage.
  static func edit(
    _ path: String,
    _ make: (PortfolioFile) throws -> HoldingsSet
  ) throws -> ImportCounts {
    do {
      return try PortfolioOpener.reporting {
        try PortfolioFile.importHoldings(into: path, make)
      }
    } catch let problem as HoldingsProblem {
      let place = problem.column.map { "\(option($0)): " } ?? ""
      throw CommandFailure(.wrongUsage, place + problem.message, help: problem.help ?? "")
    }
  }

  /// The instrument called `symbol`, with its tags.
  static func instrument(_ symbol: String, in file: PortfolioFile) throws -> Instrument {
    let market = try file.market(asOf: Clock.now())
    if let index = market.indexBySymbol[symbol] { return market.instruments[index] }
    let known = market.instruments.map(\.symbol)
    throw unknownInstrument(symbol, among: known, file: file.path)
  }

  static func unknownInstrument(
    _ symbol: String,
    among known: [String],
    file: String
  ) -> CommandFailure {
    CommandFailure(
      .badInput,
      "there is no instrument `\(symbol)`",
      help: nearestName(to: symbol, among: known).map { "did you mean `\($0)`?" }
        ?? "add it with `tranche portfolio set \(file) \(symbol) --new currency=USD`"
    )
  }

  private static func option(_ column: String) -> String { column == "date" ? "--at" : column }
}

/// `NAME=VALUE` words of the command line as assignments.
func assignments(_ words: [String]) throws -> [HoldingsEdit.Assignment] {
  try words.map { word in
    if let assignment = HoldingsEdit.Assignment(word) { return assignment }
    throw CommandFailure(
      .wrongUsage,
      "`\(word)` is not a name with a value",
      help: "write `name=value`, without blanks around the `=`"
    )
  }
}
