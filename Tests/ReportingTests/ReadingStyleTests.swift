import Reporting
import RuleChecker
import TestSupport
import Testing

/// What holds for every sentence of every reading.
@Suite struct ReadingStyleTests {
  private func readings() throws -> [(title: String, reading: RulebookReading)] {
    try CaseFile.cases(in: "readings").flatMap { entry -> [(String, RulebookReading)] in
      let book = try rulebook(entry.input)
      let parts = book.rules.compactMap { RulebookReading(book, rule: $0.name) }
      return ([RulebookReading(book)] + parts).map { (entry.title, $0) }
    }
  }

  @Test func sentencesEndInAFullStopAndListsFollowAColon() throws {
    for (title, reading) in try readings() {
      for (text, hasPoints) in reading.texts where !text.isEmpty {
        let ends = hasPoints ? text.hasSuffix(":") : text.hasSuffix(".") || text.hasSuffix(".\"")
        #expect(ends, "\(title): \(text)")
        #expect(!text.hasSuffix(".."), "\(title): \(text)")
      }
    }
  }

  @Test func sentencesAreWrittenAsAPersonWould() throws {
    let odd = [
      "  ", " ,", " .", ",.", "..", "((", "nil", "Optional", "isOneOf", "atLeast", "some(",
      " a event", "sourceText", "()", ", ,", "above above",
    ]
    for (title, reading) in try readings() {
      for (text, _) in reading.texts {
        for part in odd { #expect(!text.contains(part), "\(title): \(text)") }
        let first = try #require((text.isEmpty ? "A" : text).unicodeScalars.first)
        let isName = text.contains(": ") && !text.hasSuffix(":")
        #expect(!first.properties.isLowercase || isName, "\(title): \(text)")
      }
    }
  }

  @Test(arguments: [40, 60, 80, 200]) func linesFitTheWidth(width: Int) throws {
    for (title, reading) in try readings() {
      for line in text(of: reading, width: width).split(separator: "\n") {
        #expect(line.count <= min(width, 80), "\(title): \(line)")
        #expect(!line.hasSuffix(" "), "\(title): \(line)")
      }
    }
  }

  @Test func markdownHoldsTheSameWords() throws {
    for (title, reading) in try readings() {
      let words = text(of: reading).filter { $0.isLetter || $0.isNumber }
      let marked = text(of: reading, .markdown)
      #expect(marked.filter { $0.isLetter || $0.isNumber } == words, "\(title)")
      #expect(marked.hasPrefix("# "), "\(title)")
    }
  }

  @Test func wordsOfTheRulebookCanDoNothing() throws {
    let hostile = "<script>*bold* [x](http://a) `code` | ~~no~~ # \u{200F}\u{200D}!&amp; _u_"
    let book = try rulebook(
      """
      language 1 rulebook hostile "\(hostile)"
      topic t "\(hostile)" { mentions "\(hostile)" themes "\(hostile)" }
      catalyst c "\(hostile)" { topic t evidence "\(hostile)" unless "\(hostile)" official "\(hostile)" }
      basket b "\(hostile)" { NVDA 100% }
      rule r "\(hostile)" { when c is confirmed and age(t) < 2d review b because "\(hostile)" }
      """
    )
    for format in ReadingFormat.allCases {
      let shown = text(of: RulebookReading(book), format)
      #expect(!shown.unicodeScalars.contains("\u{200F}"))
      #expect(!shown.unicodeScalars.contains("\u{200D}"))
    }
    let marked = text(of: RulebookReading(book), .markdown)
    // Every mark of Markdown or HTML within the author's words is escaped.
    #expect(!marked.contains("<"))
    #expect(!marked.contains(/(^|[^\\])[`\[\]|~]/))
    #expect(!marked.contains(/[^\\]\*bold/))
    #expect(!marked.contains(/[^\\]_u/))
    #expect(marked.contains("&lt;script>"))
  }

  @Test func deepConditionsStayWithinTheWidth() throws {
    var condition = "gross > 1%"
    for level in 0..<60 {
      condition = "(\(condition) \(level.isMultiple(of: 2) ? "or" : "and") net > \(level)%)"
    }
    let book = try rulebook("language 1 rulebook deep rule r { when \(condition) review NVDA }")
    let shown = text(of: RulebookReading(book))
    #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(shown.contains("Net exposure is above 59% of NAV."))
  }
}

extension RulebookReading {
  /// Every text with whether points follow it.
  fileprivate var texts: [(String, Bool)] {
    sections.flatMap { section in
      (section.paragraphs + section.sections.flatMap(\.paragraphs)).flatMap { paragraph in
        [(paragraph.text, !paragraph.points.isEmpty)] + paragraph.points.flatMap(\.texts)
      }
    }
  }
}

extension RulebookReading.Point {
  fileprivate var texts: [(String, Bool)] { [(text, !points.isEmpty)] + points.flatMap(\.texts) }
}
