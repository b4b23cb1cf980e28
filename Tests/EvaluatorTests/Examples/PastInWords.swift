import Portfolio
import Quantities
import Testing

@testable import Evaluator

extension Meaning {
  /// What earlier runs left in the journal, in words:
  /// `own.first NVDA goal 50 filled 30`, with ` on 2025-12-11` once the step is filled;
  /// `put on own NVDA 30`; `base cut NVDA 100`; `traded 5000 on 2025-12-14`; `exited own on
  /// 2025-12-14`; `active cut` and `ended cut`.
  mutating func past(_ lines: String...) { journal = Meaning.noted(lines) }

  static func noted(_ lines: [String]) -> (inout Journal, [String: Int]) throws -> Void {
    { journal, places in
      journal.lastApplied = try Meaning.moment("2025-12-10")
      for line in lines {
        try journal.note(line.split(separator: " ").map(String.init), places)
      }
    }
  }
}

extension Journal {
  fileprivate mutating func note(_ words: [String], _ places: [String: Int]) throws {
    let day = words.count > 1 ? Instant(parsing: words[words.count - 1], bareDate: .end) : nil
    let start = try Meaning.moment("2025-12-10")
    func place(_ word: Int) throws -> Int { try #require(places[words[word]]) }
    switch words[0] {
    case "put":
      putOn[.init(rule: words[2], instrument: try place(3))] = try Quantity(parsing: words[4])
    case "base":
      trimBase[.init(rule: words[1], instrument: try place(2))] = try Quantity(parsing: words[3])
    case "traded":
      trades.append(.init(at: try #require(day), value: try Amount(parsing: words[1])))
    case "exited":
      exits[.init(rule: words[1])] = try #require(day)
    case "active", "ended":
      states[.init(rule: words[1])] = .init(isActive: words[0] == "active", at: start)
    default:
      let names = words[0].split(separator: ".").map(String.init)
      let key = StepKey(rule: names[0], step: names[1], instrument: try place(1))
      steps[key] = OpenStep(
        opened: start,
        goal: try Quantity(parsing: words[3]),
        filled: try Quantity(parsing: words[5]),
        filledAt: day
      )
    }
  }
}

/// An amount as an example writes it; nothing when it is misspelled.
func amount(_ text: String) -> Amount? { try? Amount(parsing: text) }

func part(_ numerator: Int128, of denominator: Int128) -> Ratio? {
  try? Ratio(numerator, over: denominator)
}
