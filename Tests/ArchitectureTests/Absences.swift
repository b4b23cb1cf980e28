/// What must never be there, each with the files it speaks of.
struct Absence: CustomStringConvertible, Sendable {
  let name: String
  let applies: @Sendable (SourceText) -> Bool
  let finds: @Sendable (SourceText) -> Bool
  /// A file that breaks it.
  let planted: SourceText

  var description: String { name }

  func problems(in source: SourceText) -> [String] {
    applies(source) && finds(source) ? ["\(source.path): \(name)"] : []
  }

  static let all: [Absence] = [
    Absence(
      name: "no forced try, cast or unwrap",
      applies: isProduct,
      finds: { $0.code.contains(forcing) },
      planted: SourceText(path: "Sources/tranche/Bad.swift", text: "let a = list.first! + 1")
    ),
    Absence(
      name: "no trap",
      applies: isProduct,
      finds: { $0.code.contains(/\b(fatalError|precondition|preconditionFailure|unowned)\b/) },
      planted: SourceText(path: "Sources/Portfolio/Bad.swift", text: "fatalError(\"no\")")
    ),
    Absence(
      name: "no binary floating point where results are made",
      applies: { exactRooms.contains($0.room) && isProduct($0) },
      finds: { $0.code.contains(/\b(Double|Float|Float16|Float32|Float64|Float80|CGFloat)\b/) },
      planted: SourceText(path: "Sources/Evaluator/Bad.swift", text: "let a: Double = 1")
    ),
    Absence(
      name: "no SQL outside PortfolioStore",
      applies: { isProduct($0) && $0.room != "PortfolioStore" },
      finds: { source in
        source.strings.contains {
          $0.contains(/\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|PRAGMA)\s/)
        }
      },
      planted: SourceText(path: "Sources/Exchange/Bad.swift", text: "run(\"SELECT 1\")")
    ),
    Absence(
      name: "no clock, file or environment in the rooms that compute and report",
      applies: { silentRooms.contains($0.room) && isProduct($0) },
      finds: { $0.code.contains(/\b(Date\(\)|ContinuousClock|FileManager|ProcessInfo|getenv)/) },
      planted: SourceText(path: "Sources/Reporting/Bad.swift", text: "let now = Date()")
    ),
    Absence(
      name: "no file above 400 lines",
      applies: { _ in true },
      finds: { $0.lines.count > 401 },
      planted: SourceText(
        path: "Tests/QuantitiesTests/Bad.swift",
        text: String(repeating: "let a = 1\n", count: 401)
      )
    ),
    Absence(
      name: "no work left for later",
      applies: { !$0.path.hasPrefix("Tests/ArchitectureTests") },
      finds: { $0.text.contains(/\b(TODO|FIXME|XXX|HACK)\b/) },
      planted: SourceText(path: "Sources/tranche/Bad.swift", text: "// TODO: later")
    ),
    Absence(
      name: "no XCTest",
      applies: { _ in true },
      finds: { $0.imports.contains("XCTest") },
      planted: SourceText(path: "Tests/QuantitiesTests/Bad.swift", text: "import XCTest")
    ),
  ]

  private static let isProduct: @Sendable (SourceText) -> Bool = { $0.path.hasPrefix("Sources/") }

  private static let exactRooms: Set<String> = [
    "Quantities", "Portfolio", "RuleChecker", "Evaluator", "Reporting",
  ]

  private static let silentRooms: Set<String> = [
    "Quantities", "Portfolio", "RuleSyntax", "RuleChecker", "Evaluator", "Reporting",
  ]

  /// `try!`, `as!`, and an exclamation mark straight after an operand.
  nonisolated(unsafe) private static let forcing = /\b(try|as)!|[\w\)\]\}\?]!(?!=)/
}
