import Foundation
import TestSupport
import Testing

/// Import lines keep to the directions, and the three places that state them agree.
@Suite struct DirectionTests {
  @Test func filesImportOnlyWhatTheirRoomMay() {
    let sources = SourceText.all.filter { $0.path.hasPrefix("Sources/") }
    #expect(sources.count > 50)
    #expect(sources.flatMap { Room.problems(in: $0) } == [])
  }

  @Test(arguments: [
    "import Foundation", "public import Evaluator", "@testable import GRDB",
    "internal import struct Reporting.TextStyle",
  ])
  func aForbiddenImportIsFound(line: String) {
    let planted = SourceText(path: "Sources/Quantities/Bad.swift", text: "\(line)\nlet x = 1\n")
    #expect(Room.problems(in: planted).count == 1)
  }

  @Test func importsInCommentsAndStringsAreNone() {
    let text = "// import Foundation\nlet a = \"import GRDB\"\n/* import Rainbow */\n"
    #expect(SourceText(path: "Sources/Quantities/A.swift", text: text).imports == [])
  }

  @Test func theManifestSaysTheSame() throws {
    let rooms = try ["Package.swift", "Sources/Delivery/Package.swift"]
      .map { try Manifest(text($0)).dependencies }
      .reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
    #expect(rooms == Room.all.mapValues(\.packages))
  }

  @Test func theManifestIsRead() {
    let planted = """
      .target(name: "A", swiftSettings: strict),
      .target(name: "B", dependencies: ["A", .product(name: "P", package: "Q")]),
      // MARK: Tests
      .testTarget(name: "ATests", dependencies: ["A"]),
      """
    #expect(Manifest(planted).dependencies == ["A": [], "B": ["A", "P"]])
  }

  @Test func theDocumentSaysTheSame() throws {
    let rows = try documentedRooms(text("docs/architecture.md"))
    #expect(rows == Room.all.mapValues { $0.packages.union($0.system) })
  }

  @Test func theDocumentIsRead() {
    let planted = "| room | may import |\n| --- | --- |\n| `A` | |\n| `B` | `A`, `P` | holds |\n"
    #expect(documentedRooms(planted) == ["A": [], "B": ["A", "P"]])
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: repositoryRoot().appendingPathComponent(path), encoding: .utf8)
  }

  /// Rows of the table of rooms: the room and what it may import, each name in backticks.
  private func documentedRooms(_ document: String) -> [String: Set<String>] {
    var rooms: [String: Set<String>] = [:]
    for line in document.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count > 3 else { continue }
      guard let room = quoted(cells[1]).first else { continue }
      rooms[room] = Set(quoted(cells[2]))
    }
    return rooms
  }

  private func quoted(_ cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}

/// The rooms that `Package.swift` declares.
struct Manifest {
  private(set) var dependencies: [String: Set<String>] = [:]

  init(_ text: String) {
    let rooms = text.components(separatedBy: "// MARK: Tests").first ?? ""
    let targets = rooms.components(separatedBy: /\.(?:executableT|t)arget\(/)
    for target in targets.dropFirst() {
      guard let name = target.firstMatch(of: /name: "(\w+)"/) else { continue }
      let list = target.firstMatch(of: /(?s)dependencies: \[(.*?)\],?\s*(?:swiftSettings|\))/)
      let names = String(list?.1 ?? "").replacing(/package: "[^"]*"/, with: "")
        .matches(of: /"(\w+)"/).map { String($0.1) }
      dependencies[String(name.1)] = Set(names)
    }
  }
}

extension String {
  fileprivate func components(separatedBy pattern: some RegexComponent) -> [String] {
    split(separator: pattern, omittingEmptySubsequences: false).map(String.init)
  }
}
