import Foundation
import Portfolio
import PortfolioStore
import TestSupport
import Testing

/// The program is killed at random points while it writes: the file holds all of a command or nothing.
///
/// `TRANCHE_KILLS=500` kills so often in all, instead of 60 times, and prints where the kills fell.
@Suite struct KilledWriterTests {
  private static let setting = ProcessInfo.processInfo.environment["TRANCHE_KILLS"].flatMap(
    Int.init
  )

  enum Writer: String, CaseIterable {
    case apply
    case fills
    case importing = "import"
    case news

    var words: [String] {
      switch self {
      case .apply:
        ["rebalance", "f.sqlite", "--rules", "rules.tranche", "--apply", "--filled"]
      case .fills: ["fills", "f.sqlite", "fills.csv"]
      case .importing: ["portfolio", "import", "f.sqlite", "changed"]
      case .news: ["news", "import", "f.sqlite", "news.jsonl", "--with-bodies"]
      }
    }
  }

  @Test(arguments: Writer.allCases)
  func aKilledWriterLeavesAllOrNothing(writer: Writer) throws {
    let scene = try ProgramScene()
    try scene.restore("start.sqlite")
    if writer == .fills {
      let words = Writer.apply.words.filter { $0 != "--filled" }
      try #require(try scene.run(words).status == 0)
      try scene.writeFills(to: "fills.csv")
      try FileManager.default.removeItem(atPath: scene.scratch.path("start.sqlite"))
      try FileManager.default.copyItem(
        atPath: scene.path,
        toPath: scene.scratch.path("start.sqlite")
      )
    }
    let before = try contents(of: scene.path)
    let unharmed = try Course(of: writer, in: scene)
    let after = try contents(of: scene.path)
    let ordered = try scene.ordersAndFills()
    try #require(before != after)
    var random = SeededGenerator(seed: 1)
    var tally = Tally()
    let kills = ((KilledWriterTests.setting ?? 60) + 3) / 4
    for number in 0..<kills {
      try scene.restore("start.sqlite")
      let started = try scene.start(writer.words)
      unharmed.wait(for: scene, started, aiming: Aim.allCases[number % 3], &random)
      started.kill()
      _ = try started.end()
      let journal = FileManager.default.contents(atPath: scene.journal)
      try check(scene, before, after, journal: journal, &tally)
      if number % 10 == 0 {
        #expect(try scene.run(writer.words).status == 0)
        // A second apply is a run of its own, but nothing is ordered twice.
        #expect(try scene.ordersAndFills() == ordered)
      }
    }
    if KilledWriterTests.setting != nil { print("\(writer.rawValue): \(kills) kills: \(tally)") }
  }

  /// Opens the file as the next command does, and looks for all or nothing.
  private func check(
    _ scene: ProgramScene,
    _ before: [String],
    _ after: [String],
    journal: Data?,
    _ tally: inout Tally
  ) throws {
    #expect(try PortfolioFile.open(at: scene.path).accountNames().count == ProgramScene.accounts)
    #expect(try contents(of: scene.path, asking: "PRAGMA integrity_check") == ["ok"])
    #expect(try contents(of: scene.path, asking: "PRAGMA foreign_key_check") == [])
    let now = try contents(of: scene.path)
    #expect(now == before || now == after, "half of it is in the file")
    tally.count(isDone: now == after, journal: journal)
  }

  /// What a kill should fall into.
  enum Aim: CaseIterable { case anywhere, writing, changing }

  /// When an unharmed run of a command writes, in microseconds since its start.
  struct Course {
    private var writing = 0
    private var written = 0
    private var end = 0

    init(of writer: Writer, in scene: ProgramScene) throws {
      let start = Course.now()
      let started = try scene.start(writer.words)
      while started.process.isRunning {
        let isWriting = FileManager.default.fileExists(atPath: scene.journal)
        if isWriting, writing == 0 { writing = Course.now() - start }
        if isWriting { written = Course.now() - start }
        usleep(200)
      }
      end = Course.now() - start
      let (status, errors) = try started.end()
      try #require(status == 0, "\(errors)")
      try #require(writing > 0, "it wrote without a journal")
    }

    /// Waits until a random moment of the whole run, of the writing in it, or of the change of the file.
    func wait(
      for scene: ProgramScene,
      _ started: ProgramScene.Started,
      aiming aim: Aim,
      _ random: inout SeededGenerator
    ) {
      switch aim {
      case .anywhere:
        usleep(UInt32(Int.random(in: 0...end, using: &random)))
      case .writing:
        let pause = Int.random(in: 0...max(written - writing, 1), using: &random)
        while started.process.isRunning, !FileManager.default.fileExists(atPath: scene.journal) {
          usleep(100)
        }
        usleep(UInt32(pause))
      case .changing:
        let pause = Int.random(in: 0...1000, using: &random)
        while started.process.isRunning, !scene.isChanging { usleep(20) }
        usleep(UInt32(pause))
      }
    }

    private static func now() -> Int { Int(DispatchTime.now().uptimeNanoseconds / 1000) }
  }

  /// Where the kills fell.
  struct Tally: CustomStringConvertible {
    private var before = 0
    private var preparing = 0
    private var changing = 0
    private var after = 0

    mutating func count(isDone: Bool, journal: Data?) {
      switch journal {
      case _ where isDone: after += 1
      case nil: before += 1
      case let journal? where journal.first ?? 0 == 0: preparing += 1
      default: changing += 1
      }
    }

    var description: String {
      "\(before) before the write, \(preparing) while it was prepared, \(changing) while the file changed, "
        + "\(after) after it"
    }
  }
}
