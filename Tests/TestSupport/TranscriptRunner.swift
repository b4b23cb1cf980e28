public import Foundation
public import Testing

/// Runs a transcript: commands with the exact output and exit status that each must give.
///
///     #copy rules/house-limits.tranche       a file of the repository, to the same place
///     #write page.txt                        a small file, its lines behind `| `
///     | Market Impact: 0.28
///     $ tranche check rules                  run by a shell in a folder made for this run
///     standard output, line by line
///     ! standard error, line by line
///     #status 2                              left out for 0
///
/// With `RECORD_SNAPSHOTS=1` the file is written anew from what the commands give, and the test
/// fails, so that a recording run never passes for a checking one.
public func expectTranscript(
  at path: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  do {
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    let actual = try TranscriptRunner().run(expected)
    if isRecordingSnapshots {
      try Data(actual.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record("recorded \(path): run again to check it", sourceLocation: sourceLocation)
    } else if actual != expected {
      let message = "\(path) differs: \(firstDifference(expected, actual))\nnow:\n\(actual)"
      Issue.record(Comment(rawValue: message), sourceLocation: sourceLocation)
    }
  } catch {
    Issue.record("\(path): \(error)", sourceLocation: sourceLocation)
  }
}

/// Runs the commands of one transcript in a folder that is removed afterwards.
public struct TranscriptRunner {
  /// Why a transcript can't be run.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// A command that takes longer is stopped.
  private static let secondsAllowed: TimeInterval = 120

  private let program: URL
  private let repository: URL

  public init() throws {
    repository = repositoryRoot()
    program = try TranscriptRunner.program()
  }

  /// The transcript with every command's output replaced by what it gives now.
  public func run(_ transcript: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-transcript-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var result = ""
    var written: (name: String, text: String)?
    for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "|" || line.hasPrefix("| "), let file = written {
        written = (file.name, file.text + line.dropFirst(2) + "\n")
        result += line + "\n"
        continue
      }
      try write(written, in: folder)
      written = nil
      if line.hasPrefix("$ ") {
        result += line + "\n" + (try output(of: String(line.dropFirst(2)), in: folder))
      } else if line.hasPrefix("#copy ") {
        try copy(String(line.dropFirst(6)), to: folder)
        result += line + "\n"
      } else if line.hasPrefix("#write ") {
        written = (String(line.dropFirst(7)), "")
        result += line + "\n"
      } else if line.hasPrefix("# ") {
        result += line + "\n"
      }
    }
    try write(written, in: folder)
    return result
  }

  private func write(_ file: (name: String, text: String)?, in folder: URL) throws {
    guard let file else { return }
    let url = folder.appendingPathComponent(file.name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(file.text.utf8).write(to: url)
  }

  private func copy(_ path: String, to folder: URL) throws {
    let target = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try FileManager.default.copyItem(at: repository.appendingPathComponent(path), to: target)
  }

  /// Standard output, then standard error behind `! `, then the status unless it is 0.
  private func output(of command: String, in folder: URL) throws -> String {
    let streams = folder.appendingPathExtension("streams")
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: streams) }
    let out = streams.appendingPathComponent("out")
    let err = streams.appendingPathComponent("err")
    try Data().write(to: out)
    try Data().write(to: err)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "\(program.deletingLastPathComponent().path):/usr/local/bin:/usr/bin:/bin",
      "HOME": folder.path, "TZ": "UTC", "LC_ALL": "C.UTF-8",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    let alarm = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(
      deadline: .now() + TranscriptRunner.secondsAllowed,
      execute: alarm
    )
    process.waitUntilExit()
    alarm.cancel()
    let crashed = process.terminationReason == .uncaughtSignal
    let status = (crashed ? "signal " : "") + String(process.terminationStatus)
    return try lines(of: out, behind: "") + lines(of: err, behind: "! ")
      + (status == "0" ? "" : "#status \(status)\n")
  }

  private func lines(of file: URL, behind mark: String) throws -> String {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    if text.isEmpty { return "" }
    let hasFinalLineEnd = text.hasSuffix("\n")
    let body = hasFinalLineEnd ? text.dropLast() : text[...]
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { mark + $0 }
    return lines.joined(separator: "\n") + (hasFinalLineEnd ? "\n" : "\n#no line end\n")
  }

  /// The program that was built with these tests: it lies beside their bundle.
  public static func program() throws -> URL {
    let environment = ProcessInfo.processInfo.environment
    var candidates: [URL] = []
    if let named = environment["TRANCHE_PROGRAM"] { candidates.append(URL(fileURLWithPath: named)) }
    var bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
    for _ in 0..<4 {
      bundle.deleteLastPathComponent()
      candidates.append(bundle.appendingPathComponent("tranche"))
    }
    candidates.append(repositoryRoot().appendingPathComponent(".build/debug/tranche"))
    let files = FileManager.default
    let found = candidates.first { candidate in
      var isFolder: ObjCBool = false
      return files.fileExists(atPath: candidate.path, isDirectory: &isFolder)
        && !isFolder.boolValue && files.isExecutableFile(atPath: candidate.path)
    }
    guard let found else { throw Failure(description: "no built `tranche`: run `swift build`") }
    return found.resolvingSymlinksInPath()
  }
}

/// The folder that holds `Package.swift`.
public func repositoryRoot() -> URL {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
