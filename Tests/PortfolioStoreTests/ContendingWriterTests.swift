import Foundation
import GRDB
import Testing

/// Who can't write, because another does, the disk is full or the folder is closed, is told so, and
/// nothing is lost.
@Suite struct ContendingWriterTests {
  private let scene: ProgramScene
  private let words = ["rebalance", "f.sqlite", "--rules", "rules.tranche", "--apply"]

  init() throws {
    scene = try ProgramScene()
    try scene.restore("start.sqlite")
  }

  @Test func ofTwoThatApplyAtOnceOneWins() throws {
    for round in 0..<6 {
      try scene.restore("start.sqlite")
      let first = try scene.start(words, at: "2026-01-12T13:05Z")
      usleep(UInt32(round) * 30_000)
      let second = try scene.start(words, at: "2026-01-12T13:06Z")
      let ends = [try first.end(), try second.end()]
      let winners = ends.filter { $0.status == 0 }
      #expect(!winners.isEmpty, "\(ends)")
      for end in ends where end.status != 0 {
        #expect(end.status == 74)
        let isSaid = [
          "another process changed it meanwhile", "`f.sqlite` is locked by another process",
        ]
        .contains { end.errors.contains($0) }
        #expect(isSaid, "\(end.errors)")
      }
      // Who came wholly after the other sees its orders as sent, and sends none.
      #expect(try count("change") == 2 * ProgramScene.accounts, "round \(round): \(ends)")
      #expect(try count("run") == winners.count)
    }
  }

  @Test func aLockedFileIsSaidToBe() throws {
    let before = try contents(of: scene.path)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: scene.path, configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let end = try scene.run(words)
    #expect(end.status == 74)
    #expect(end.errors.hasPrefix("error: `f.sqlite` is locked by another process\n"), "\(end)")
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try contents(of: scene.path) == before)
    #expect(try scene.run(words).status == 0)
  }

  /// Others that write for a while are waited for, and so are those that read.
  @Test(arguments: ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
  func aLockOfAMomentIsWaitedFor(lock: String) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: scene.path, configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: lock) }
    let started = try scene.start(words)
    usleep(1_500_000)
    #expect(started.process.isRunning)
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    let end = try started.end()
    #expect(end.status == 0, "\(end)")
  }

  /// A file that may not grow further is what a full disk is, but for its number.
  @Test(arguments: [0, 4, 12, 24])
  func aDiskThatIsFullIsSaidToBe(blocks: Int) throws {
    let before = try contents(of: scene.path)
    let size = try Data(contentsOf: URL(fileURLWithPath: scene.path)).count
    let limit = blocks == 0 ? 8 : size / 512 + blocks
    let importing = ["portfolio", "import", "f.sqlite", "changed"]
    let end = try scene.run(importing, under: "ulimit -f \(limit)")
    #expect(end.status == 74, "\(end)")
    #expect(
      end.errors.hasPrefix("error: nothing was written to `f.sqlite`: "),
      "\(end.errors)"
    )
    #expect(try contents(of: scene.path) == before)
    #expect(try contents(of: scene.path, asking: "PRAGMA integrity_check") == ["ok"])
    #expect(!FileManager.default.fileExists(atPath: scene.journal))
    #expect(try scene.run(importing).status == 0)
  }

  private func count(_ table: String) throws -> Int {
    Int(try contents(of: scene.path, asking: "SELECT count(*) FROM \(table)").first ?? "") ?? -1
  }
}
