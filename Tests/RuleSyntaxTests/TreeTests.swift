import TestSupport
import Testing

@testable import RuleSyntax

/// The trees of `Tests/Conformance/trees`, and what holds for every tree.
struct TreeTests {
  @Test(arguments: CaseFile.paths(in: "trees"))
  func eachProductionGivesItsTree(path: String) throws {
    let file = try CaseFile(path)
    #expect(!file.cases.isEmpty)
    file.expectEach { entry in
      let result = Parser.parse(SourceFile(path: "a.tranche", text: entry.input))
      #expect(result.diagnostics.isEmpty, "\(entry.title): \(result.diagnostics.map(\.message))")
      return dump(result.tree.root)
    }
  }

  @Test(arguments: ["example.tranche", "everything.tranche"])
  func shippedTextHasNoMistakeAndIsReproduced(name: String) throws {
    let bytes = try Fixtures.bytes(name)
    let result = Parser.parse(SourceFile(path: name, bytes: bytes))
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.tree.reproduced == bytes)
    #expect(checkTree(result.tree) == [])
  }

  @Test func everyKindOfNodeOccurs() throws {
    let bytes = try Fixtures.bytes("everything.tranche")
    let tree = Parser.parse(SourceFile(path: "everything.tranche", bytes: bytes)).tree
    let found = Set(tree.nodes.map(\.kind))
    let missing = Set(SyntaxKind.allCases).subtracting(found)
    #expect(missing == [.unexpected, .missing])
  }

  @Test func wordsOfANodeAreItsOwn() throws {
    let tree = Parser.parse(SourceFile(path: "a", text: "rule a { build short X to 1% of nav }"))
      .tree
    let build = try #require(tree.root.children.first?.child(.buildAction))
    #expect(build.has("short"))
    #expect(build.has("nav"))
    #expect(!build.has("X"))
    #expect(build.child(.target)?.text == "X")
    #expect(build.text == "build short X to 1% of nav")
  }

  @Test func commentsAreKeptAsTrivia() throws {
    let tree = Parser.parse(SourceFile(path: "a", text: "// one\ndimension x // two\n")).tree
    #expect(String(decoding: tree.trivia(before: 0), as: UTF8.self) == "// one\n")
    #expect(String(decoding: tree.trivia(before: 2), as: UTF8.self) == " // two\n")
  }

  // cites: check-2
  @Test func misspeltWordsAreReadAsWhatWasMeant() throws {
    let text = "rul a { wehn x biuld Y to 1% of nav in tranches { s 100% at once } }"
    let result = Parser.parse(SourceFile(path: "a", text: text))
    #expect(result.diagnostics.map(\.code) == ["unknown-word", "unknown-word", "unknown-word"])
    let rule = try #require(result.tree.root.child(.rule))
    #expect(rule.child(.whenClause) != nil)
    #expect(rule.child(.buildAction)?.child(.step)?.child(.name)?.text == "s")
  }

  @Test func aMistakeLeavesTheRestOfTheFileInPlace() throws {
    let text = """
      rule a { when < trim X to 1% of nav
      rule b { trim Y to 1 of nav }
      limit c cash >= 2%
      """
    let result = Parser.parse(SourceFile(path: "a", text: text))
    let names = result.tree.root.children.compactMap { $0.child(.name)?.text }
    #expect(names == ["a", "b", "c"])
    #expect(
      result.diagnostics.map(\.code) == ["unclosed-brace", "unexpected-text", "unexpected-text"]
    )
  }
}

/// What is wrong with the shape of `tree`: nothing, whatever the text.
func checkTree(_ tree: SyntaxTree) -> [String] {
  var faults: [String] = []
  if tree.tokens.last?.kind != .endOfFile { faults.append("no end of file") }
  if tree.nodes.last?.kind != .file { faults.append("no root") }
  if tree.root.tokenRange != 0..<tree.tokens.count { faults.append("tokens outside the root") }
  var previous: Int32 = 0
  for token in tree.tokens {
    if token.start < previous || token.end < token.start { faults.append("tokens overlap") }
    if Int(token.end) > tree.file.bytes.count { faults.append("token outside the file") }
    previous = token.end
  }
  for (index, node) in tree.nodes.enumerated() {
    if Int(node.firstDescendant) > index { faults.append("a node descends from a later one") }
    if node.endToken < node.firstToken { faults.append("a node ends before it begins") }
  }
  var height = Array(repeating: 1, count: tree.nodes.count)
  for index in tree.nodes.indices {
    var end = tree.nodes[index].endToken
    for child in SyntaxNode(tree: tree, index: index).children.reversed() {
      let inner = tree.nodes[child.index]
      height[index] = max(height[index], height[child.index] + 1)
      if inner.firstToken < tree.nodes[index].firstToken || inner.endToken > end {
        faults.append("\(inner.kind) reaches out of \(tree.nodes[index].kind)")
      }
      end = inner.firstToken
    }
  }
  if height.max() ?? 0 > Parser.maximumDepth * 4 { faults.append("the tree is too high") }
  return faults
}
