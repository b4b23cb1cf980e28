// swift-tools-version: 6.2

import PackageDescription

// Rules of this manifest:
//  - a room depends only on the rooms that `docs/architecture.md` puts below it; a test compares the two;
//  - targets stand in that order, leaves first; each test target follows the rooms;
//  - an outside package is named once, with the reason it is here.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "tranche",
  products: [
    .executable(name: "tranche", targets: ["tranche"]),
    // For the benchmarks, which are a package of their own.
    .library(name: "RuleChecker", targets: ["Quantities", "RuleChecker", "RuleSyntax"]),
  ],
  dependencies: [
    // The command line: parsing, help, completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The portfolio file, over the system's libsqlite3.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Fractions of any size for the reference evaluator, in tests only.
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    // Colour on a terminal.
    .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
    // Comma-separated portfolio files.
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    // MARK: Rooms, leaves first
    .target(name: "Quantities", swiftSettings: strict),
    .target(name: "RuleSyntax", swiftSettings: strict),
    .target(
      name: "RuleChecker",
      dependencies: ["Quantities", "RuleSyntax"],
      swiftSettings: strict
    ),
    .target(name: "Portfolio", dependencies: ["Quantities"], swiftSettings: strict),
    .target(
      name: "Evaluator",
      dependencies: ["Portfolio", "Quantities", "RuleChecker", "RuleSyntax"],
      swiftSettings: strict
    ),
    .target(
      name: "RuleTesting",
      dependencies: ["Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax"],
      swiftSettings: strict
    ),
    // What of SQLite's C interface Swift can't call.
    .systemLibrary(name: "SQLiteSettings"),
    .target(
      name: "PortfolioStore",
      dependencies: [
        "Portfolio", "Quantities", "SQLiteSettings",
        .product(name: "GRDB", package: "GRDB.swift"),
        // The C interface, for stepping one statement over many rows.
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Exchange",
      dependencies: [
        "Portfolio", "Quantities",
        .product(name: "SwiftCSV", package: "SwiftCSV"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Reporting",
      dependencies: [
        "Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax", "RuleTesting",
        .product(name: "Rainbow", package: "Rainbow"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "tranche",
      dependencies: [
        "Evaluator", "Exchange", "Portfolio", "PortfolioStore", "Quantities", "Reporting",
        "RuleChecker", "RuleSyntax", "RuleTesting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),

    // MARK: Tests
    .target(
      name: "TestSupport",
      dependencies: [
        "Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax",
        .product(name: "BigInt", package: "BigInt"),
      ],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "QuantitiesTests",
      dependencies: ["Quantities", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RuleSyntaxTests",
      dependencies: ["RuleSyntax", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RuleCheckerTests",
      dependencies: ["Quantities", "RuleChecker", "RuleSyntax", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EvaluatorTests",
      dependencies: [
        "Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax", "TestSupport",
        .product(name: "BigInt", package: "BigInt"),
      ],
      exclude: ["Differences", "Facts/PhraseCorpus.txt"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RuleTestingTests",
      dependencies: [
        "Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax", "RuleTesting",
        "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PortfolioStoreTests",
      dependencies: [
        "Exchange", "Portfolio", "PortfolioStore", "Quantities", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ExchangeTests",
      dependencies: [
        "Evaluator", "Exchange", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Evaluator", "Portfolio", "Quantities", "Reporting", "RuleChecker", "RuleSyntax",
        "RuleTesting", "TestSupport",
      ],
      exclude: ["Snapshots"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "TestSupport", "tranche",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Genuine", "Transcripts"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ArchitectureTests",
      dependencies: ["TestSupport"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
