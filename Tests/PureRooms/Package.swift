// swift-tools-version: 6.2

import PackageDescription

// The pure rooms with their tests, for `Tests/soak` and `Tests/Mutants/run`: without the portfolio file and
// the commands, so that a release build or a planted fault is built in a fraction of the time. Both lay
// this manifest beside a `Sources` and a `Tests`.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "pure-rooms",
  dependencies: [.package(url: "https://github.com/attaswift/BigInt", from: "6.0.1")],
  targets: [
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
      name: "EvaluatorTests",
      dependencies: [
        "Evaluator", "Portfolio", "Quantities", "RuleChecker", "RuleSyntax", "TestSupport",
        .product(name: "BigInt", package: "BigInt"),
      ],
      exclude: ["Facts/PhraseCorpus.txt"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
