import Portfolio
import PortfolioStore
import Quantities
import Testing

/// What a watch keeps in the file: states, files taken, and what is to be delivered.
@Suite struct WatchStoreTests {
  private let scratch: Scratch
  private let path: String
  private let start = Instant(secondsSinceEpoch: 1_765_800_000)

  init() throws {
    scratch = try Scratch()
    path = scratch.path("t.sqlite")
    try build(sample: "technology", at: path)
  }

  private func later(_ seconds: Int64) -> Instant {
    Instant(secondsSinceEpoch: start.secondsSinceEpoch + seconds)
  }

  private func record(alerts: Int64 = 0) -> WatchRecord {
    WatchRecord(rulebook: "house", rulebookHash: "h", at: start, alerts: alerts)
  }

  private func row(_ kind: String, _ subject: String, _ value: String = "fires") -> WatchRow {
    WatchRow(kind: kind, subject: subject, value: value)
  }

  private func mark() throws -> WatchMark? {
    try PortfolioFile.open(at: path).watchMark(of: "house")
  }

  @Test func statesAreReplacedByAccount() throws {
    #expect(try mark() == nil)
    var first = record(alerts: 2)
    first.world = [row("catalyst", "ready", "none")]
    first.accounts = [
      "growth": [row("rule", "a"), row("rule", "b")], "family": [row("rule", "a")],
    ]
    _ = try PortfolioFile.record(first, in: path)
    var second = record(alerts: 3)
    second.accounts = [
      "growth": [row("step", "a.one", "open")], "family": [], "gone": [row("rule", "a")],
    ]
    _ = try PortfolioFile.record(second, in: path)
    let mark = try #require(try mark())
    #expect(mark.alerts == 3 && mark.at == start)
    #expect(mark.world == [row("catalyst", "ready", "none")])
    #expect(mark.accounts == ["growth": [row("step", "a.one", "open")]])
    #expect(try PortfolioFile.open(at: path).watchMark(of: "another") == nil)
  }

  @Test func aWriteTellsTheStateBeforeIt() throws {
    let found = try PortfolioFile.open(at: path).state()
    let before = try PortfolioFile.record(record(), in: path)
    #expect(before == found)
    #expect(try PortfolioFile.open(at: path).state() == before.next)
  }

  @Test func anAlertIsKeptUntilItIsDelivered() throws {
    var one = record(alerts: 2)
    one.outbox = [
      WatchRecord.Alert(id: "a", content: "{}"), WatchRecord.Alert(id: "b", content: "{}"),
    ]
    one.targets = [.command, .webhook]
    _ = try PortfolioFile.record(one, in: path)
    // The same alert is not kept twice.
    _ = try PortfolioFile.record(one, in: path)
    func waiting(_ moment: Instant? = nil) throws -> [String] {
      try PortfolioFile.open(at: path).undelivered(dueAt: moment).map {
        "\($0.number) \($0.alert) \($0.target.rawValue) \($0.attempts)"
      }
    }
    #expect(try waiting() == ["1 a command 0", "2 a webhook 0", "3 b command 0", "4 b webhook 0"])
    _ = try PortfolioFile.record(
      [1: .delivered, 2: .failed("status 1", again: later(8))],
      at: start,
      in: path
    )
    #expect(try waiting() == ["2 a webhook 1", "3 b command 0", "4 b webhook 0"])
    #expect(try waiting(later(7)) == ["3 b command 0", "4 b webhook 0"])
    #expect(try waiting(later(8)) == ["2 a webhook 1", "3 b command 0", "4 b webhook 0"])
    #expect(try PortfolioFile.open(at: path).undelivered(limit: 1).count == 1)
    #expect(
      try contents(of: path, asking: "SELECT failure FROM outbox WHERE id = 2") == ["status 1"]
    )
    // Of what was delivered, a week is kept.
    _ = try PortfolioFile.record([3: .delivered], at: later(7 * 86_400), in: path)
    #expect(try contents(of: path, asking: "SELECT count(*) FROM outbox") == ["4"])
    _ = try PortfolioFile.record([4: .delivered], at: later(7 * 86_400 + 1), in: path)
    #expect(try contents(of: path, asking: "SELECT group_concat(id) FROM outbox") == ["2,3,4"])
  }

  @Test func filesAreKnownByTheirContent() throws {
    var one = record()
    one.files = [WatchRecord.TakenFile(digest: "d1", name: "a", items: 3, mistakes: 0)]
    _ = try PortfolioFile.record(one, in: path)
    one.files = [
      WatchRecord.TakenFile(digest: "d1", name: "b", items: 0, mistakes: 0),
      WatchRecord.TakenFile(digest: "d2", name: "c", items: 0, mistakes: 1),
    ]
    _ = try PortfolioFile.record(one, in: path)
    #expect(try PortfolioFile.open(at: path).takenFiles() == ["d1", "d2"])
    #expect(try contents(of: path, asking: "SELECT name FROM watch_file") == ["a", "c"])
  }
}
