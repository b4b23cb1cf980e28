import Foundation
import Reporting
import RuleSyntax

/// The terminal, or what stands in its place: results on standard output, everything else on standard
/// error, colour only where a person looks.
struct Console {
  /// Nobody reads further; the summary counts all of them.
  static let mostDiagnostics = 100

  static let standard = Console(environment: ProcessInfo.processInfo.environment)

  private let environment: [String: String]

  init(environment: [String: String]) { self.environment = environment }

  /// How results are shown.
  func reportOptions(isVerbose: Bool) -> ReportOptions {
    ReportOptions(
      width: width(of: STDOUT_FILENO),
      style: isColourful(STDOUT_FILENO) ? .colour : .plain,
      isVerbose: isVerbose
    )
  }

  /// Writes all of `bytes` to standard output and empties it.
  func write(_ bytes: inout [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(
          STDOUT_FILENO,
          buffer.baseAddress?.advanced(by: start),
          bytes.count - start
        )
      }
      if count < 0 {
        if errno == EINTR { continue }
        // Whoever read us has seen enough.
        if errno == EPIPE { throw CommandFailure(.clean) }
        throw CommandFailure(
          .readingOrWritingFailed,
          "standard output can't be written: \(systemError())",
          help: "check the disk that it goes to"
        )
      }
      start += count
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// How grave something said on standard error is.
  enum Gravity: String {
    case error, warning, note

    fileprivate var style: DiagnosticRenderer.Style {
      switch self {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    }
  }

  func report(_ failure: CommandFailure) {
    if !failure.message.isEmpty { say(.error, failure.message, help: failure.help) }
  }

  /// Says something on standard error in the form of a diagnostic.
  func say(_ gravity: Gravity, _ message: String, help: String) {
    var text = paint(gravity.rawValue, gravity.style) + paint(": \(message)", .strong) + "\n"
    if !help.isEmpty { text += "  = " + paint("help", .help) + ": \(help)\n" }
    say(text)
  }

  /// Shows diagnostics of rules on standard error, with a summary when there are several.
  func show(_ diagnostics: [Diagnostic], of files: [SourceFile]) {
    let renderer = DiagnosticRenderer(files: files, width: width(of: STDERR_FILENO), paint: paint)
    say(renderer.render(Array(diagnostics.prefix(Console.mostDiagnostics))))
    let more = diagnostics.count - Console.mostDiagnostics
    if more > 0 { say("and \(more) more; mend these first\n") }
    if diagnostics.count > 1 { say(DiagnosticRenderer.summary(diagnostics) + "\n") }
  }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  private func paint(_ text: String, _ style: DiagnosticRenderer.Style) -> String {
    guard isColourful(STDERR_FILENO) else { return text }
    return TextStyle.colour.paint(text, Tone(style))
  }

  private func isColourful(_ descriptor: Int32) -> Bool {
    let refuses = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return !refuses && environment["TERM"] != "dumb" && isatty(descriptor) == 1
  }

  private func width(of descriptor: Int32) -> Int {
    var size = winsize()
    let isTerminal = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
    return ReportOptions.width(
      columns: environment["COLUMNS"],
      terminal: isTerminal ? Int(size.ws_col) : nil
    )
  }
}

/// The system's word for the last failure: `no space left on device`.
func systemError(_ code: Int32 = errno) -> String {
  String(cString: strerror(code)).lowercased()
}
