import Foundation
import RuleSyntax
import TestSupport
import Testing

/// What the formatter never does, whatever the text: lose, change or reorder a word or a comment,
/// change what the text means, or give another layout the second time.
struct FormatterPropertyTests {
  static let rulebooks = [
    "Tests/RuleSyntaxTests/Fixtures/everything.tranche",
    "Tests/RuleSyntaxTests/Fixtures/example.tranche",
    "rules/bad-news.tranche",
    "rules/earnings-season.tranche",
    "rules/house-limits.tranche",
    "rules/merger.tranche",
    "rules/product-recall.tranche",
    "rules/rate-decision.tranche",
    "rules/rust-for-linux.tranche",
  ]

  @Test(arguments: rulebooks) func shippedTextsKeepTheirMeaning(path: String) throws {
    #expect(fault(in: try FormatterText.shipped(path).bytes) == nil)
  }

  @Test(arguments: rulebooks) func blanksAndLineEndsMeanNothing(path: String) throws {
    let text = try FormatterText.shipped(path)
    for seed in 0..<15 {
      var random = SeededGenerator(seed: UInt64(seed))
      #expect(fault(in: text.respaced(&random)) == nil, "seed \(seed)")
    }
  }

  /// But for the lines of accounts and empty lines, which are the author's, nothing of how a text
  /// was laid out remains.
  @Test func theLayoutDoesNotDependOnTheOldOne() throws {
    for seed in RulebookProperty.seeds(40) {
      let rulebook = RulebookTextGenerator.rulebook(seed: seed, mode: .arbitrary)
      for file in rulebook.sources().filter(isReadable) {
        let page = formatted(file.bytes)
        let tokens = FormatterText(page).withoutAccounts()
        let spread = FormatterText(tokens).rejoined(with: "\n ")
        let packed = FormatterText(tokens).rejoined(with: " ")
        #expect(formatted(spread) == formatted(packed), "seed \(seed)")
      }
    }
  }

  /// Comments of each form, in every gap of every declaration of a text that holds every production.
  @Test(arguments: ["end", "own", "both"])
  func aCommentSurvivesBetweenAnyTwoTokens(form: String) throws {
    let comment =
      switch form {
      case "end": " // here\n"
      case "own": "\n  // here\n"
      default: " // here\n\n // and here\n"
      }
    let path = "Tests/RuleSyntaxTests/Fixtures/everything.tranche"
    for text in try FormatterText.shipped(path).declarations {
      for gap in text.gaps {
        #expect(fault(in: text.with(comment, in: [gap])) == nil, "gap \(gap)")
      }
    }
  }

  @Test(arguments: rulebooks) func manyCommentsSurvive(path: String) throws {
    let text = try FormatterText.shipped(path)
    for seed in 0..<25 {
      var random = SeededGenerator(seed: UInt64(seed))
      #expect(fault(in: text.commented(&random)) == nil, "seed \(seed)")
    }
  }

  @Test(arguments: [RulebookTextGenerator.Mode.sound, .arbitrary])
  func generatedRulebooksKeepTheirMeaning(mode: RulebookTextGenerator.Mode) {
    let failure = RulebookProperty.failure(over: 100, mode: mode) { rulebook in
      let layouts = [RulebookLayout.plain, .random(seed: rulebook.seed)]
      return layouts.flatMap { layout in
        rulebook.sources(layout).filter(isReadable).compactMap { self.fault(in: $0.bytes) }
      }
    }
    #expect(failure == nil)
  }

  /// Words in any order, of which some happen to be an expression.
  @Test func expressionsOfAnyWordsKeepTheirMeaning() {
    let words = [
      "a", "b", "NVDA", "\"0700.HK\"", "1", "5%", "2 USD", "30d", "(", ")", "(", ")", ",", "and",
      "or", "not", "-", "-", "+", "*", "/", "<", ">=", "=", "otherwise", "known", "any", "of", "is",
      "confirmed", "f", "over", ":", "tag", "sector", "except", "held", "in", "all", "// c\n",
    ]
    var random = SeededGenerator(seed: 5)
    var read = 0
    for _ in 0..<30_000 {
      let soup = (0...random.int(0...9)).map { _ in random.pick(words) }
      let bytes = Array("let x = \(soup.joined(separator: " "))".utf8)
      guard isReadable(SourceFile(path: "a", bytes: bytes)) else { continue }
      read += 1
      #expect(fault(in: bytes) == nil, "\(soup)")
    }
    #expect(read > 300)
  }

  /// No line but one that can't be broken is longer than a page is wide.
  @Test func linesAreNoLongerThanTheyMustBe() {
    for seed in RulebookProperty.seeds(40) {
      let rulebook = RulebookTextGenerator.rulebook(seed: seed, mode: .arbitrary)
      for file in rulebook.sources().filter(isReadable) {
        for line in String(decoding: formatted(file.bytes), as: UTF8.self).split(separator: "\n") {
          let longest = line.split(separator: "\"").map(\.count).max() ?? 0
          #expect(line.count <= 100 || longest > 40, "seed \(seed): \(line)")
        }
      }
    }
  }

  // MARK: Helpers

  /// What is wrong with the layout of a text; refusing one that can be read is a fault as well.
  private func fault(in bytes: [UInt8]) -> String? {
    switch Formatter.format(SourceFile(path: "a.tranche", bytes: bytes)) {
    case .formatted(let page): return FormatterText.blemish(of: page)
    case .refused(let mistakes): return "refused: \(mistakes.map(\.message))"
    case .unfaithful(let fault): return fault.rawValue
    }
  }

  private func isReadable(_ file: SourceFile) -> Bool { Parser.parse(file).diagnostics.isEmpty }

  private func formatted(_ bytes: [UInt8]) -> [UInt8] {
    guard
      case .formatted(let page) = Formatter.format(SourceFile(path: "a.tranche", bytes: bytes))
    else {
      Issue.record("refused: \(String(decoding: bytes, as: UTF8.self))")
      return []
    }
    return page
  }
}
