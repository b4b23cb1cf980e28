import Portfolio
import Testing

struct DisplayTextTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("  two\n lines\t", "two lines"),
    ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"), ("a\u{0}b\u{7}c\u{9B}d", "abcd"),
    ("abc\u{202E}fed\u{202C}", "abcfed"), ("\u{2066}x\u{2069}\u{200F}", "x"),
    ("ap\u{200B}pro\u{200D}ved\u{FEFF}\u{00AD}", "approved"),
    ("tag\u{E0041}\u{E007F}", "tag"), ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"),
    ("naïve Größe 日本 😀", "naïve Größe 日本 😀"), ("\u{3164}\u{2800}x\u{FE0F}", "x"), ("", ""),
    ("\u{A0}a\u{3000}b", "a b"), ("\r\n", ""),
  ])
  func hiddenCharactersAreLeftOut(_ text: String, _ shown: String) {
    #expect(DisplayText.clean(text) == shown)
  }

  @Test func longTextsAreCut() {
    #expect(DisplayText.clean("abcdef", limit: 3) == "abc…")
    #expect(DisplayText.clean("abc", limit: 3) == "abc")
    #expect(DisplayText.clean("abc \u{200B}", limit: 3) == "abc")
  }
}
