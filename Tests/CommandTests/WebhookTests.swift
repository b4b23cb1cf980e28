import Foundation
import Quantities
import TestSupport
import Testing

@testable import tranche

/// Alerts that are sent to a webhook by processes, and a server that is unkind to them.
///
/// They need `tranche-deliver`, which takes minutes to build: `make test-webhook` does so and says where it is. A plain
/// `make test` leaves them out unless it was built before.
@Suite(
  .enabled(
    if: WatchScene.deliver != nil,
    "NOT RUN: `make test-webhook` builds `tranche-deliver` and runs these"
  )
)
struct WebhookTests {
  /// What the news changes, in the order in which it is told.
  private static let order = [
    "catalyst_moved default_build", "rule_fires reassess", "rule_fires scale_in",
    "limit_near sectors: technology", "rule_fires hedge_toolchain",
    "step_unlocked scale_in.foothold",
  ]

  private func address(_ server: WebhookServer) -> String {
    "http://ana:s3cret@127.0.0.1:\(server.port)/hook/k3y?token=t0ken"
  }

  /// One run that delivers what is due at a minute and second of the day.
  private func once(
    _ scene: WatchScene,
    _ server: WebhookServer,
    at time: String = "12:00:00",
    _ more: [String] = []
  ) throws -> (status: Int32, out: String, err: String) {
    let run = try scene.run(
      ["--once", "--webhook", address(server)] + more,
      at: "2025-12-15T\(time)Z"
    )
    for secret in ["s3cret", "k3y", "t0ken", "ana:"] {
      #expect(!run.err.contains(secret) && !run.out.contains(secret), "\(run.err)")
    }
    return run
  }

