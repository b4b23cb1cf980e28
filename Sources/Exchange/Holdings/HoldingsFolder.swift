internal import Foundation

/// Reads a folder of holdings files.
public enum HoldingsFolder {
  /// Why a folder could not be read at all.
  public enum Failure: Error, CustomStringConvertible, Hashable, Sendable {
    case noSuchFolder(path: String)
    case notAFolder(path: String)
    case noHoldings(path: String)
    case unreadable(path: String)

    public var message: String {
      switch self {
      case .noSuchFolder(let path): "there is no folder `\(path)`"
      case .notAFolder(let path): "`\(path)` is not a folder"
      case .noHoldings(let path): "`\(path)` holds no holdings files"
      case .unreadable(let path): "`\(path)` can't be read"
      }
    }

    public var help: String {
      switch self {
      case .noSuchFolder: "check the path"
      case .notAFolder: "name the folder that holds `positions.csv` and the other files"
      case .noHoldings:
        "it needs at least one of \(HoldingsText.fileNames.map { "`\($0)`" }.joined(separator: ", "))"
      case .unreadable: "check its permissions"
      }
    }

    public var description: String { message }
  }

  /// Reads every `.csv` file in the folder at `path`; see `HoldingsText.read`.
  ///
  /// - Throws: `Failure` when the folder can't be read or holds no part of a set.
  public static func read(
    at path: String,
    knownAccounts: [String] = [],
    knownSymbols: [String] = []
  ) throws(Failure) -> HoldingsReading {
    HoldingsText.read(
      try files(at: path),
      knownAccounts: knownAccounts,
      knownSymbols: knownSymbols
    )
  }

  /// The bytes of every `.csv` file in the folder at `path`, by name.
  ///
  /// - Throws: `Failure` when the folder can't be read or holds no part of a set.
  public static func files(at path: String) throws(Failure) -> [String: [UInt8]] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .noSuchFolder(path: path)
    }
    guard isFolder.boolValue else { throw .notAFolder(path: path) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .unreadable(path: path)
    }
    var files: [String: [UInt8]] = [:]
    for name in names where name.lowercased().hasSuffix(".csv") && !name.hasPrefix(".") {
      let file = path + "/" + name
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
        throw .unreadable(path: file)
      }
      files[name] = [UInt8](bytes)
    }
    guard files.keys.contains(where: HoldingsText.fileNames.contains) else {
      throw .noHoldings(path: path)
    }
    return files
  }
}
