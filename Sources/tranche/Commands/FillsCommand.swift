import ArgumentParser
import Exchange
import Portfolio
import PortfolioStore

/// `tranche fills`: what a broker executed of the orders that were sent.
struct FillsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fills",
    abstract: "Book what a broker executed of the orders that were sent.",
    discussion: """
      The file is comma-separated: symbol,side,quantity,price,at and, if wanted, fee,order,account,reference. \
      A row without the number of its order fills the oldest open one of its side and symbol. What was \
      booked before is passed over, so that a file may be given twice.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: "The file of executions.", completion: .file(extensions: ["csv"]))
  var file: String

  @Option(help: "Which lots a sale takes: fifo, lifo, hifo or average.")
  var lots: LotMethod = .fifo

  @OptionGroup var options: AuthorOptions

  func run() throws {
    let console = Console.standard
    let reading = FillsFile.read(try FileReader.bytes(at: file), name: file)
    for problem in reading.problems {
      console.say(.error, problem.description, help: problem.help ?? "")
    }
    let outcome = try PortfolioOpener.reporting {
      try PortfolioFile.record(
        fills: reading.fills,
        lots: lots,
        by: options.author,
        in: portfolio
      )
    }
    for refused in outcome.refused {
      console.say(
        .error,
        "\(file):\(refused.row): \(refused.reason.message)",
        help: refused.reason.help
      )
    }
    print(summary(outcome))
    let left = reading.problems.count + outcome.refused.count
    guard left == 0 else {
      throw CommandFailure(
        .badInput,
        left == 1 ? "1 row was left out" : "\(left) rows were left out",
        help: "mend them and give the file again; what was booked is not booked twice"
      )
    }
  }

  private func summary(_ outcome: PortfolioFile.FillsOutcome) -> String {
    let entry = outcome.entry.map { "entry \($0), " } ?? ""
    let known = outcome.repeated > 0 ? ", \(outcome.repeated) known already" : ""
    return
      "\(portfolio): \(entry)\(outcome.booked) fill\(outcome.booked == 1 ? "" : "s") booked\(known)"
  }
}
