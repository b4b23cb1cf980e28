import ArgumentParser
import Foundation
import Reporting
import RuleSyntax

/// `tranche fmt`: rules files in their one layout.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Lay out rules files.",
    usage: "tranche fmt [<path> ...] [--check] [--diff]",
    discussion: """
      Files are rewritten in place, folders with all .tranche files below them. Without a path, or with \
      `-`, standard input is laid out to standard output. Every comment is kept. A file with mistakes is \
      left as it is and its mistakes are shown; so is one whose layout would not mean the same.
      """
  )

  @Argument(
    help: "A .tranche file, or a folder of them; may be given several times.",
    completion: .file(extensions: ["tranche"])
  )
  var paths: [String] = []

  @Flag(help: "Write nothing; list the files that would change, and fail if there are any.")
  var check = false

  @Flag(help: "Write nothing; show what would change.")
  var diff = false

  func validate() throws {
    if paths.contains("-"), paths.count > 1 {
      throw ValidationError("`-`, standard input, stands alone")
    }
  }

  func run() throws {
    var formatting = Formatting(isChecking: check, isShowing: diff)
    if paths.isEmpty || paths == ["-"] {
      try formatting.takeStandardInput(isExpected: !paths.isEmpty)
    } else {
      for path in try RulesPaths.files(of: paths) { try formatting.take(path) }
      if !check, !diff { try formatting.summarize() }
    }
    try formatting.finish()
  }
}

/// One run over some files. A file that can't be laid out never keeps another from it.
private struct Formatting {
  let isChecking: Bool
  let isShowing: Bool
  private let console = Console.standard
  private let style: TextStyle
  private var output: [UInt8] = []
  private var changed = 0
  private var unchanged = 0
  private var left = 0
  /// The gravest that happened.
  private var status = ExitStatus.clean

  init(isChecking: Bool, isShowing: Bool) {
    self.isChecking = isChecking
    self.isShowing = isShowing
    style = console.reportOptions(isVerbose: false).style
  }

  // MARK: Files

  mutating func take(_ path: String) throws {
    do {
      let bytes = try FileReader.bytes(at: path)
      guard let page = page(of: bytes, called: path) else { return }
      if page == bytes {
        unchanged += 1
      } else {
        try change(path, from: bytes, to: page)
      }
    } catch let failure as CommandFailure {
      console.report(failure)
      left += 1
      fail(failure.status)
    }
    try console.write(&output)
  }

  private mutating func change(_ path: String, from bytes: [UInt8], to page: [UInt8]) throws {
    if isShowing {
      say(UnifiedDiff.text(from: bytes, to: page, name: path, style: style))
    } else if isChecking {
      say(path + "\n")
    } else {
      try FileWriter.replace(path, with: page)
      say("formatted \(path)\n")
    }
    changed += 1
  }

  /// Lays out standard input. A person who waits for an answer is told that we wait for text.
  mutating func takeStandardInput(isExpected: Bool) throws {
    if !isExpected, isatty(STDIN_FILENO) == 1 {
      console.say(
        .note,
        "reading rules from standard input",
        help: "name files or folders to lay them out in place: `tranche fmt rules`"
      )
    }
    let name = "standard input"
    let bytes = try FileReader.standardInput()
    guard let page = page(of: bytes, called: name) else { return }
    if page == bytes { unchanged += 1 } else { changed += 1 }
    if isShowing {
      say(UnifiedDiff.text(from: bytes, to: page, name: name, style: style))
    } else if isChecking {
      if page != bytes { say(name + "\n") }
    } else {
      output += page
    }
    try console.write(&output)
  }

  /// The layout of a file; nothing, and why, for one that stays as it is.
  private mutating func page(of bytes: [UInt8], called name: String) -> [UInt8]? {
    let file = SourceFile(path: name, bytes: bytes)
    switch Formatter.format(file) {
    case .formatted(let page): return page
    case .refused(let diagnostics):
      console.show(diagnostics, of: [file])
      fail(.rulesFail)
    case .unfaithful(let fault):
      console.say(
        .error,
        "`\(name)` can't be laid out: \(fault.rawValue)",
        help:
          "the file is as it was; this is a fault of `tranche fmt`, please report it with the file"
      )
      fail(.ourFault)
    }
    left += 1
    return nil
  }

  private mutating func fail(_ status: ExitStatus) {
    self.status = status.rawValue > self.status.rawValue ? status : self.status
  }

  private mutating func say(_ text: String) { output += Array(text.utf8) }

  // MARK: The end

  /// `2 files formatted, 1 unchanged`
  mutating func summarize() throws {
    let counts = [
      (changed, "formatted"), (unchanged, "unchanged"),
      (left, left == 1 ? "left as it is" : "left as they are"),
    ].filter { $0.0 > 0 }
    let parts = counts.enumerated().map { index, entry in
      let noun = index > 0 ? "" : entry.0 == 1 ? " file" : " files"
      return "\(entry.0)\(noun) \(entry.1)"
    }
    say(parts.joined(separator: ", ") + "\n")
    try console.write(&output)
  }

  /// Ends with the gravest status.
  mutating func finish() throws {
    if isChecking, changed > 0 {
      console.say(
        .error,
        changed == 1 ? "1 file is not laid out" : "\(changed) files are not laid out",
        help: "run `tranche fmt` without `--check`"
      )
      fail(.rulesFail)
    }
    if status != .clean { throw CommandFailure(status) }
  }
}
