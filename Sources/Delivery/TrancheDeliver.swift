import Foundation

/// `tranche-deliver`: sends one alert to a webhook and says what came of it, in one attempt.
///
/// `tranche watch` starts it for each attempt and decides what the answer means. It is a program of its own so that
/// `tranche` need not load what speaks HTTP and TLS.
///
/// Standard input has four lines: the address, the value of the header `Authorization` (or nothing), the alert's id,
/// the alert. Nothing of them stands on a command line, where others could read it. Standard output has two: the
/// status of the answer, or `failed: ` and why there was none; and the answer's `Retry-After`.
@main
struct TrancheDeliver {
  private static let usage = """
    tranche-deliver sends one alert of `tranche watch --webhook` to its address.
    It is started by `tranche watch`, beside which it is installed, and is of no use by itself.

    """

  static func main() async {
    guard CommandLine.arguments.count == 1, isatty(STDIN_FILENO) == 0 else {
      FileHandle.standardError.write(Data(usage.utf8))
      exit(64)
    }
    let bytes = (try? FileHandle.standardInput.readToEnd()) ?? nil
    guard let order = Order(bytes ?? Data()) else {
      FileHandle.standardError.write(Data(usage.utf8))
      exit(64)
    }
    let attempt = await Attempt.make(order)
    FileHandle.standardOutput.write(Data((attempt.result + "\n" + attempt.retryAfter + "\n").utf8))
  }
}
