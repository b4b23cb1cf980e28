import Foundation

/// One line on standard error that says how far a long run is, for a person who waits. Silent in a pipe, where
/// results go to the same terminal, and in the first second.
struct ProgressLine {
  private let total: Int
  private let unit: String
  private let isShown: Bool
  private let started = ContinuousClock.now
  private var said: ContinuousClock.Instant?

  /// - Parameters:
  ///   - total: how many there are; 0 where nobody knows.
  ///   - unit: what they are.
  ///   - hasResults: whether results are written meanwhile, which may go to the same terminal.
  init(total: Int, unit: String = "accounts", hasResults: Bool = true) {
    self.total = total
    self.unit = unit
    let terminal = ProcessInfo.processInfo.environment["TERM"]
    isShown =
      isatty(STDERR_FILENO) == 1 && terminal != "dumb"
      && (!hasResults || isatty(STDOUT_FILENO) == 0)
  }

  /// Says how many there are so far, and which part of the work that is, in percent.
  mutating func show(_ count: Int, percent: Int?) {
    guard let elapsed = due() else { return }
    let rate = count * 1000 / elapsed
    let part = percent.map { ", \($0)%" } ?? ""
    show("\(Self.grouped(count)) \(unit), \(Self.grouped(rate)) a second\(part)")
  }

  mutating func show(_ count: Int) {
    guard let elapsed = due() else { return }
    let rate = max(count * 1000 / elapsed, 1)
    let left = (total - count) / rate
    show(
      "\(Self.grouped(count)) of \(Self.grouped(total)) \(unit), \(Self.grouped(rate)) a second, "
        + "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    )
  }

  private func show(_ text: String) {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    write("\r\(Self.cut(text, to: isKnown ? Int(size.ws_col) : 80))\u{1B}[K")
  }

  /// What of `text` stands in one line of a terminal: a line that is full goes on in the next one, which nothing takes
  /// away. Whole parts are left out from the end.
  static func cut(_ text: String, to columns: Int) -> String {
    var parts = text.components(separatedBy: ", ")
    while parts.count > 1, parts.joined(separator: ", ").count >= columns { parts.removeLast() }
    return String(parts.joined(separator: ", ").prefix(max(columns - 1, 0)))
  }

  /// How many milliseconds the work has lasted, more than a second, when it is time to say something again.
  private mutating func due() -> Int? {
    guard isShown else { return nil }
    let now = ContinuousClock.now
    guard now - started > .seconds(1), said.map({ now - $0 > .milliseconds(250) }) ?? true else {
      return nil
    }
    said = now
    return Int((now - started) / .milliseconds(1))
  }

  /// Takes the line away, for what is to be said in its place.
  mutating func clear() {
    if said != nil { write("\r\u{1B}[K") }
    said = nil
  }

  static func grouped(_ number: Int) -> String {
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
