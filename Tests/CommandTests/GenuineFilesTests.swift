import Foundation
import TestSupport
import Testing

/// Inputs that other programs' own libraries make, and what those libraries say of them; orders that they judge.
/// `.ci/python`, which `make test` runs, installs them.
@Suite struct GenuineFilesTests {
  private struct Check: Decodable {
    let name: String
    let expected: Value
    let found: Value
  }

  /// Any JSON, to be compared.
  private enum Value: Decodable, Equatable, CustomStringConvertible {
    case null
    case bool(Bool)
    case number(Int)
    case text(String)
    case list([Value])
    case object([String: Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Int.self) {
        self = .number(value)
      } else if let value = try? container.decode(String.self) {
        self = .text(value)
      } else if let value = try? container.decode([Value].self) {
        self = .list(value)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    var description: String {
      switch self {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .number(let value): "\(value)"
      case .text(let value): value
      case .list(let values): "\(values)"
      case .object(let values): "\(values.sorted { $0.key < $1.key }.map { "\($0): \($1)" })"
      }
    }
  }

  @Test(.enabled(if: GenuineLibraries.isReady, GenuineLibraries.reason))
  func everyLibrarySaysWhatWeSay() throws {
    let folder = try GenuineLibraries.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = try GenuineLibraries.output(
      of: "genuine.py",
      [try TranscriptRunner.program().path, GenuineLibraries.place.path, folder.path]
    )
    let checks = try JSONDecoder().decode([Check].self, from: bytes)
    #expect(
      checks.map(\.name) == [
        "gnucash", "gnucash investment", "gnucash book_prices", "ofx 103", "ofx 203", "beancount",
        "money manager ex", "wealthfolio",
        "fix44", "fix44 judge", "alpaca",
      ]
    )
    for check in checks { #expect(check.found == check.expected, "\(check.name)") }
  }
}
