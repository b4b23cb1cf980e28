import RuleChecker
import RuleSyntax
import TestSupport
import Testing

/// Order and layout change nothing, in any rulebook.
@Suite struct GeneratedOrderTests {
  // cites: order-1
  @Test func permutingARulebookChangesNothing() {
    let failure = RulebookProperty.failure(over: 40) { text in
      difference(text.checked(), text.permuted(seed: text.seed).checked())
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  // cites: text-1, text-2
  @Test func layingARulebookOutAnewChangesNothing() {
    let failure = RulebookProperty.failure(over: 40) { text in
      difference(text.checked(), text.checked(.random(seed: text.seed)))
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  /// A rulebook with mistakes gives the same messages in any order.
  @Test func permutingARulebookWithMistakesKeepsItsMessages() {
    let failure = RulebookProperty.failure(over: 40) { text in
      let broken = text.withMistakes(seed: text.seed)
      return difference(broken.checked(), broken.permuted(seed: text.seed).checked())
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  @Test func layingARulebookWithMistakesOutAnewKeepsItsMessages() {
    let failure = RulebookProperty.failure(over: 40) { text in
      let broken = text.withMistakes(seed: text.seed)
      return difference(broken.checked(), broken.checked(.random(seed: text.seed)))
    }
    #expect(failure == nil, "\(failure ?? "")")
  }

  private func difference(_ one: CheckResult, _ two: CheckResult) -> [String] {
    let left = messages(one)
    let right = messages(two)
    if left != right {
      let lost = left.filter { !right.contains($0) }
      let new = right.filter { !left.contains($0) }
      return ["other messages: \(lost) and \(new)"]
    }
    guard let first = one.rulebook, let second = two.rulebook else { return [] }
    var faults: [String] = []
    if first.hash != second.hash { faults.append("another digest") }
    if shape(ordered(first)) != shape(ordered(second)) { faults.append("another rulebook") }
    return faults
  }

  /// Codes and words, in no order: of two rules that exclude each other the later is named first.
  private func messages(_ result: CheckResult) -> [String] {
    result.diagnostics.map { diagnostic in
      let words = diagnostic.message.split(separator: " ").sorted().joined(separator: " ")
      return "\(diagnostic.code): \(words)"
    }.sorted()
  }

  /// Without files and tests, and with lists that mean the same in any order in one.
  private func ordered(_ rulebook: CheckedRulebook) -> CheckedRulebook {
    var copy = rulebook
    copy.files = []
    copy.hash = ""
    for index in copy.topics.indices {
      copy.topics[index].mentions.sort { "\($0)" < "\($1)" }
      copy.topics[index].themes.sort()
      copy.topics[index].symbols.sort()
    }
    for index in copy.catalysts.indices {
      copy.catalysts[index].evidence.sort { "\($0)" < "\($1)" }
      copy.catalysts[index].unless.sort()
      copy.catalysts[index].official.sort()
    }
    return copy
  }
}
