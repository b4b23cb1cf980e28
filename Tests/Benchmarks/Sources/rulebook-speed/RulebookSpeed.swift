internal import RuleChecker
internal import RuleSyntax

/// Measures how fast rulebooks are read and checked, on one core, at three sizes.
///
///     rulebook-speed [ROUNDS]          the table; 9 rounds unless given
///     rulebook-speed once PHASE LINES  one run of one phase, for a profiler
///     rulebook-speed print LINES       the generated rulebook
@main
enum RulebookSpeed {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "print": print(GeneratedRulebook(lines: size(arguments, 1)).text, terminator: "")
    case "once":
      let phase = arguments.count > 1 ? arguments[1] : ""
      for var measurement in phases(of: size(arguments, 2)) where measurement.name == phase {
        measurement.run()
      }
    default: table(rounds: arguments.first.flatMap { Int($0) } ?? 9)
    }
  }

  private static func size(_ arguments: [String], _ index: Int) -> Int {
    arguments.count > index ? Int(arguments[index]) ?? 1000 : 1000
  }

  /// What is measured, in the order in which a file passes through it.
  private static func phases(of lines: Int) -> [Measurement] {
    let rulebook = GeneratedRulebook(lines: lines)
    let file = SourceFile(path: "measured.tranche", text: rulebook.text)
    let parsed = Parser.parse(file)
    requireNoErrors(RulebookChecker.check([parsed]), in: file)
    let (lines, bytes) = (rulebook.lines, file.bytes.count)
    return [
      Measurement("floor", lines: lines, bytes: bytes) { countedLineEnds(file.bytes) },
      Measurement("lexing", lines: lines, bytes: bytes) {
        let own = SourceFile(path: file.path, bytes: file.bytes)
        return Lexer.tokens(of: own).tokens.count
      },
      Measurement("parsing", lines: lines, bytes: bytes) {
        let own = SourceFile(path: file.path, bytes: file.bytes)
        return Parser.parse(own).tree.tokens.count
      },
      Measurement("formatting", lines: lines, bytes: bytes) {
        if case .refused = Formatter.format(file) { return -1 }
        return bytes
      },
      Measurement("checking", lines: lines, bytes: bytes) {
        RulebookChecker.check([parsed]).rulebook?.rules.count ?? -1
      },
    ]
  }

  /// The least that any reader does: look at every byte once.
  private static func countedLineEnds(_ bytes: [UInt8]) -> Int {
    var count = 0
    for byte in bytes where byte == UInt8(ascii: "\n") { count += 1 }
    return count
  }

  private static func requireNoErrors(_ result: CheckResult, in file: SourceFile) {
    let errors = result.diagnostics.filter { $0.severity == .error }
    if errors.isEmpty { return }
    let shown = DiagnosticRenderer(files: [file]).render(Array(errors.prefix(5)))
    print("the generated rulebook has errors:\n\(shown)")
  }

  // MARK: The table

  private static func table(rounds: Int) {
    var measurements = [1_000, 10_000, 100_000].map { phases(of: $0) }
    for _ in 0..<max(1, rounds) {
      for size in measurements.indices {
        // Short runs are repeated, so that each size gets a like share of the time.
        for _ in 0..<[20, 4, 1][size] {
          for phase in measurements[size].indices { measurements[size][phase].run() }
        }
      }
    }
    for row in Table.rows(measurements) { print(row) }
  }
}
