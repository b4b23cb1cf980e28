import Foundation
import PortfolioStore

/// One attempt to deliver an alert: a program that gets it on its standard input.
final class Delivery {
  /// After so long a program is stopped, and has not taken the alert.
  static let secondsAllowed = 60
  /// More of an answer is not read.
  private static let longestOutput = 4096

  /// What came of an attempt.
  enum Outcome: Equatable {
    case taken
    /// With the reason, and how many seconds to wait at least.
    case failed(String, wait: Int64 = 0)
    /// It would fail another time as well.
    case refused(String)
  }

  let entry: OutboxEntry
  private let recipient: Recipient
  private let process = Process()
  private let output: FileHandle
  private let started = ContinuousClock.now
  private var isLate = false

  /// Starts the recipient's program, which is never given anything of the alert but its standard input.
  ///
  /// - Throws: what keeps it from being started.
  init(_ entry: OutboxEntry, to recipient: Recipient) throws {
    self.entry = entry
    self.recipient = recipient
    output = recipient.answers ? try Delivery.file() : FileHandle.standardError
    let program = recipient.program
    process.executableURL = URL(fileURLWithPath: program.path)
    process.arguments = program.arguments
    process.standardInput = try Delivery.file(recipient.input(entry))
    process.standardOutput = output
    process.standardError = FileHandle.standardError
    try process.run()
  }

  /// Nothing while it runs; then what came of it.
  var outcome: Outcome? {
    if process.isRunning {
      let limit: Swift.Duration = .seconds(Delivery.secondsAllowed)
      if !isLate, ContinuousClock.now - started > limit {
        isLate = true
        kill(process.processIdentifier, SIGKILL)
      }
      return nil
    }
    if isLate { return .failed("it took longer than \(Delivery.secondsAllowed) seconds") }
    if process.terminationReason == .uncaughtSignal {
      return .failed("it was ended by signal \(process.terminationStatus)")
    }
    return recipient.outcome(
      status: process.terminationStatus,
      output: recipient.answers ? answer() : "",
      at: Clock.now()
    )
  }

  /// Stops it: it has not taken the alert unless it ended before.
  func stop() { if process.isRunning { process.terminate() } }

  private func answer() -> String {
    try? output.seek(toOffset: 0)
    let bytes = try? output.read(upToCount: Delivery.longestOutput)
    return String(decoding: bytes ?? Data(), as: UTF8.self)
  }

  struct Refusal: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// A file without a name that holds `bytes`: a pipe would make us wait for the reader.
  private static func file(_ bytes: [UInt8] = []) throws -> FileHandle {
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
