import RuleSyntax
import Testing

/// The proof that stands between a layout and the file that it would replace: each way in which a
/// formatter could be wrong is planted here, and found.
struct LayoutFaultTests {
  private let text = """
    // head
    use "a.tranche"

    rule r {
      when    a and b  // why
      review  chips
    }

    """

  @Test func aFaithfulLayoutHasNoFault() { #expect(fault(in: text) == nil) }

  @Test func aMistakeIsFound() {
    #expect(fault(in: text.replacing("a and b", with: "a and")) == .newMistakes)
    #expect(fault(in: text.replacing("}", with: "")) == .newMistakes)
  }

  @Test func anotherWordIsFound() {
    #expect(fault(in: text.replacing("review  chips", with: "review  ships")) == .otherTokens)
    #expect(fault(in: text.replacing("a and b", with: "a")) == .otherTokens)
    #expect(fault(in: text.replacing("a and b", with: "b and a")) == .otherTokens)
    #expect(fault(in: text.replacing("use \"a.tranche\"", with: "")) == .otherTokens)
    // The same letters in a token of another kind.
    let symbol = "rule r { review BRK.B }\n"
    #expect(fault(in: "rule r { review \"BRK.B\" }\n", of: symbol) == .otherTokens)
  }

  @Test func aLostCommentIsFound() {
    #expect(fault(in: text.replacing("// head\n", with: "")) == .otherComments)
    #expect(fault(in: text.replacing("// why", with: "")) == .otherComments)
  }

  @Test func aChangedCommentIsFound() {
    #expect(fault(in: text.replacing("// why", with: "//why")) == .otherComments)
    #expect(fault(in: text.replacing("// why", with: "// why not")) == .otherComments)
  }

  @Test func commentsInAnotherOrderAreFound() {
    let swapped = text.replacing("// head", with: "// x").replacing("// why", with: "// head")
      .replacing("// x", with: "// why")
    #expect(fault(in: swapped) == .otherComments)
  }

  /// A comment that swallows words takes them from the tokens as well.
  @Test func aSwallowedWordIsFound() {
    let joined = text.replacing("// why\n", with: "// why")
    #expect(fault(in: joined) == .otherTokens)
    #expect(fault(in: text.replacing("and b  // why", with: "// and b  // why")) == .otherTokens)
  }

  @Test func aLayoutThatWouldChangeAgainIsFound() {
    #expect(fault(in: text.replacing("review  chips", with: "review chips")) == .unstable)
    #expect(fault(in: text + "\n") == .unstable)
    #expect(fault(in: String(text.dropLast())) == .unstable)
    #expect(fault(in: text.replacing("\n", with: "\r\n")) == .unstable)
  }

  /// Blanks at the end of a comment, a carriage return among them, are no part of it.
  @Test func blanksBehindAreNoFault() {
    let spaced = text.replacing("// head", with: "// head \t ").replacing("\n", with: "\r\n")
    #expect(fault(in: text, of: spaced) == nil)
  }

  /// A text with mistakes is refused with exactly those, and no layout is given.
  @Test(arguments: ["rule x { whn a }", "let x = (1", "use \"a", "\u{202E}", "language 1 rulebook"])
  func aTextWithMistakesIsRefused(text: String) {
    let file = SourceFile(path: "a.tranche", text: text)
    let mistakes = Parser.parse(file).diagnostics
    #expect(!mistakes.isEmpty)
    #expect(Formatter.format(file) == .refused(mistakes))
  }

  @Test func bytesThatAreNoTextAreRefused() {
    for bytes: [UInt8] in [[0], [0xFF, 0xFE, 0x41], Array("use \"\u{C3}".utf8.dropLast())] {
      guard case .refused = Formatter.format(SourceFile(path: "a", bytes: bytes)) else {
        Issue.record("laid out \(bytes)")
        continue
      }
    }
  }

  /// An empty text has an empty layout, whatever blanks it is made of.
  @Test(arguments: ["", "\n", " \t\r\n\n", "\u{FEFF}", "\u{FEFF}\n"])
  func nothingIsLaidOutAsNothing(text: String) {
    #expect(Formatter.format(SourceFile(path: "a", text: text)) == .formatted([]))
  }

  @Test func aByteOrderMarkGoes() {
    let text = "\u{FEFF}use \"a.tranche\"\r\n"
    let page = Array("use \"a.tranche\"\n".utf8)
    #expect(Formatter.format(SourceFile(path: "a", text: text)) == .formatted(page))
  }

  private func fault(in page: String, of original: String? = nil) -> LayoutFault? {
    let file = SourceFile(path: "a.tranche", text: original ?? text)
    let parsed = Parser.parse(file)
    #expect(parsed.diagnostics.isEmpty)
    return LayoutFault.found(in: Array(page.utf8), of: parsed.tree)
  }
}
