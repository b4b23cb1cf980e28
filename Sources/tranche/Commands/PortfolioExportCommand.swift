import ArgumentParser
import Exchange
import Foundation
import Portfolio
import PortfolioStore

/// `tranche portfolio export`: a portfolio file as a folder of CSV files.
struct PortfolioExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a portfolio file as a folder of CSV files.",
    discussion: """
      The files are those that `tranche portfolio import` takes, and give the same portfolio again. News, \
      acts and the journal are no part of them. A name that a spreadsheet would run as a formula gets an \
      apostrophe, which the import takes off.
      """
  )

  @Argument(help: "The portfolio file.", completion: .file(extensions: ["sqlite"]))
  var file: String

  @Argument(help: "The folder to write to; it is made when there is none.", completion: .directory)
  var folder: String

  @Flag(help: "Write over files that say something else.")
  var replace = false

  func run() throws {
    let portfolio = try PortfolioOpener.open(file)
    let set = try PortfolioOpener.reporting { try portfolio.holdings() }
    let files: [HoldingsFileText]
    do {
      files = try HoldingsText.files(of: set)
    } catch {
      throw CommandFailure(.badInput, "nothing was written: \(error)", help: error.help ?? "")
    }
    if !replace { try refuseOthers(files) }
    try makeFolder()
    for file in files { try FileWriter.write(file.bytes, to: path(of: file)) }
    print("\(folder): \(ImportCounts(of: set).spelled)")
  }

  private func path(of file: HoldingsFileText) -> String { "\(folder)/\(file.name)" }

  /// What a person wrote is not written over by mistake.
  private func refuseOthers(_ files: [HoldingsFileText]) throws {
    for file in files where FileManager.default.fileExists(atPath: path(of: file)) {
      if try FileReader.bytes(at: path(of: file)) == file.bytes { continue }
      throw CommandFailure(
        .readingOrWritingFailed,
        "nothing was written: `\(path(of: file))` already exists and says something else",
        help: "name another folder, or add `--replace`"
      )
    }
  }

  private func makeFolder() throws {
    if FileReader.isFolder(folder) { return }
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true
      )
    } catch {
      throw CommandFailure(
        .readingOrWritingFailed,
        "the folder `\(folder)` can't be made",
        help: "check its name and the permissions of the folder around it"
      )
    }
  }
}
