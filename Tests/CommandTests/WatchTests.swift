import Foundation
import TestSupport
import Testing

/// Watches as processes: signals, kills, deliveries.
@Suite struct WatchTests {
  @Test func aFileThatIsRenamedIntoTheInboxIsTold() throws {
    let scene = try WatchScene()
    let watch = try scene.start(["--format", "jsonl"])
    try scene.wait { scene.text("err").contains("watching") }
    try scene.put(WatchScene.news, as: "a.jsonl")
    try scene.wait { try scene.alerts(in: "out").told == WatchScene.told }
    // The same content once more is not taken.
    try scene.put(WatchScene.news, as: "b.jsonl")
    try scene.put("{\"id\":\"2\",\"title\":\"Weather\"}\n", as: "c.jsonl")
    try scene.wait { scene.text("err").contains("inbox/c.jsonl: 1 new") }
    #expect(!scene.text("err").contains("b.jsonl"))
    try scene.end(watch, SIGTERM)
    #expect(watch.terminationReason == .exit && watch.terminationStatus == 0)
    #expect(try scene.alerts(in: "out").told == WatchScene.told)
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aSignalEndsItCleanly(number: Int32) throws {
    let scene = try WatchScene()
    let watch = try scene.start([])
    try scene.wait { scene.text("err").contains("watching") }
    try scene.end(watch, number)
    #expect(watch.terminationReason == .exit && watch.terminationStatus == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scene.folder.path).sorted() == [
        "err", "house-limits.tranche", "inbox", "out", "rust.tranche", "t.sqlite",
      ]
    )
  }

  @Test func aSecondSignalEndsItAtOnce() throws {
    let scene = try WatchScene()
    let watch = try scene.start(["--command", "touch begun; exec sleep 8"])
    try scene.wait { scene.text("err").contains("watching") }
    try scene.put(WatchScene.news, as: "a.jsonl")
    try scene.wait { FileManager.default.fileExists(atPath: scene.folder.path + "/begun") }
    kill(watch.processIdentifier, SIGTERM)
    usleep(200_000)
    #expect(watch.isRunning)
    try scene.end(watch, SIGTERM)
    #expect(watch.terminationStatus == 128 + SIGTERM)
    // What was under way is delivered again by the next.
    #expect(try scene.run(["--once", "--command", "cat >> got"]).status == 0)
    #expect(try scene.alerts(in: "got").told == WatchScene.told)
  }

  /// Killed at many moments, a watch loses nothing, and delivers under the ids that it wrote down.
  @Test func whatAKilledWatchDidNotDeliverIsDelivered() throws {
    for number in 0..<12 {
      let scene = try WatchScene()
      try scene.put(WatchScene.news, as: "a.jsonl")
      let watch = try scene.start(["--command", "cat >> got"])
      usleep(UInt32(20_000 + number * 25_000))
      try scene.end(watch, SIGKILL)
      let end = try scene.run(["--once", "--command", "cat >> got"])
      #expect(end.status == 0, "\(end.err)")
      let alerts = try scene.alerts(in: "got")
      #expect(Set(alerts.told) == Set(WatchScene.told), "killed after \(20 + number * 25) ms")
      #expect(Set(alerts.ids).count == WatchScene.told.count)
    }
  }

  @Test func aFailedDeliveryIsKept() throws {
    let scene = try WatchScene()
    try scene.put(WatchScene.news, as: "a.jsonl")
    let failed = try scene.run(["--once", "--command", "cat > /dev/null; exit 3"])
    #expect(failed.status == 74)
    #expect(failed.err.contains("its status was 3"))
    #expect(failed.err.contains("6 alerts were not delivered"))
    #expect(try scene.run(["--once"]).status == 0)
  }

  /// Nothing of the news reaches the shell but as standard input.
  @Test func hostileNewsIsNoCommand() throws {
    let scene = try WatchScene()
    let hostile =
      "Rust for Linux is built by default $(touch pwned) `touch pwned` '; touch pwned; \u{1B}[2J"
    let object: [String: Any] = [
      "id": "$(touch pwned)", "title": hostile, "source": "kernel.org; touch pwned",
      "url": "https://kernel.org/x", "published": "2025-12-14T10:00:00Z", "sentiment": 0.6,
      "impact": 0.5,
    ]
    let data = try JSONSerialization.data(withJSONObject: object)
    try scene.put(
      String(decoding: data, as: UTF8.self) + "\n",
      as: "a; touch pwned #\u{1B}[31m.jsonl"
    )
    let run = try scene.run(["--once", "--command", "cat >> got"])
    #expect(run.status == 0)
    #expect(!FileManager.default.fileExists(atPath: scene.folder.path + "/pwned"))
    #expect(!(run.out + run.err + scene.text("got")).contains("\u{1B}"))
    #expect(try scene.alerts(in: "got").told.contains("catalyst_moved default_build"))
  }

  @Test func aBadFileStopsNothing() throws {
    let scene = try WatchScene()
    try scene.put("\u{0}\u{1}\u{2}", as: "a.bin")
    try scene.put("{\"id\": \"1\", \"title\"\n", as: "b.jsonl")
    try scene.put(WatchScene.news, as: "c.jsonl")
    let run = try scene.run(["--once", "--format", "jsonl"])
    #expect(run.status == 65)
    #expect(run.err.contains("inbox/a.bin") && run.err.contains("inbox/b.jsonl:1:"))
    #expect(try scene.alerts(in: "out").told == WatchScene.told)
    // They are known, and not told again.
    #expect(try scene.run(["--once"]).err == "")
  }

  /// What somebody else writes into the portfolio file is told as well.
  @Test func aPersonsWordIsTold() throws {
    let scene = try WatchScene()
    let watch = try scene.start(["--format", "jsonl"])
    try scene.wait { scene.text("err").contains("watching") }
    let moved = ["catalyst_moved gcc_support", "rule_fires reassess"]
    let person = Process()
    person.executableURL = try TranscriptRunner.program()
    person.arguments = [
      "catalyst", "confirm", "t.sqlite", "gcc_support", "--rules", "rust.tranche",
    ]
    person.currentDirectoryURL = scene.folder
    person.environment = ["TRANCHE_NOW": "2025-12-15T12:00:00Z"]
    person.standardOutput = FileHandle.nullDevice
    person.standardError = FileHandle.nullDevice
    try person.run()
    person.waitUntilExit()
    #expect(person.terminationStatus == 0)
    try scene.wait { try scene.alerts(in: "out").told == moved }
    try scene.end(watch, SIGTERM)
  }
}
