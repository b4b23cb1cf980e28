import Foundation

/// One line on standard error that says how far a long run is, for a person who waits. Silent in a pipe, where
/// results go to the same terminal, and in the first second.
struct ProgressLine {
  private let total: Int
  private let isShown: Bool
  private let started = ContinuousClock.now
  private var said: ContinuousClock.Instant?

  /// - Parameter total: how many accounts there are.
  init(total: Int) {
    self.total = total
    isShown = isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 0
  }

  mutating func show(_ count: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - started > .seconds(1), said.map({ now - $0 > .milliseconds(250) }) ?? true else {
      return
    }
    said = now
    let seconds = Int((now - started).components.seconds)
    let rate = max(count / max(seconds, 1), 1)
    let left = (total - count) / rate
    write(
      "\r\(Self.grouped(count)) of \(Self.grouped(total)) accounts, \(Self.grouped(rate)) a second, "
        + "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left\u{1B}[K"
    )
  }

  /// Takes the line away, for what is to be said in its place.
  mutating func clear() {
    if said != nil { write("\r\u{1B}[K") }
    said = nil
  }

  private static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
