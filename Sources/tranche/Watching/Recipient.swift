import PortfolioStore
import Quantities

/// Who gets alerts. Each attempt is a program of its own, which reads the alert from its standard input.
enum Recipient {
  /// For the shell.
  case command(String)
  /// An address, and the program that sends to it.
  case webhook(WebhookAddress, program: String)

  /// The shell sees the user's command and nothing else.
  var program: (path: String, arguments: [String]) {
    switch self {
    case .command(let command): ("/bin/sh", ["-c", command])
    case .webhook(_, let program): (program, [])
    }
  }

  /// Whether an alert waits until all before it were taken or refused.
  var keepsOrder: Bool {
    switch self {
    case .command: false
    case .webhook: true
    }
  }

  /// `by the command`, `to https://hooks.example.com`.
  var phrase: String {
    switch self {
    case .command: "by the command"
    case .webhook(let address, _): "to \(address.shown)"
    }
  }

  /// What the program reads.
  func input(_ entry: OutboxEntry) -> [UInt8] {
    switch self {
    case .command: Array((entry.content + "\n").utf8)
    case .webhook(let address, _):
      Array("\(address.address)\n\(address.authorization)\n\(entry.alert)\n\(entry.content)".utf8)
    }
  }

  /// Whether the output of the program is for us. What a command says is no result of ours.
  var answers: Bool {
    switch self {
    case .command: false
    case .webhook: true
    }
  }

  /// What the end of the program means.
  func outcome(status: Int32, output: String, at now: Instant) -> Delivery.Outcome {
    if status != 0 { return .failed("its status was \(status)") }
    switch self {
    case .command: return .taken
    case .webhook: return WebhookAnswer(output).outcome(at: now)
    }
  }
}
