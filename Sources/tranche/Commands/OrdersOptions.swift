import ArgumentParser
import Exchange

/// Where orders are written, and how.
struct OrdersOptions: ParsableArguments {
  @Option(
    name: .customLong("orders"),
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Also write the orders to a file, sells before buys: csv, ib-basket, fix44 or alpaca, then FILE.",
      valueName: "format file"
    ),
    completion: .list(OrderFormat.allCases.map(\.rawValue))
  )
  var words: [String] = []

  /// Nothing when no orders are wanted.
  func destination() throws -> OrdersDestination? {
    if words.isEmpty { return nil }
    let formats = OrderFormat.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    guard words.count == 2, let format = OrderFormat(rawValue: words[0]), !words[1].isEmpty else {
      throw CommandFailure(
        .wrongUsage,
        "`--orders \(words.joined(separator: " "))` is not a format and a file",
        help: "write one of \(formats), then the name of the file, after the portfolio"
      )
    }
    return OrdersDestination(format: format, path: words[1])
  }
}

/// A file that orders go to.
struct OrdersDestination: Equatable {
  var format: OrderFormat
  var path: String
}
