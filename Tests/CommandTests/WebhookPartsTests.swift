import Foundation
import Quantities
import TestSupport
import Testing

@testable import tranche

/// The parts of webhooks, without any process or network.
@Suite struct WebhookPartsTests {
  private static let promised = ProcessInfo.processInfo.environment["TRANCHE_DELIVER"]

  /// Where it is promised, its tests can't be left out in silence.
  @Test(.enabled(if: promised != nil, "NOT RUN: `make test-webhook` says where the program is"))
  func theProgramIsThereWhereItIsSaidToBe() throws {
    let place = try #require(Self.promised)
    #expect(FileManager.default.isExecutableFile(atPath: place))
    #expect(WatchScene.deliver?.path == place)
  }

  @Test(arguments: [
    ("https://hooks.example.com/services/T0/B0/x", "https://hooks.example.com"),
    ("HTTP://ana:pass@Example.com:8080/x?y=z#f", "http://Example.com:8080"),
    ("http://[::1]:99/x", "http://[::1]:99"),
  ])
  func anAddressShowsNoSecret(text: String, shown: String) throws {
    let address = try #require(WebhookAddress(text))
    #expect(address.shown == shown)
    #expect(!address.address.contains("@") && !address.address.contains("#"))
  }

  @Test(arguments: [
    "", "example.com", "ftp://example.com/x", "https:///x", "http://", "https://a b/",
    "file:///etc",
    "https://example.com/\u{7}", "https://exämple.com/", "javascript:alert(1)",
  ])
  func whatIsNoAddressIsRefused(text: String) { #expect(WebhookAddress(text) == nil) }

  @Test func theProgramIsLookedForInOrder() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-program-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let places = ["a", "b", "c"].map { folder.appendingPathComponent($0).path }
    for (place, mode) in zip(places, [0o644, 0o755, 0o755]) {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      FileManager.default.createFile(
        atPath: place + "/tranche-deliver",
        contents: Data(),
        attributes: [.posixPermissions: mode]
      )
    }
    #expect(try WebhookProgram.find(in: places) == places[1] + "/tranche-deliver")
    #expect(throws: CommandFailure.self) { try WebhookProgram.find(in: [places[0], "/nowhere"]) }
  }

  @Test func pausesGrowAndScatter() {
    var chance = SeededGenerator(seed: 7)
    for (attempts, range) in [
      (0, 1...1), (1, 1...1), (2, 1...2), (3, 2...4), (5, 8...16), (11, 300...600),
      (1000, 300...600),
    ] as [(Int, ClosedRange<Int64>)] {
      let found = Set(
        (0..<2000).map { _ in Backoff.seconds(after: attempts, using: &chance) }
      )
      #expect(found.min() == range.lowerBound && found.max() == range.upperBound)
    }
  }

  @Test func anAnswerIsUnderstood() {
    let now = Instant(secondsSinceEpoch: 1_765_800_000)
    func outcome(_ text: String) -> Delivery.Outcome { WebhookAnswer(text).outcome(at: now) }
    for status in [200, 201, 202, 204, 299] { #expect(outcome("\(status)\n\n") == .taken) }
    for status in [301, 307, 400, 403, 404, 409, 410, 422, 499] {
      #expect(outcome("\(status)\n5\n") == .refused("it answered with status \(status)"))
    }
    for (text, wait) in [
      ("7", 7), (" 7 ", 7), ("-7", 0), ("0", 0), ("soon", 0), ("", 0), ("99999999", 86_400),
      ("99999999999999999999", 86_400), ("Mon, 15 Dec 2025 12:00:30 GMT", 30),
      ("Mon, 15 Dec 2025 11:00:30 GMT", 0), ("Fri, 15 Dec 2034 12:00:30 GMT", 86_400),
    ] as [(String, Int64)] {
      #expect(
        outcome("503\n\(text)\n") == .failed("it answered with status 503", wait: wait),
        "\(text)"
      )
    }
    #expect(outcome("failed: there is no wire\n\n") == .failed("there is no wire"))
    for text in ["", "\n", "99\n", "600\n", "two hundred\n"] {
      #expect(outcome(text) == .failed("it said nothing"))
    }
  }
}
