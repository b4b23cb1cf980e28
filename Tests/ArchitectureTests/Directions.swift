/// What each room may import. The manifests and `docs/architecture.md` must say the same.
struct Room {
  /// Other rooms, and modules of outside packages.
  let packages: Set<String>
  /// Modules that come with Swift.
  let system: Set<String>

  init(_ packages: Set<String> = [], system: Set<String> = []) {
    self.packages = packages
    self.system = system
  }

  static let all: [String: Room] = [
    "Quantities": Room(),
    "RuleSyntax": Room(),
    "RuleChecker": Room(["Quantities", "RuleSyntax"]),
    "Portfolio": Room(["Quantities"]),
    "Evaluator": Room(
      ["Portfolio", "Quantities", "RuleChecker", "RuleSyntax"],
      system: ["Synchronization"]
    ),
    "RuleTesting": Room([
      "Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax",
    ]),
    "PortfolioStore": Room(
      ["GRDB", "GRDBSQLite", "Portfolio", "Quantities", "SQLiteSettings"],
      system: ["Darwin", "Foundation", "Glibc", "Musl"]
    ),
    "Exchange": Room(["Portfolio", "Quantities", "SwiftCSV"], system: ["Foundation"]),
    "Reporting": Room([
      "Evaluator", "Portfolio", "Quantities", "Rainbow", "RuleChecker", "RuleSyntax",
      "RuleTesting",
    ]),
    "tranche": Room(
      [
        "ArgumentParser", "Evaluator", "Exchange", "Portfolio", "PortfolioStore", "Quantities",
        "Reporting", "RuleChecker", "RuleSyntax", "RuleTesting",
      ],
      system: ["Foundation"]
    ),
    "Delivery": Room(
      ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix"],
      system: ["Foundation"]
    ),
  ]

  /// Import lines of `source` that its room does not allow.
  static func problems(in source: SourceText) -> [String] {
    guard let room = all[source.room] else { return ["\(source.path): no such room"] }
    return source.imports.filter { !room.packages.contains($0) && !room.system.contains($0) }
      .map { "\(source.path): `\(source.room)` may not import `\($0)`" }
  }
}