  @Test func alertsAreSentInOrder() throws {
    let scene = try WatchScene()
    let server = try WebhookServer()
    try scene.put(WatchScene.news, as: "a.jsonl")
    let run = try once(scene, server)
    #expect(run.status == 0, "\(run.err)")
    #expect(try server.told() == WebhookTests.order)
    let first = try #require(server.requests.first)
    #expect(first.line == "POST /hook/k3y?token=t0ken HTTP/1.1")
    #expect(first.header["content-type"] == "application/json")
    #expect(
      first.header["authorization"] == "Basic " + Data("ana:s3cret".utf8).base64EncodedString()
    )
    let object = try JSONSerialization.jsonObject(with: Data(first.body.utf8)) as? [String: Any]
    #expect(object?["schema"] as? String == "tranche.alert/1")
    #expect(first.header["idempotency-key"] == object?["id"] as? String)
    // Nothing is left for another time.
    #expect(try once(scene, server, at: "12:01:00").status == 0)
    #expect(server.requests.count == 6)
  }

  /// What may be otherwise another time keeps its place before later alerts, and its id.
  @Test(arguments: [
    ("it answered with status 500", WebhookServer.Behaviour.answer(500)),
    ("it answered with status 429", .answer(429)),
    ("the connection was closed without an answer", .drop),
  ])
  func aFailureIsTriedAgain(reason: String, behaviour: WebhookServer.Behaviour) throws {
    let scene = try WatchScene()
    let server = try WebhookServer([.answer(200), behaviour, behaviour])
    try scene.put(WatchScene.news, as: "a.jsonl")
    let failed = try once(scene, server)
    #expect(failed.status == 74)
    #expect(failed.err.contains("to http://127.0.0.1:\(server.port): \(reason)"), "\(failed.err)")
    #expect(failed.err.contains("tried again in 1 second\n"))
    #expect(failed.err.contains("5 alerts were not delivered"))
    // Nothing overtakes it, and nothing is sent before its time.
    #expect(server.requests.count == 2)
    #expect(try once(scene, server).status == 74)
    #expect(server.requests.count == 2)
    #expect(try once(scene, server, at: "12:00:01").status == 74)
    #expect(server.requests.count == 3)
    #expect(try once(scene, server, at: "12:00:03").status == 0)
    #expect(try server.told() == WebhookTests.order)
    let second = server.requests[1...3].map { $0.header["idempotency-key"] }
    #expect(Set(second).count == 1 && second.first != nil)
  }

  @Test func aServerSaysWhenToComeAgain() throws {
    let scene = try WatchScene()
    let server = try WebhookServer([
      .answer(429, "Retry-After: 40\r\n"),
      .answer(503, "Retry-After: Mon, 15 Dec 2025 12:02:00 GMT\r\n"),
    ])
    try scene.put(WatchScene.news, as: "a.jsonl")
    #expect(try once(scene, server).err.contains("tried again in 40 seconds"))
    #expect(try once(scene, server, at: "12:00:39").status == 74)
    #expect(server.requests.count == 1)
    #expect(try once(scene, server, at: "12:00:40").err.contains("tried again in 80 seconds"))
    #expect(try once(scene, server, at: "12:01:59").status == 74)
    #expect(server.requests.count == 2)
    #expect(try once(scene, server, at: "12:02:00").status == 0)
    #expect(try server.told() == WebhookTests.order)
  }

  @Test(arguments: [400, 404, 307])
  func aRefusalIsKeptAndHoldsNothingUp(status: Int) throws {
    let scene = try WatchScene()
    let elsewhere = "Location: http://127.0.0.1:1/elsewhere\r\n"
    let server = try WebhookServer([.answer(200), .answer(status, elsewhere)])
    try scene.put(WatchScene.news, as: "a.jsonl")
    let run = try once(scene, server)
    #expect(run.status == 74)
    #expect(run.err.contains("it answered with status \(status)\n"))
    #expect(run.err.contains("--retry-refused"))
    #expect(run.err.contains("1 alert was not delivered"))
    var rest = WebhookTests.order
    let refused = rest.remove(at: 1)
    #expect(try server.told() == rest)
    // It is not tried again until somebody wants it.
    #expect(try once(scene, server, at: "13:00:00").status == 0)
    #expect(try server.told() == rest)
    #expect(try once(scene, server, at: "13:01:00", ["--retry-refused"]).status == 0)
    #expect(try server.told() == rest + [refused])
  }

  @Test func aServerThatIsNotThereIsTriedAgain() throws {
    let scene = try WatchScene()
    let gone = try WebhookServer()
    gone.stop()
    try scene.put(WatchScene.news, as: "a.jsonl")
    let failed = try once(scene, gone)
    #expect(
      failed.status == 74 && failed.err.contains("connection refused"),
      "\(failed.err)"
    )
    let server = try WebhookServer(port: gone.port)
    #expect(try once(scene, server, at: "12:00:01").status == 0)
    #expect(try server.told() == WebhookTests.order)
  }

  /// Killed while the server thinks, and everywhere else: nothing is lost, and the first of each id come in order.
  @Test func whatAKilledWatchDidNotSendIsSent() throws {
    for number in 0..<6 {
      let scene = try WatchScene()
      let server = try WebhookServer([.answer(200), .slow(300), .answer(500), .drop])
      try scene.put(WatchScene.news, as: "a.jsonl")
      let watch = try scene.start(["--webhook", address(server)])
      if number < 4 {
        usleep(UInt32(100_000 + number * 60_000))
      } else {
        try scene.wait { server.requests.count > number - 4 }
      }
      try scene.end(watch, SIGKILL)
      usleep(400_000)
      for second in 1..<20 where try server.told().count < 6 || second < 4 {
        _ = try once(scene, server, at: "12:00:\(10 + 2 * second)")
      }
      var seen: Set<String> = []
      let told = try zip(server.told(), server.requests.filter(\.isTaken)).filter {
        seen.insert($1.header["idempotency-key"] ?? "").inserted
      }
      #expect(told.map(\.0) == WebhookTests.order, "kill \(number)")
    }
  }

  /// A watch that goes on tries again by itself, while the command gets its alerts all the same.
  @Test func aRunningWatchTriesAgain() throws {
    let scene = try WatchScene()
    let server = try WebhookServer([.answer(500), .answer(200), .drop])
    try scene.put(WatchScene.news, as: "a.jsonl")
    let kept = try scene.run(
      ["--once", "--webhook", address(server), "--command", "cat >> got"]
    )
    #expect(kept.status == 74)
    #expect(try scene.alerts(in: "got").told == WatchScene.told)
    // By the real clock, which is later: then there is more to tell.
    let watch = try scene.start(["--webhook", address(server)], at: nil)
    try scene.wait { try server.told().count >= 6 }
    try scene.end(watch, SIGTERM)
    #expect(watch.terminationReason == .exit && watch.terminationStatus == 0)
    #expect(try Array(server.told().prefix(6)) == WebhookTests.order)
    #expect(scene.text("err").contains("the connection was closed without an answer"))
  }

  @Test func anAddressInAFileIsOnNoCommandLine() throws {
    let scene = try WatchScene()
    let server = try WebhookServer()
    try scene.put(WatchScene.news, as: "a.jsonl")
    let file = scene.folder.appendingPathComponent("address")
    try Data((address(server) + "\nmore\n").utf8).write(to: file)
    #expect(try scene.run(["--once", "--webhook", "@address"]).status == 0)
    #expect(try server.told() == WebhookTests.order)
    try Data("ftp://s3cret\n".utf8).write(to: file)
    let bad = try scene.run(["--once", "--webhook", "@address"])
    #expect(bad.status == 64 && !bad.err.contains("s3cret"))
  }
}
