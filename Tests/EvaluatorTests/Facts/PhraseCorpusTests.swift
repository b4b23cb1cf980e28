import Foundation
import Portfolio
import Quantities
import RuleChecker
import Testing

@testable import Evaluator

/// Every line of `PhraseCorpus.txt` is a case: a phrase, a text, and whether it counts there.
struct PhraseCorpusTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var line: Int
    var phrase: Phrase
    var text: String
    var expected: String
    var testDescription: String { "line \(line): \(text)" }
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "PhraseCorpus.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n").enumerated().compactMap { number, line in
      let parts = line.components(separatedBy: " | ")
      guard parts.count == 3, !line.hasPrefix("#") else { return nil }
      let halves = parts[0].components(separatedBy: " ~ ")
      return Case(
        line: number + 1,
        phrase: halves.count == 2 ? .near(halves[0], halves[1]) : .literal(parts[0]),
        text: parts[1].replacingOccurrences(of: "\\n", with: "\n"),
        expected: parts[2].trimmingCharacters(in: .whitespaces)
      )
    }
  }()

  @Test func corpusIsThere() {
    #expect(PhraseCorpusTests.cases.count >= 60)
  }

  // cites: topic-2, topic-3, catalyst-4
  @Test(arguments: cases)
  func phraseCountsAsWritten(_ item: Case) {
    let evidence = Facts.evidence(of: [item.phrase], in: item.text)
    switch item.expected {
    case "absent": #expect(evidence.isEmpty)
    case "counts":
      #expect(!evidence.isEmpty)
      #expect(evidence.contains { $0.heldBackBy == nil })
    default:
      let word = item.expected.dropFirst("held:".count).replacingOccurrences(of: "’", with: "'")
      #expect(evidence.map(\.heldBackBy) == [word])
    }
  }

  // cites: catalyst-4
  @Test func exceptionsOfTheCatalystHoldBack() {
    let text = "Rust is built by default on trial. Rust is built by default in stalled trees."
    let evidence = Facts.evidence(
      of: [.literal("built by default")],
      in: text,
      unless: ["on trial", "stall*"]
    )
    #expect(evidence.map(\.heldBackBy) == ["on trial", "stalled"].map(Optional.some))
  }

  @Test func oneSentenceIsListedOnce() {
    let evidence = Facts.evidence(
      of: [.literal("built"), .literal("by default")],
      in: "It is built by default.\nIt is built by default."
    )
    #expect(evidence.map(\.sentence) == ["It is built by default."])
  }

  @Test func longSentencesAreCutAndLongTextsAreFast() {
    let text = String(repeating: "Rust kernel ", count: 20_000) + "built by default"
    let evidence = Facts.evidence(of: [.literal("built by default")], in: text)
    #expect(evidence.first?.sentence.unicodeScalars.count == 401)
    let near = PhraseMatcher([.near("Rust", "kernel")]).hits(in: MatchText(text))
    #expect(near.count == 1)
  }
}
