import Foundation
import Testing

@testable import Evaluator

struct DenialWordsTests {
  /// The words in backticks of the paragraph in `docs/news.md` that begins with `heading`.
  func documented(_ heading: String) throws -> Set<String> {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/news.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let paragraph = try #require(
      text.components(separatedBy: "\n\n").first { $0.hasPrefix(heading) }
    )
    let list = paragraph.components(separatedBy: ", ").first ?? ""
    let words = list.components(separatedBy: "`").enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    return Set(words)
  }

  @Test func theDocsShowTheWholeList() throws {
    #expect(try documented("Words: ") == DenialWords.words)
    #expect(try documented("Beginnings: ") == Set(DenialWords.beginnings))
  }

  // cites: catalyst-4
  @Test(arguments: ["not", "don't", "planned", "rumours", "not-yet", "remaining", "eventually"])
  func denialsHoldBack(_ word: String) {
    #expect(DenialWords.holdsBack(Array(word.utf8)[...]))
  }

  @Test(arguments: ["note", "nothing", "mayor", "iffy", "nor-easter's", "'t", "", "yeti", "c++"])
  func othersDoNot(_ word: String) {
    #expect(DenialWords.holdsBack(Array(word.utf8)[...]) == (word == "nor-easter's"))
  }
}
