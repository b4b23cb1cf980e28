// swift-tools-version: 6.2

import PackageDescription

// `tranche-deliver`, which `tranche watch --webhook` starts: a package of its own, so that neither `tranche` nor who
// works on it needs HTTP and TLS, which take longer to build than everything else together. `make build`
// builds it, and `make test-webhook` for its tests (`Tests/CommandTests/WebhookTests.swift`).

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "delivery",
  products: [.executable(name: "tranche-deliver", targets: ["Delivery"])],
  dependencies: [
    // HTTP and TLS, and the types of its requests.
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .executableTarget(
      name: "Delivery",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: ".",
      swiftSettings: strict
    )
  ],
  swiftLanguageModes: [.v6]
)
