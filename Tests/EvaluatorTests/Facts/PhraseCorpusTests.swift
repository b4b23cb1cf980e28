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
    /// The kind of sentences among which it stands; nothing before the first kind.
    var kind: String?
    var phrase: String
    var text: String
    /// What a careful reader says.
    var expected: String
    /// What Tranche says instead, where that is known to differ.
    var miss: String?
    var testDescription: String { "line \(line): \(text)" }

    var evidence: [CatalystReport.Evidence] {
      let halves = phrase.components(separatedBy: " ~ ")
      let phrase: Phrase = halves.count == 2 ? .near(halves[0], halves[1]) : .literal(phrase)
      return Facts.evidence(of: [phrase], in: text)
    }
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "PhraseCorpus.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var kind: String?
    return text.components(separatedBy: "\n").enumerated().compactMap { number, line in
      if line.hasPrefix("# Kind: ") { kind = String(line.dropFirst("# Kind: ".count)) }
      if line.hasPrefix("#") || line.isEmpty { return nil }
      let parts = line.components(separatedBy: " | ")
      guard parts.count == 3 || parts.count == 4 else {
        Issue.record("line \(number + 1) of the corpus has \(parts.count) fields")
        return nil
      }
      return Case(
        line: number + 1,
        kind: kind,
        phrase: parts[0],
        text: parts[1].replacingOccurrences(of: "\\n", with: "\n"),
        expected: parts[2],
        miss: parts.count == 4 ? parts[3] : nil
      )
    }
  }()

  static let misses = cases.filter { $0.miss != nil }

  @Test func everyKindIsThere() {
    let kinds = Dictionary(grouping: PhraseCorpusTests.cases) { $0.kind ?? "" }.mapValues(\.count)
    #expect(
      Set(kinds.keys) == [
        "", "conditional", "denied", "future", "headlines", "hedged", "past", "quoted",
      ]
    )
    #expect(kinds.values.allSatisfy { $0 >= 18 })
    #expect(PhraseCorpusTests.cases.count - (kinds[""] ?? 0) >= 120)
    let texts = PhraseCorpusTests.cases.map { "\($0.phrase) | \($0.text)" }
    #expect(Set(texts).count == texts.count)
  }

  // cites: topic-2, topic-3, catalyst-4
  @Test(arguments: cases)
  func phraseCountsAsWritten(_ item: Case) {
    let evidence = item.evidence
    switch item.miss ?? item.expected {
    case "absent": #expect(evidence.isEmpty)
    case "counts":
      #expect(!evidence.isEmpty)
      #expect(evidence.contains { $0.heldBackBy == nil })
    case let verdict:
      let word = verdict.dropFirst("held:".count).replacingOccurrences(of: "’", with: "'")
      #expect(evidence.map(\.heldBackBy) == [word])
    }
  }

  /// A miss that was mended fails here and above, until it is taken off the list and out of the docs.
  @Test(arguments: misses)
  func aMissIsStillOne(_ item: Case) {
    let counts = item.evidence.contains { $0.heldBackBy == nil }
    #expect(item.expected == "held" || item.expected == "counts")
    #expect(counts != (item.expected == "counts"), "the reader is right now: shorten the list")
  }

  private static func documentedMisses() throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/news.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try #require(
      text.components(separatedBy: "\n## ").first { $0.hasPrefix("What the words miss\n") }
    )
  }

  /// `docs/news.md` counts the sentences of each kind, and lists each one that is missed.
  @Test func theDocsSayWhatIsMissed() throws {
    let section = try PhraseCorpusTests.documentedMisses()
    let rows = section.components(separatedBy: "\n").filter { $0.hasPrefix("| ") }
      .map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
    func documented(_ columns: Int) -> Set<[String]> {
      // Neither the names of the columns nor the line below them.
      Set(rows.filter { $0.count == columns && $0[0] != "kind" && $0[0] != "---" })
    }
    let kinds = Dictionary(grouping: PhraseCorpusTests.cases.filter { $0.kind != nil }) {
      $0.kind ?? ""
    }
    let counted = kinds.map { kind, cases in
      let counting = cases.count { $0.miss == "counts" }
      let held = cases.count { $0.miss?.hasPrefix("held:") == true }
      return [kind, "\(cases.count)", "\(counting)", "\(held)"]
    }
    #expect(documented(4) == Set(counted))
    let listed = PhraseCorpusTests.misses.map { item in
      let marked = item.text.replacingOccurrences(
        of: item.phrase,
        with: "*\(item.phrase)*",
        options: .caseInsensitive
      )
      let verdict =
        item.miss == "counts"
        ? "counts" : "held back by `\(item.miss?.dropFirst("held:".count) ?? "")`"
      return [item.kind ?? "", item.text, verdict].map { $0 == item.text ? marked : $0 }
    }
    #expect(documented(3) == Set(listed))
    #expect(documented(3).count == PhraseCorpusTests.misses.count)
  }

  /// The words that the docs advise against misses that count, and how many they hold back.
  // cites: catalyst-4
  @Test func wordsOfACatalystMendMisses() throws {
    let section = try PhraseCorpusTests.documentedMisses()
      .replacingOccurrences(of: "\n", with: " ")
    let advice = try #require(section.firstMatch(of: /`unless (".+?")` holds back (\d+) of/))
    let unless = advice.1.split(separator: ", ").map { String($0.dropFirst().dropLast()) }
    let mended = PhraseCorpusTests.misses.filter { item in
      item.miss == "counts"
        && Facts.evidence(of: [.literal(item.phrase)], in: item.text, unless: unless)
          .allSatisfy { $0.heldBackBy != nil }
    }
    #expect(Int(advice.2) == mended.count)
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
