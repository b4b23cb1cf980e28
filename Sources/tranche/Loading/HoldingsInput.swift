import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities

/// What an import takes: a folder of the CSV set, or one file of a broker or of another program.
enum HoldingsInput {
  case folder([String: [UInt8]])
  case statement(HoldingsSource, bytes: [UInt8], name: String)
  case book(HoldingsSource, Tables, name: String)
  case ledger(HoldingsSource, LedgerQueries.Answers, name: String)

  init(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(
        .noSuchFile,
        "there is no folder or file `\(path)`",
        help: "check the path and its spelling"
      )
    }
    if !FileReader.isFolder(path) {
      self = try Self.statement(at: path)
      return
    }
    do {
      self = .folder(try HoldingsFolder.files(at: path))
    } catch {
      throw CommandFailure(.badInput, error.message, help: error.help)
    }
  }

  private static func statement(at path: String) throws -> HoldingsInput {
    let name = (path as NSString).lastPathComponent
    if try FileReader.beginning(of: path, isDatabase: ForeignDatabase.recognises) {
      return try book(at: path, name: name)
    }
    let bytes = try FileReader.bytes(at: path)
    if let source = HoldingsSource.recognise(bytes), !source.questions.isEmpty {
      let answers = try LedgerQueries.answers(to: source.questions, of: path)
      return .ledger(source, answers, name: name)
    }
    if let source = HoldingsSource.recognise(bytes) {
      return .statement(source, bytes: bytes, name: name)
    }
    let isPart = HoldingsText.fileNames.contains(name)
    throw CommandFailure(
      .badInput,
      "`\(path)` is no statement that is known here",
      help: isPart
        ? "name the folder that it is in"
        : "name a folder of CSV files, or one of: "
          + HoldingsSource.allCases.map(\.title).joined(separator: "; ")
    )
  }

  private static func book(at path: String, name: String) throws -> HoldingsInput {
    do {
      let database = try ForeignDatabase(at: path)
      guard let source = HoldingsSource.recognise(tables: database.tableNames) else {
        throw CommandFailure(
          .badInput,
          "`\(path)` is a database of no program that is known here",
          help: "name one of: " + HoldingsSource.allCases.map(\.title).joined(separator: "; ")
        )
      }
      return .book(source, try database.read(source.tables), name: name)
    } catch let failure as ForeignDatabase.Failure {
      throw CommandFailure(.badInput, failure.message, help: failure.help)
    }
  }

  /// The format of one file; nothing for a folder.
  var source: HoldingsSource? {
    switch self {
    case .folder: nil
    case .statement(let source, _, _), .book(let source, _, _), .ledger(let source, _, _): source
    }
  }

  /// The holdings, as an addition to what `portfolio` has; nothing for a new file.
  func read(into portfolio: PortfolioFile?) throws -> HoldingsReading {
    switch self {
    case .folder(let files):
      return HoldingsText.read(
        files,
        knownAccounts: try portfolio?.accountNames() ?? [],
        knownSymbols: try portfolio?.symbols() ?? []
      )
    case .statement(let source, let bytes, let name):
      return source.read(bytes, name: name, known: try Self.known(to: portfolio))
    case .book(let source, let tables, let name):
      return source.read(tables, name: name, known: try Self.known(to: portfolio))
    case .ledger(let source, let answers, let name):
      return source.read(
        answers: answers.tables,
        complaints: answers.complaints,
        name: name,
        known: try Self.known(to: portfolio)
      )
    }
  }

  private static func known(to portfolio: PortfolioFile?) throws -> KnownPortfolio {
    guard let portfolio else { return KnownPortfolio() }
    let market = try portfolio.market(asOf: Instant(secondsSinceEpoch: .max))
    return KnownPortfolio(
      accounts: try portfolio.accountRows(),
      instruments: market.instruments,
      numeraire: market.rates.isEmpty ? nil : market.numeraire
    )
  }
}
