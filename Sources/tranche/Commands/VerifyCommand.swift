import ArgumentParser
import Evaluator
import Exchange
import Quantities
import Reporting

/// `tranche verify`: computes a saved proposal again, and says where it differs. Writes nothing but its
/// result.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compute a saved proposal again and say whether it is the same.",
    usage: "tranche verify <proposal> <portfolio> --rules <rules> [<options>]",
    discussion: """
      Takes the moment, the accounts, the assumptions and the terms from the proposal, and everything else \
      from the files given. News files are not part of a proposal: give the same ones. Status 0: identical; \
      2: it differs.
      """
  )

  @Argument(
    help: "What `rebalance --save` or `evaluate --format json` wrote.",
    completion: .file(extensions: ["json"])
  )
  var proposal: String

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var portfolio: String

  @Option(help: "The rulebook: a .tranche file, or a folder of them.", completion: .file())
  var rules: String

  @Option(help: "A news file of that run; may be given several times.", completion: .file())
  var news: [String] = []

  @OptionGroup var page: PageOptions

  @Option(help: "How the result is written: text or json.")
  var format: VerificationReport.Format = .text

  func run() throws {
    let console = Console.standard
    let document = try read()
    let read = try request(document).read(console)
    let comparison = ProposalComparison(document.root, try recomputed(read, document))
    let report = VerificationReport(
      inputs: comparison.inputs.map(\.named),
      differences: comparison.differences.map {
        .init(
          account: $0.account,
          subject: $0.subject,
          field: $0.field,
          saved: $0.saved,
          now: $0.now
        )
      }
    )
    var bytes: [UInt8] = []
    report.write(as: format, console.reportOptions(isVerbose: false), into: &bytes)
    try console.write(&bytes)
    if !report.isIdentical || read.isIncomplete { throw CommandFailure(.personMustLook) }
  }

  private func read() throws -> ProposalDocument {
    let bytes = try FileReader.bytes(at: proposal)
    do throws(ProposalDocument.Problem) {
      return try ProposalDocument(bytes)
    } catch {
      throw CommandFailure(
        .badInput,
        "\(proposal):\(error.line):\(error.column): \(error.message)",
        help: error.help
      )
    }
  }

  private func request(_ document: ProposalDocument) throws -> EvaluationRequest {
    EvaluationRequest(
      portfolio: portfolio,
      rules: rules,
      news: news,
      page: page.facts,
      assumptions: document.assumptions,
      asOf: document.asOf,
      accounts: document.accounts,
      terms: try terms(of: document)
    )
  }

  private func terms(of document: ProposalDocument) throws -> TradingTerms {
    let terms = TradingTerms(
      limitName: document.restriction,
      investment: document.investment
    )
    guard let terms else {
      throw CommandFailure(
        .badInput,
        "`\(proposal)` has terms that do not go together",
        help: "save it again with `tranche rebalance --save FILE`"
      )
    }
    return terms
  }

  /// The proposal of now, as it would be saved.
  private func recomputed(
    _ read: EvaluationInputs,
    _ document: ProposalDocument
  ) throws -> JSONNode {
    let writer = ProposalFormat.json.writer(ReportOptions(isVerbose: document.isVerbose))
    var bytes: [UInt8] = []
    var text = ProposalText(writer, read.header, into: &bytes)
    try read.forEachAccount { account, journal in
      text.append(read.evaluation.propose(for: account, journal: journal), into: &bytes)
    }
    text.end(into: &bytes)
    return try ProposalDocument(bytes).root
  }
}

extension ProposalComparison.Input {
  /// For a report.
  fileprivate var named: VerificationReport.Input {
    switch self {
    case .rulebook: .rulebook
    case .market: .market
    case .news: .news
    case .account(let name): .account(name)
    }
  }
}
