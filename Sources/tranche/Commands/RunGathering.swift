import Evaluator
import Foundation
import Portfolio
import PortfolioStore
import Quantities
import Reporting
import RuleSyntax

/// Gathers what a run records while its accounts are evaluated, and applies it at the end.
struct RunGathering {
  private let request: EvaluationRequest
  private let read: EvaluationInputs
  /// Of the portfolio file when it was read.
  private let state: FileState
  private let documents: [RunRecord.Document]
  private var parts: [RunRecord.AccountPart] = []
  private var output: ContentDigest
  private let writer = ProposalFormat.json.writer()
  private var buffer: [UInt8] = []

  init(_ request: EvaluationRequest, _ read: EvaluationInputs) throws {
    self.request = request
    self.read = read
    state = try PortfolioOpener.reporting { try read.file.state() }
    documents = try RunGathering.documents(request)
    output = ContentDigest()
    writer.begin(read.header, into: &buffer)
  }

  /// The rulebook's files as checked, and the news files of this run.
  private static func documents(_ request: EvaluationRequest) throws -> [RunRecord.Document] {
    var found: [String: [UInt8]] = [:]
    for parsed in try RulebookFiles(request.rules).parsed {
      found[parsed.tree.file.path] = Array(parsed.tree.file.bytes)
    }
    for path in request.news { found[path] = try FileReader.bytes(at: path) }
    return found.sorted { $0.key < $1.key }.map {
      RunRecord.Document(name: $0.key, content: $0.value)
    }
  }

  mutating func take(_ account: Account, _ proposal: AccountProposal) {
    writer.account(proposal, isFirst: parts.isEmpty, into: &buffer)
    output.update(buffer)
    buffer.removeAll(keepingCapacity: true)
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
    writer.end(into: &buffer)
    output.update(buffer)
    let header = read.header
    var identity = ContentDigest()
    identity.update("\(header.id)\n".utf8)
    for part in parts { identity.update("\(part.account.name)\u{1F}\(part.digest)\n".utf8) }
    return RunRecord(
      rulebook: header.rulebookName,
      rulebookHash: header.rulebookHash,
      at: header.asOf,
      proposal: identity.hexadecimal(),
      outputHash: output.hexadecimal(),
      options: CommandLine.arguments.dropFirst().map(RunGathering.quoted).joined(separator: " "),
      documents: documents,
      parts: parts
    )
  }

  /// As a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte >= 0x80
        || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%".utf8
          .contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
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
