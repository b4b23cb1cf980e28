import Evaluator
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Reporting
import RuleChecker
import RuleSyntax

/// Gathers what a run records while its accounts are evaluated, and applies it at the end.
struct RunGathering {
  private let request: EvaluationRequest
  private let read: EvaluationInputs
  /// Of the portfolio file when it was read.
  private let state: FileState
  private var parts: [RunRecord.AccountPart] = []
  /// What was read of the portfolio file.
  private let image: [UInt8]
  private var output: ProposalDigest

  init(_ request: EvaluationRequest, _ read: EvaluationInputs) throws {
    self.request = request
    self.read = read
    state = try PortfolioOpener.reporting { try read.file.state() }
    image = try RunGathering.image(read)
    output = ProposalDigest(read.header)
  }

  private static func image(_ read: EvaluationInputs) throws -> [UInt8] {
    let asOf = read.header.asOf
    let past = RulebookNeeds(read.rulebook).pastPrices(in: read.evaluation.market, asOf: asOf)
    return try PortfolioOpener.reporting { try read.file.image(asOf: asOf, moments: past.keys) }
  }

  /// The rulebook's files and the news files, as they were read.
  private var documents: [RunRecord.Document] {
    var found: [String: [UInt8]] = [:]
    for file in read.rulebook.files { found[file.path] = Array(file.bytes) }
    for document in read.news.documents { found[document.name] = document.content }
    return found.sorted { $0.key < $1.key }.map {
      RunRecord.Document(name: $0.key, content: $0.value)
    }
  }

  mutating func take(_ account: Account, _ proposal: AccountProposal) {
    output.take(proposal)
    guard let run = proposal.run else { return }
    parts.append(
      RunRecord.AccountPart(
        account: account,
        digest: proposal.accountHash,
        nav: proposal.nav,
        run: run
      )
    )
  }

  /// Records the run, and says so. Where it can't be recorded, an orders file that was written is removed:
  /// orders that nobody recorded must not be sent.
  mutating func apply(_ options: ApplyOptions, lots: LotMethod, _ console: Console) throws {
    guard !parts.isEmpty else {
      console.say(.note, "nothing was applied: no account was evaluated", help: "")
      return
    }
    do {
      let applied = try PortfolioOpener.reporting {
        try read.file.close()
        return try PortfolioFile.apply(
          record(),
          in: read.evaluation.market,
          ifStill: state,
          isFilled: options.isFilled,
          lots: lots,
          by: options.author.author,
          to: request.portfolio
        )
      }
      say(applied, isFilled: options.isFilled, console)
    } catch {
      if let orders = request.orders { try? FileManager.default.removeItem(atPath: orders.path) }
      throw error
    }
  }

  private mutating func record() -> RunRecord {
    let header = read.header
    var identity = ContentDigest()
    identity.update("\(header.id)\n".utf8)
    for part in parts { identity.update("\(part.account.name)\u{1F}\(part.digest)\n".utf8) }
    return RunRecord(
      rulebook: header.rulebookName,
      rulebookHash: header.rulebookHash,
      at: header.asOf,
      proposal: identity.hexadecimal(),
      outputHash: output.end(),
      options: CommandLineText.text(of: CommandLine.arguments.dropFirst()),
      documents: documents,
      image: image,
      parts: parts
    )
  }

  private func say(_ applied: PortfolioFile.AppliedEntry, isFilled: Bool, _ console: Console) {
    if applied.isRepeated {
      console.say(
        .note,
        "this proposal is run \(applied.run) already; nothing was recorded",
        help: "look at it with `tranche journal \(request.portfolio) \(applied.run)`"
      )
      return
    }
    let orders =
      applied.orders == 0
      ? "no orders"
      : "\(applied.orders) order\(applied.orders == 1 ? "" : "s") \(isFilled ? "filled" : "sent")"
    let next =
      applied.orders == 0 || isFilled
      ? "look at it with `tranche journal \(request.portfolio) \(applied.run)`"
      : "book what is executed with `tranche fills \(request.portfolio) FILLS.csv`"
    console.say(
      .note,
      "recorded run \(applied.run): \(orders)",
      help: next
    )
  }
}
