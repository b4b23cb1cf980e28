// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that neither `make build` nor `make test` compiles it. `make bench` runs
// it; docs/performance.md says what it showed.

let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "tranche", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "rulebook-speed",
      dependencies: [.product(name: "RuleChecker", package: "tranche")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]
    )
  ],
  swiftLanguageModes: [.v6]
)
