import Quantities

/// When something became so, as told on the command line: of a bare date its 00:00Z.
enum FactMoment {
  static func parse(_ text: String) throws -> Instant {
    if let moment = Instant(parsing: text, bareDate: .start) { return moment }
    throw CommandFailure(
      .wrongUsage,
      "`\(text)` is no date",
      help: "write `2024-06-10`, or a time with its zone: `2024-06-10T13:30Z`"
    )
  }
}
