import Foundation
import Quantities
import TestSupport
import Testing

/// A portfolio of many small accounts in a folder of its own, and the built program to run there.
struct ProgramScene {
  static let accounts = 40
  let scratch: Scratch
  private let program: URL

  var path: String { scratch.path("f.sqlite") }
  var journal: String { path + "-journal" }

  /// Makes `start.sqlite`: every account holds too much of one instrument and nothing of another.
  init() throws {
    scratch = try Scratch()
    program = try TranscriptRunner.program()
    try write(rules, to: "rules.tranche")
    try write(news(4_000), to: "news.jsonl")
    try writeHoldings("holdings", more: 0, days: 1)
    try writeHoldings("changed", more: 7, days: 300)
    try #require(try run(["portfolio", "import", "f.sqlite", "holdings"]).status == 0)
    try FileManager.default.moveItem(atPath: path, toPath: scratch.path("start.sqlite"))
  }

  // MARK: Files

  private let rules = """
    language 1

    rulebook halve "Out of one name, into another"

    limit single_name weight of each instrument <= 90%

    rule out "Out of chips" {
      when weight(FAB) > 20%
      trim FAB to 20% of nav
      because "It is too much."
    }

    rule into "Into tools" {
      when price(KIT) > 1 USD
      build KIT to 20% of nav
      because "Tools last."
    }

    """

  func write(_ text: String, to name: String) throws {
    let url = scratch.folder.appendingPathComponent(name)
    let folder = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func news(_ count: Int) -> String {
    (0..<count).map { number in
      """
      {"id": "\(number)", "title": "Item \(number) of the wire", "summary": "It says word \(number % 97).", \
      "published": "2026-01-\(10 + number % 2)T10:00:00Z", "source": "wire \(number % 9)", "sentiment": 0.\(number % 10), \
      "subjects": [{"symbol": "FAB", "relevance": 0.5}]}

      """
    }.joined()
  }

  private func writeHoldings(_ folder: String, more: Int, days: Int) throws {
    func table(_ name: String, _ header: String, _ row: (String, Int) -> String) throws {
      let rows = (0..<ProgramScene.accounts).map { row("a\($0)", $0 + more) }
      try write(header + "\n" + rows.joined(), to: "\(folder)/\(name).csv")
    }
    try table("accounts", "name,base_currency") { name, _ in "\(name),USD\n" }
    try table("positions", "account,symbol,quantity") { "\($0),OIL,\(100 + $1)\n\($0),FAB,200\n" }
    try table("lots", "account,symbol,opened,quantity,cost") {
      "\($0),OIL,2021-05-04,\(100 + $1),55\n\($0),FAB,2022-01-03,200,60\n"
    }
    try table("cash", "account,currency,amount") { "\($0),USD,\(5000 + $1)\n" }
    try write(
      "symbol,name,currency,beta\nFAB,Chips,USD,1.3\nKIT,Tools,USD,1.1\nOIL,Oil,USD,0.8\n",
      to: "\(folder)/instruments.csv"
    )
    let last = try instant("2026-01-09").secondsSinceEpoch
    let prices = (0..<days).map { day in
      let at = Date(timeIntervalSince1970: Double(last - Int64(day) * 86_400))
      let date = at.formatted(.iso8601.year().month().day())
      return "FAB,200,\(date)\nKIT,100,\(date)\nOIL,100,\(date)\n"
    }
    try write("symbol,price,date\n" + prices.joined(), to: "\(folder)/prices.csv")
  }

  /// Begins anew with the file called `name`.
  func restore(_ name: String) throws {
    for old in [path, journal] { try? FileManager.default.removeItem(atPath: old) }
    try FileManager.default.copyItem(atPath: scratch.path(name), toPath: path)
  }

  /// Executions of every order that is open in the file.
  func writeFills(to name: String) throws {
    let rows = try contents(
      of: path,
      asking: """
        SELECT i.symbol || ',' || c.action || ',' || (c.quantity_e8 / 100000000) || ','
          || (c.price_e8 / 100000000) || ',2026-01-12T15:00Z,' || c.id
        FROM change AS c JOIN instrument AS i ON i.id = c.instrument ORDER BY c.id
        """
    )
    try #require(rows.count == 2 * ProgramScene.accounts)
    let text = "symbol,side,quantity,price,at,order\n" + rows.joined(separator: "\n") + "\n"
    try write(text, to: name)
  }

  /// Whether the program is changing the file: SQLite writes the journal's first bytes when what it holds
  /// is on the disk; only then does it touch the file.
  var isChanging: Bool {
    guard let file = FileHandle(forReadingAtPath: journal) else { return false }
    defer { try? file.close() }
    return ((try? file.read(upToCount: 1))?.first ?? 0) != 0
  }

  /// How many orders and fills the file has.
  func ordersAndFills() throws -> [String] {
    try contents(
      of: path,
      asking: "SELECT count(*) FROM change UNION ALL SELECT count(*) FROM fill"
    )
  }

  // MARK: The program

  func run(
    _ words: [String],
    at clock: String = "2026-01-12T13:05Z",
    under shell: String = ""
  ) throws -> (status: Int32, errors: String) {
    try Started(self, words, clock: clock, shell: shell).end()
  }

  func start(_ words: [String], at clock: String = "2026-01-12T13:05Z") throws -> Started {
    try Started(self, words, clock: clock, shell: "")
  }

  /// A process of the program, with what it writes to standard error.
  final class Started {
    let process = Process()
    private let errors: URL

    /// - Parameter shell: what a shell does first, like a limit that it sets.
    init(_ scene: ProgramScene, _ words: [String], clock: String, shell: String) throws {
      errors = scene.scratch.folder.appendingPathComponent("errors-\(UUID().uuidString)")
      try Data().write(to: errors)
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(shell)\nexec \"$0\" \"$@\"", scene.program.path] + words
      process.currentDirectoryURL = scene.scratch.folder
      process.environment = ["TRANCHE_NOW": clock, "USER": "ana", "TZ": "UTC"]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
    }

    func kill() { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }

    /// Waits for the end; the status is -9 where it was killed.
    func end() throws -> (status: Int32, errors: String) {
      process.waitUntilExit()
      let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      try FileManager.default.removeItem(at: errors)
      let isKilled = process.terminationReason == .uncaughtSignal
      return ((isKilled ? -1 : 1) * process.terminationStatus, text)
    }
  }
}
