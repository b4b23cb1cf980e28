import Foundation
import TestSupport
import Testing

/// A folder with a portfolio, a rulebook and an inbox, and watches that run there as processes of their own.
final class WatchScene {
  let folder: URL
  private let program: URL
  private var running: [Process] = []

  /// - Parameter hasBegun: whether a first look was taken, so that differences are told.
  init(hasBegun: Bool = true) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-watch-\(UUID().uuidString)")
    program = try TranscriptRunner.program()
    let inbox = folder.appendingPathComponent("inbox")
    try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    for (from, name) in [
      ("sample-portfolios/technology.sqlite", "t.sqlite"),
      ("rules/rust-for-linux.tranche", "rust.tranche"),
      ("rules/house-limits.tranche", "house-limits.tranche"),
    ] {
      try FileManager.default.copyItem(
        at: repositoryRoot().appendingPathComponent(from),
        to: folder.appendingPathComponent(name)
      )
    }
    if hasBegun { try #require(try run(["--once"]).status == 0) }
  }

  deinit {
    for process in running where process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// News that moves a catalyst and makes rules fire.
  static let news = """
    {"id":"1","title":"Rust for Linux is built by default","source":"kernel.org",\
    "url":"https://kernel.org/x","published":"2025-12-14T10:00:00Z","sentiment":0.6,"impact":0.5}

    """

  /// What the news changes.
  static let told = [
    "catalyst_moved default_build", "limit_near sectors: technology", "rule_fires hedge_toolchain",
    "rule_fires reassess", "rule_fires scale_in", "step_unlocked scale_in.foothold",
  ]

  // MARK: Files

  func text(_ name: String) -> String {
    let data = (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  /// Writes a file as an editor does that writes in place.
  func write(_ text: String, to name: String = "rust.tranche") throws {
    let url = folder.appendingPathComponent(name)
    let above = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Puts a whole file into the inbox: under a hidden name first, then renamed.
  func put(_ text: String, as name: String) throws {
    let hidden = folder.appendingPathComponent("inbox/.\(name)")
    try Data(text.utf8).write(to: hidden)
    let place = folder.appendingPathComponent("inbox/\(name)")
    try FileManager.default.moveItem(at: hidden, to: place)
  }

  /// `rule_fires scale_in` of each line of JSON in a file, ascending, with the ids.
  func alerts(in name: String) throws -> (told: [String], ids: [String]) {
    let lines = text(name).split(separator: "\n")
    let objects = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    return (
      objects.map { "\($0["kind"] ?? "") \($0["subject"] ?? "")" }.sorted(),
      objects.compactMap { $0["id"] as? String }
    )
  }

  // MARK: Processes

  /// `tranche-deliver`, where it was built.
  static let deliver: URL? = {
    let named = ProcessInfo.processInfo.environment["TRANCHE_DELIVER"]
    let built = repositoryRoot().appendingPathComponent(".build/delivery/debug/tranche-deliver")
    let place = named.map { URL(fileURLWithPath: $0) } ?? built
    return FileManager.default.isExecutableFile(atPath: place.path) ? place : nil
  }()

  /// The moment at which watches run unless told otherwise.
  static let moment = "2025-12-15T12:00:00Z"

  /// Starts a watch; what it prints is in `out` and `err`.
  ///
  /// - Parameter moment: what it takes for now; nothing for the real clock.
  func start(_ options: [String], at moment: String? = WatchScene.moment) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments =
      ["watch", "t.sqlite", "--rules", "rust.tranche", "--inbox", "inbox"] + options
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "\(deliverFolder)/usr/local/bin:/usr/bin:/bin", "HOME": folder.path,
      "LC_ALL": "C.UTF-8",
    ]
    process.environment?["TRANCHE_NOW"] = moment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try file("out")
    process.standardError = try file("err")
    try process.run()
    running.append(process)
    return process
  }

  /// For the PATH.
  private var deliverFolder: String {
    WatchScene.deliver.map { $0.deletingLastPathComponent().path + ":" } ?? ""
  }

  private func file(_ name: String) throws -> FileHandle {
    let url = folder.appendingPathComponent(name)
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  /// Runs a watch to its end.
  func run(
    _ options: [String],
    at moment: String? = WatchScene.moment
  ) throws -> (status: Int32, out: String, err: String) {
    let process = try start(options, at: moment)
    process.waitUntilExit()
    return (process.terminationStatus, text("out"), text("err"))
  }

  /// Sends a signal, and waits for the end.
  func end(_ process: Process, _ number: Int32) throws {
    kill(process.processIdentifier, number)
    try wait { !process.isRunning }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Waits until `condition` holds; a minute is forever.
  func wait(until condition: () throws -> Bool) throws {
    for _ in 0..<3_000 {
      if try condition() { return }
      usleep(20_000)
    }
    Issue.record("nothing happened: \(text("out")) \(text("err"))")
  }
}
