import Exchange
import Quantities
import Reporting

extension EvaluationRequest {
  /// Reads an `evaluate` in its plain form: the file, and long options, each once, each followed by
  /// its value.
  ///
  /// ArgumentParser reads commands by reflection, which takes a third of the time of a small
  /// evaluation. Whatever is not plain, every mistake included, is left to it, and a test compares
  /// the two.
  ///
  /// - Parameter arguments: the program's arguments without its name.
  init?(plain arguments: some Sequence<String>) {
    var rest = Array(arguments)[...]
    guard rest.popFirst() == "evaluate" else { return nil }
    self.init(portfolio: "", rules: "")
    while let argument = rest.popFirst() {
      if !argument.hasPrefix("-") {
        guard portfolio.isEmpty, !argument.isEmpty else { return nil }
        portfolio = argument
      } else if argument == "--verbose" {
        guard !isVerbose else { return nil }
        isVerbose = true
      } else {
        guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-"),
          take(value, of: argument)
        else { return nil }
      }
    }
    if portfolio.isEmpty || rules.isEmpty { return nil }
  }

  /// Whether `option` is known, new if it may stand only once, and `value` good for it.
  private mutating func take(_ value: String, of option: String) -> Bool {
    switch option {
    case "--news": news.append(value)
    case "--account": accounts.append(value)
    case "--rules" where rules.isEmpty: rules = value
    case "--source" where page.source.isEmpty: page.source = value
    case "--jobs" where jobs == nil:
      guard let number = Int(value), (1...256).contains(number), String(number) == value else {
        return false
      }
      jobs = number
    case "--as-of" where asOf == nil: return Self.read(value, into: &asOf)
    case "--published" where page.published == nil: return Self.read(value, into: &page.published)
    case "--received" where page.received == nil: return Self.read(value, into: &page.received)
    case "--format" where format == .table:
      guard let named = ProposalFormat(rawValue: value) else { return false }
      format = named
    default: return false
    }
    return true
  }

  private static func read(_ value: String, into moment: inout Instant?) -> Bool {
    moment = Instant(argument: value)
    return moment != nil
  }
}
