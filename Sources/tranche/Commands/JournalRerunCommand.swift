import ArgumentParser
import Evaluator
import Portfolio
import PortfolioStore
import Reporting

/// `tranche journal rerun`: works an applied run out again from what its entry kept, and says whether it
/// comes to the same.
struct JournalRerunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Work an applied run out again, from what it read then.",
    discussion: """
      Rulebook, news, holdings, prices and the journal are taken as the run read them, whatever has \
      changed since; only the portfolio file is needed. Status 0: the proposal is the same, byte for byte; \
      2: it differs.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
  var number: Int64

  @Option(help: "How the proposal is written.")
  var format: ProposalFormat = .table

  @Flag(name: .shortAndLong, help: "Also show every hold, limit and rule.")
  var verbose = false

  func run() throws {
    let console = Console.standard
    let (file, past) = try PortfolioOpener.reporting {
      try PortfolioFile.open(at: portfolio, asReadBy: number)
    }
    let read = try request(past).read(console, as: past, from: file)
    let writer = format.writer(console.reportOptions(isVerbose: verbose))
    var buffer: [UInt8] = []
    var text = ProposalText(writer, read.header, into: &buffer)
    var digest = ProposalDigest(read.header)
    var others: [String] = []
    try read.forEachAccount { account, journal in
      let proposal = read.evaluation.propose(for: account, journal: journal)
      digest.take(proposal)
      if let known = past.digests[account.name], known != proposal.accountHash {
        others.append(account.name)
      }
      text.append(proposal, into: &buffer)
      try console.write(&buffer)
    }
    text.end(into: &buffer)
    try console.write(&buffer)
    if digest.end() == past.outputHash {
      console.say(
        .note,
        "the proposal of run \(number) comes out the same, byte for byte",
        help: ""
      )
      return
    }
    let names = others.map { "`\($0)`" }.joined(separator: ", ")
    console.say(
      .warning,
      "the proposal of run \(number) does not come out the same"
        + (others.isEmpty ? "" : "; other inputs were found for \(names)"),
      help: "another version of this program may have recorded it; see `tranche journal "
        + "\(portfolio) \(number)`"
    )
    throw CommandFailure(.personMustLook)
  }

  /// What was asked for then.
  private func request(_ past: RecordedRun) throws -> EvaluationRequest {
    let words = CommandLineText.words(of: past.options)
    guard words.first == RebalanceCommand.configuration.commandName,
      let command = try? RebalanceCommand.parse(Array(words.dropFirst())),
      let request = try? command.request
    else {
      throw CommandFailure(
        .badInput,
        "run \(number) can't be worked out again: its command line is not understood: \(past.options)",
        help: "another version of this program recorded it"
      )
    }
    return request
  }
}
