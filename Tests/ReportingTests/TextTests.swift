import Quantities
import Testing

@testable import Reporting

@Suite struct TextTests {
  @Test(arguments: [
    ("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1000", "-1,000"), ("-999", "-999"),
    ("1234567.1234567", "1,234,567.1234567"), ("out of range", "out of range"),
  ])
  func thousandsAreSeparated(digits: String, expected: String) {
    #expect(NumberText.grouped(digits) == expected)
  }

  @Test func moneyRoundsHalfEven() {
    #expect(NumberText.money(amount("0.125")) == "0.12")
    #expect(NumberText.money(amount("0.135")) == "0.14")
    #expect(NumberText.money(amount("-0.004")) == "0.00")
    #expect(NumberText.money(nil as Amount?) == "unknown")
  }

  @Test func sharesBecomePercentages() {
    #expect(NumberText.percent(ratio("0.0612")) == "6.12%")
    #expect(NumberText.percent(ratio("-0.05")) == "-5.00%")
    #expect(NumberText.percent(ratio("0.631"), minimumDigits: 0) == "63.1%")
    #expect(NumberText.percent(Ratio(.max)) == "out of range%")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a\u{1B}[31mb", "a[31mb"), ("a\r\nb", "a  b"), ("\u{202E}abc", "abc"),
    ("zero\u{200B}width\u{FEFF}", "zerowidth"), ("é 株 🙂", "é 株 🙂"), ("\u{0}\u{7F}\u{9B}", ""),
  ])
  func hiddenCharactersAreRemoved(text: String, expected: String) {
    #expect(SafeText.line(text) == expected)
  }

  @Test(arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("株式", 4), ("🙂", 2), ("→×÷…█", 5)])
  func widthIsInColumns(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  @Test func wordsWrapWithoutLoss() {
    var text = StyledText("alpha beta ", .good)
    text.append("gamma,  delta")
    let lines = text.wrapped(to: 12, hanging: 2).map(\.plain)
    #expect(lines == ["alpha beta", "gamma,", "delta"])
    #expect(StyledText("abcdefghij").wrapped(to: 4).map(\.plain) == ["abcd", "efgh", "ij"])
    #expect(StyledText("").wrapped(to: 4).map(\.plain) == [""])
  }

  @Test func aCutTextKeepsItsBeginning() {
    var text = StyledText("alpha", .good)
    text.append(" 株式会社")
    #expect(text.cut(to: 5).plain == "alph…")
    #expect(text.cut(to: 9).plain == "alpha 株…")
    #expect(text.cut(to: 10).width <= 10)
  }

  @Test(arguments: [
    ("0", ""), ("0.5", "████"), ("1", "████████"), ("2", "████████"), ("0.001", "▏"),
    ("-0.25", "██"), ("0.0625", "▌"),
  ])
  func barsAreExactToAnEighth(share: String, expected: String) {
    #expect(Bar.text(ratio(share), full: .one, width: 8) == expected)
  }
}
