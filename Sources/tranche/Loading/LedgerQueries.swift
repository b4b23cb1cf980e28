import Foundation

/// Asks a ledger with beancount's own `bean-query`.
enum LedgerQueries {
  struct Answers {
    var tables: [[UInt8]]
    /// What beancount said of the ledger itself, a line each.
    var complaints: [String]
  }

  static func answers(to questions: [String], of path: String) throws -> Answers {
    guard let program = found("bean-query") else {
      throw CommandFailure(
        .badInput,
        "`\(path)` is a ledger of beancount, and `bean-query` is not installed",
        help: "install it with `pip install beancount beanquery`, so that it is on the PATH"
      )
    }
    var answers = Answers(tables: [], complaints: [])
    for question in questions {
      let (output, errors) = try run(program, question, path)
      answers.tables.append(output)
      answers.complaints = errors
    }
    return answers
  }

  /// The first program called `name` on the PATH.
  private static func found(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func run(
    _ program: String,
    _ question: String,
    _ path: String
  ) throws -> (output: [UInt8], errors: [String]) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tranche-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, since two pipes that fill up would wait for each other.
    let output = folder.appendingPathComponent("output").path
    let errors = folder.appendingPathComponent("errors").path
    for file in [output, errors] { FileManager.default.createFile(atPath: file, contents: nil) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-f", "csv", URL(fileURLWithPath: path).path, question]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    do {
      try process.run()
    } catch {
      throw failed(program, "it can't be started")
    }
    process.waitUntilExit()
    let said = String(decoding: try FileReader.bytes(at: errors), as: UTF8.self)
      .split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
    guard process.terminationStatus == 0 else { throw failed(program, said.last ?? "") }
    return (try FileReader.bytes(at: output), said)
  }

  private static func failed(_ program: String, _ detail: String) -> CommandFailure {
    CommandFailure(
      .badInput,
      "`\(program)` failed: \(detail)",
      help: "bring it up to date with `pip install --upgrade beancount beanquery`"
    )
  }
}
