import ArgumentParser
import Testing

@testable import tranche

/// The quick reader of plain arguments against ArgumentParser.
@Suite struct PlainArgumentsTests {
  /// What ArgumentParser makes of `arguments`; nothing for a mistake or another command.
  private func parsed(_ arguments: [String]) -> EvaluationRequest? {
    (try? Tranche.parseAsRoot(arguments) as? EvaluateCommand)?.request
  }

  @Test func everyOption() throws {
    let arguments = [
      "evaluate", "p.sqlite", "--rules", "r", "--news", "a", "--news", "b", "--received",
      "2025-12-13", "--published", "2025-12-12", "--source", "example wire", "--as-of",
      "2025-12-15T14:00Z", "--account", "growth", "--format", "json", "--verbose",
    ]
    let request = try #require(EvaluationRequest(plain: arguments))
    #expect(request == parsed(arguments))
    #expect(request.news == ["a", "b"])
    #expect(request.isVerbose)
  }

  @Test(
    arguments: [
      [], ["evaluate"], ["evaluate", "p"], ["evaluate", "--rules", "r"],
      ["portfolio", "show", "p"],
      ["evaluate", "p", "--rules"], ["evaluate", "p", "q", "--rules", "r"],
      ["evaluate", "p", "--rules", "r", "--as-of", "soon"],
      ["evaluate", "p", "--rules", "r", "--format", "pdf"],
      ["evaluate", "p", "--rules", "r", "--help"], ["evaluate", "p", "--rules", "--help"],
      ["evaluate", "p", "--rules", ""], ["evaluate", "", "--rules", "r"],
      ["evaluate", "p", "--rules", "r", "--unknown", "x"], ["--version"], ["help", "evaluate"],
    ]
  )
  func mistakesAreNotPlain(_ arguments: [String]) {
    #expect(EvaluationRequest(plain: arguments) == nil)
  }

  /// Lists of words put together at random: what is plain means the same to both readers.
  @Test func agreesWithArgumentParser() {
    let words = [
      "p", "q.sqlite", "", "-", "--", "-v", "-h", "--verbose", "--rules", "--rules=r", "--news",
      "--account", "--source", "--as-of", "--published", "--received", "--format", "2025-12-13",
      "2025-12-13T10:00Z", "json", "csv", "x y", "--help", "--version", "evaluate", "help",
    ]
    var random = RepeatableRandom(state: 2025)
    var plain = 0
    for _ in 0..<600 {
      var arguments = ["evaluate", "p", "--rules", "r"]
      for _ in 0..<random.below(5) {
        arguments.insert(words[random.below(words.count)], at: 1 + random.below(arguments.count))
      }
      guard let request = EvaluationRequest(plain: arguments) else { continue }
      plain += 1
      #expect(request == parsed(arguments), "\(arguments)")
    }
    #expect(plain > 100)
  }
}

/// The same numbers in every run.
private struct RepeatableRandom {
  var state: UInt64

  /// A number of 0 to `limit` − 1.
  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
