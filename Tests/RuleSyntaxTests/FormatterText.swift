import Foundation
import RuleSyntax
import TestSupport

/// A text whose words can be put apart anew.
struct FormatterText {
  let tree: SyntaxTree

  init(_ bytes: [UInt8]) {
    tree = Parser.parse(SourceFile(path: "a.tranche", bytes: bytes)).tree
  }

  var bytes: [UInt8] { tree.file.bytes }

  /// A file of the repository.
  static func shipped(_ path: String) throws -> FormatterText {
    let root = CaseFile.corpus.deletingLastPathComponent().deletingLastPathComponent()
    return FormatterText(Array(try Data(contentsOf: root.appendingPathComponent(path))))
  }

  /// The tokens that something may stand before; the last is the end of the file.
  var gaps: Range<Int> { tree.tokens.indices }

  /// Each declaration as a text of its own.
  var declarations: [FormatterText] {
    tree.root.children.map { FormatterText(Array($0.text.utf8)) }
  }

  // MARK: Other texts of the same words

  /// Other blanks and line ends wherever there were some.
  func respaced(_ random: inout SeededGenerator) -> [UInt8] {
    text { token in
      let trivia = String(decoding: tree.trivia(before: token), as: UTF8.self)
      if trivia.isEmpty || trivia.contains("//") { return trivia }
      return random.pick([" ", "  ", "\t", "\n ", "\r\n ", "\n\n\n ", " \r "])
    }
  }

  /// Comments of any form in about every fifth gap.
  func commented(_ random: inout SeededGenerator) -> [UInt8] {
    text { token in
      let trivia = String(decoding: tree.trivia(before: token), as: UTF8.self)
      guard random.chance(20) else { return trivia }
      let comment = random.pick(["//", "// é 中文", "//\ttabs \t", "// \"", "// } rule x {", "///"])
      let before = random.pick([" ", "", "\n", "\n\n", "\t"])
      let behind = random.pick(["\n ", "\r\n ", "\n\n ", "\n // again\n "])
      return trivia + before + comment + behind
    }
  }

  /// With `comment` before the tokens of `gaps`, which no longer stand at the margin.
  func with(_ comment: String, in gaps: [Int]) -> [UInt8] {
    text { token in
      let trivia = String(decoding: tree.trivia(before: token), as: UTF8.self)
      return gaps.contains(token) ? trivia + comment + " " : trivia
    }
  }

  /// With `blank` before every token, and no comments.
  func rejoined(with blank: String) -> [UInt8] { text { $0 == 0 ? "" : blank } }

  /// The words without those of accounts and without comments, on one line.
  func withoutAccounts() -> [UInt8] {
    var left = Set(tree.tokens.indices)
    func leaveOut(_ node: SyntaxNode) {
      if node.kind == .accountFact { left.subtract(node.tokenRange) }
      for child in node.children { leaveOut(child) }
    }
    leaveOut(tree.root)
    let words = left.sorted().map { tree.text(ofToken: $0) }
    return Array(words.joined(separator: " ").utf8)
  }

  private func text(_ trivia: (Int) -> String) -> [UInt8] {
    var text = ""
    for token in tree.tokens.indices { text += trivia(token) + tree.text(ofToken: token) }
    return Array(text.utf8)
  }

  // MARK: Layouts

  /// What no layout has: blanks at line ends, tabs outside of comments and strings, other line ends,
  /// two empty lines together, empty lines at its ends.
  static func blemish(of page: [UInt8]) -> String? {
    if page.isEmpty { return nil }
    let text = String(decoding: page, as: UTF8.self)
    let lines = text.components(separatedBy: "\n")
    if lines.last != "" { return "no line end at the end" }
    if lines.first == "" || lines.dropLast().last == "" { return "an empty line at an end" }
    for (line, next) in zip(lines, lines.dropFirst()) {
      if line.isEmpty, next.isEmpty { return "two empty lines" }
      if line.hasSuffix(" ") || line.hasSuffix("\t") { return "blanks at the end of `\(line)`" }
    }
    let tree = FormatterText(page).tree
    for token in tree.tokens.indices {
      for line in tree.trivia(before: token).split(separator: UInt8(ascii: "\n")) {
        let blanks = line.prefix { $0 != UInt8(ascii: "/") }
        if blanks.contains(where: { $0 != UInt8(ascii: " ") }) { return "a blank that is none" }
      }
    }
    return nil
  }
}
