import Foundation
import PortfolioStore

/// One attempt to deliver an alert: a program that gets it on its standard input, and says by its status whether it
/// took it.
final class Delivery {
  /// After so long a program is stopped, and has not taken the alert.
  static let secondsAllowed = 60

  let entry: OutboxEntry
  private let process = Process()
  private let started = ContinuousClock.now
  private var isLate = false

  /// Starts `program`, which is never given anything of the alert but its standard input.
  ///
  /// - Throws: what keeps it from being started.
  init(_ entry: OutboxEntry, program: String, arguments: [String]) throws {
    self.entry = entry
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = try Delivery.input(Array(entry.content.utf8) + [UInt8(ascii: "\n")])
    // What it says is no result of ours.
    process.standardOutput = FileHandle.standardError
    process.standardError = FileHandle.standardError
    try process.run()
  }

  /// Nothing while it runs; then nothing wrong, or why the alert was not taken.
  var outcome: Result<Void, Refusal>? {
    if process.isRunning {
      let limit: Swift.Duration = .seconds(Delivery.secondsAllowed)
      if !isLate, ContinuousClock.now - started > limit {
        isLate = true
        kill(process.processIdentifier, SIGKILL)
      }
      return nil
    }
    if isLate { return .failure(Refusal("it took longer than \(Delivery.secondsAllowed) seconds")) }
    if process.terminationReason == .uncaughtSignal {
      return .failure(Refusal("it was ended by signal \(process.terminationStatus)"))
    }
    let status = process.terminationStatus
    return status == 0 ? .success(()) : .failure(Refusal("its status was \(status)"))
  }

  /// Stops it: it has not taken the alert unless it ended before.
  func stop() { if process.isRunning { process.terminate() } }

  struct Refusal: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// A file without a name that holds `bytes`: a pipe would make us wait for the reader.
  private static func input(_ bytes: [UInt8]) throws -> FileHandle {
    let folder = FileManager.default.temporaryDirectory.path
    var template = Array("\(folder)/tranche-alert-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Refusal("no temporary file: \(systemError())") }
    unlink(template)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
    try handle.seek(toOffset: 0)
    return handle
  }
}
