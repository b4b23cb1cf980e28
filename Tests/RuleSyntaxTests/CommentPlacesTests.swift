import Testing

@testable import RuleSyntax

/// Which word a comment belongs to.
struct CommentPlacesTests {
  @Test func aCommentBesideAWordTrailsIt() {
    expect("let x // a\n= 1 // b\n", trailing: ["x": "// a", "1": "// b"])
  }

  @Test func aCommentOnItsOwnLineLeadsTheNextWord() {
    expect(
      "// a\nlet x =\n// b\n// c\n1\n// d",
      leading: ["let": ["// a"], "1": ["// b", "// c"], "": ["// d"]]
    )
  }

  @Test func theFirstLineOfAFileBelongsToTheFirstWord() {
    expect("// a\nlet x = 1", leading: ["let": ["// a"]])
    expect("\u{FEFF}// a\nlet x = 1", leading: ["let": ["// a"]])
  }

  @Test func blanksAtTheEndAreNoText() {
    expect("let x = 1 // a \t\r\n", trailing: ["1": "// a"])
    expect("let x = 1 //\r\n", trailing: ["1": "//"])
  }

  @Test func aSlashInsideIsText() {
    expect("let x = 1 // a // b /\n", trailing: ["1": "// a // b /"])
    expect("let x = 4 / 2 // a\n", trailing: ["2": "// a"])
  }

  // MARK: Beside punctuation

  @Test func aCommentPassesWhatClosesItsLine() {
    expect("let x = f(a // c\n)", trailing: [")": "// c"])
    expect("let x = f(a // c\n, b)", trailing: [",": "// c"])
    expect("rule r // c\n{ review a }", trailing: ["{": "// c"])
  }

  @Test func aCommentPassesSeveralAtOnce() {
    expect("let x = ((a // c\n)\n) > y", trailing: [")2": "// c"])
    expect("rule r for each s in (a // c\n) { review b }", trailing: ["{": "// c"])
  }

  @Test func commentsThatMeetKeepTheirOrder() {
    expect("let x = ((a // c\n) // d\n)", trailing: [")": "// c", ")2": "// d"])
    expect("let x = ((a) // c\n) // d\n", trailing: [")": "// c", ")2": "// d"])
    expect(
      "rule r // c\n{ // d\nreview a }",
      leading: ["review": ["// d"]],
      trailing: ["{": "// c"]
    )
  }

  @Test func aCommentOnItsOwnLineIsNotPassed() {
    expect(
      "let x = f(a // c\n// d\n)",
      leading: [")": ["// d"]],
      trailing: ["a": "// c"]
    )
  }

  @Test func commentsBeforeABraceGoInside() {
    expect("rule r\n// c\n{ // d\n// e\nreview a }", leading: ["review": ["// c", "// d", "// e"]])
    expect("topic t\n// c\n{ }", leading: ["}": ["// c"]])
  }

  @Test(arguments: ["and", "or", ">", "=", "+", "-", "*", "/", "otherwise"])
  func aCommentBehindAnOperatorEndsTheLineBefore(sign: String) {
    expect("let x = a \(sign) // c\nb", trailing: ["a": "// c"])
    expect(
      "let x = a // c\n\(sign) // d\nb",
      trailing: ["a": "// c", sign == "=" ? "=2" : sign: "// d"]
    )
  }

  @Test func aSignIsNoOperator() {
    expect("let x = a + - // c\nb", trailing: ["-": "// c"])
    expect("let x = not // c\na", trailing: ["not": "// c"])
    expect("limit l net >= - // c\n10%", trailing: ["-": "// c"])
  }

  // MARK: Empty lines and counting

  @Test func emptyLinesAreSeenBetweenCommentsAndWords() throws {
    let tree = parsed("use \"a\" // a\n\n// b\n// c\n\n\nuse \"b\"\nuse \"c\"\n\nuse \"d\"")
    let places = CommentPlaces(of: tree)
    #expect(places.leading(2).map(\.hasBlankBefore) == [true, false])
    #expect([2, 4, 6].map(places.hasBlank(before:)) == [true, false, true])
    #expect([2, 4, 6].map(places.hasBlankAnywhere(before:)) == [true, false, true])
  }

  @Test func commentsInsideAStretchAreCounted() {
    // language 1 // a          tokens 0 and 1
    // // b
    // rulebook r // c          tokens 2 and 3
    let places = CommentPlaces(of: parsed("language 1 // a\n// b\nrulebook r // c\n"))
    #expect(!places.isInside(0..<2) && !places.isInside(2..<4))
    #expect(places.isInside(0..<3) && places.isInside(1..<3) && places.isInside(0..<5))
    #expect(!places.isInside(1..<2) && !places.isInside(1..<1))
  }

  // MARK: Helpers

  private func parsed(_ text: String) -> SyntaxTree {
    let result = Parser.parse(SourceFile(path: "a.tranche", text: text))
    #expect(result.diagnostics.isEmpty, "\(text)")
    return result.tree
  }

  /// Compares all comments of a text, by the word that they belong to; `)2` is the second `)`.
  private func expect(
    _ text: String,
    leading: [String: [String]] = [:],
    trailing: [String: String] = [:]
  ) {
    let tree = parsed(text)
    let places = CommentPlaces(of: tree)
    var counts: [String: Int] = [:]
    var foundLeading: [String: [String]] = [:]
    var foundTrailing: [String: String] = [:]
    func shown(_ comment: CommentPlaces.Comment) -> String {
      String(decoding: tree.file.bytes[comment.bytes], as: UTF8.self)
    }
    for token in tree.tokens.indices {
      let word = tree.text(ofToken: token)
      counts[word, default: 0] += 1
      let name = counts[word] == 1 ? word : "\(word)\(counts[word] ?? 0)"
      let comments = places.leading(token).map(shown)
      if !comments.isEmpty { foundLeading[name] = comments }
      if let comment = places.trailing(token) { foundTrailing[name] = shown(comment) }
    }
    #expect(foundLeading == leading, "\(text)")
    #expect(foundTrailing == trailing, "\(text)")
  }
}
