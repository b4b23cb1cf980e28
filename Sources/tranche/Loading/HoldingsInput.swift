import Exchange
import Foundation
import Portfolio
import PortfolioStore
import Quantities

/// What an import takes: a folder of the CSV set, or a broker's statement in one file.
enum HoldingsInput {
  case folder([String: [UInt8]])
  case statement(HoldingsSource, bytes: [UInt8], name: String)

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
    let bytes = try FileReader.bytes(at: path)
    let name = (path as NSString).lastPathComponent
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

  /// The format of one file; nothing for a folder.
  var source: HoldingsSource? {
    if case .statement(let source, _, _) = self { source } else { nil }
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
      var known = KnownPortfolio()
      if let portfolio {
        let market = try portfolio.market(asOf: Instant(secondsSinceEpoch: .max))
        known.accounts = try portfolio.accountRows()
        known.instruments = market.instruments
        known.numeraire = market.rates.isEmpty ? nil : market.numeraire
      }
      return source.read(bytes, name: name, known: known)
    }
  }
}
